"""What roles say: to public contributors about their role, to the named contact about answers."""

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.by_hand import answers
from coproduce.foundation.notifications.expiry import A_FORTNIGHT, After
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Channel, Notification
from projects.roles.comparing import queries as comparing
from projects.roles.contacts import notifications as contacts
from projects.roles.duties import notifications as duties
from projects.roles.models import Assignment, ChangeProposal, RoleLetter, RolePair
from projects.roles.states import LIVE, AssignmentState
from projects.roles.terms.queries import how_it_goes_on
from projects.team.queries import still_owed

__all__ = ["contacts", "duties"]  # a worker learns these kinds here
WITH = ("role__project__organisation", "role__project__lead", "version", "person")
MOST_FACTS = 8
"""What a message tells of a changed role; the page tells the rest."""


def role_facts(message: Notification) -> dict[str, Any]:
    """Return the assignment a message is about, read afresh, and where each side finds it."""
    assignment = Assignment.objects.select_related(*WITH).get(pk=message.subject_id)
    project = assignment.role.project
    return {
        "assignment": assignment,
        "role": assignment.role,
        "version": assignment.version,
        "project": project,
        "owed": list(still_owed(project).filter(person=assignment.person)),
        "path": reverse("my_roles:detail", args=[assignment.ref]),
        "staff_path": reverse("roles:assignment", args=[assignment.ref]),
    }


def changed_facts(message: Notification) -> dict[str, Any]:
    """Return the same, and what is different from the text the person knows.

    Who asked for discretion, or reads it in a text message, hears what it is about and not what is said.
    """
    facts = role_facts(message)
    news = comparing.news_for(facts["assignment"])
    discreet = message.recipient.discreet or message.channel == Channel.TEXT
    told = [fact.words for fact in news.facts[:MOST_FACTS]] if news and not discreet else []
    return facts | {"told": told, "topics": ", ".join(news.topics) if news and discreet else ""}


def no_longer_invited(message: Notification) -> str:
    """Say why an offer need not go out: it was answered or taken back."""
    waiting = Assignment.objects.filter(pk=message.subject_id, status=AssignmentState.INVITED).exists()
    return "" if waiting else "answered or taken back"


def changed_again(message: Notification) -> str:
    """Say why a notice of a changed role need not go out: a later version replaced it."""
    assignment = Assignment.objects.get(pk=message.subject_id)
    if assignment.status not in LIVE:
        return "taken back or ended"
    return "" if assignment.version_id == message.params["version"] else "changed again"


def ends_another_day(message: Notification) -> str:
    """Say why nobody needs to hear that a role ends soon: it has ended, or ends on another day."""
    assignment = Assignment.objects.get(pk=message.subject_id)
    if assignment.status != AssignmentState.AGREED:
        return "ended"
    same = assignment.ends_on and assignment.ends_on.isoformat() == message.params["ends_on"]
    return "" if same else "ends on another day"


def ending_facts(message: Notification) -> dict[str, Any]:
    """Return what `role_facts` does, and whether the role can go on for longer."""
    facts = role_facts(message)
    return facts | {"goes_on": how_it_goes_on(facts["assignment"])}


def proposal_facts(message: Notification) -> dict[str, Any]:
    """Return the suggestion a message is about, read afresh."""
    proposal = ChangeProposal.objects.select_related(
        "assignment__role__project__lead", "assignment__person", "became"
    ).get(pk=message.subject_id)
    return {
        "proposal": proposal,
        "role": proposal.assignment.role,
        "path": reverse("my_roles:suggestion", args=[proposal.ref]),
        "staff_path": reverse("roles:proposal", args=[proposal.ref]),
    }


def letter_facts(message: Notification) -> dict[str, Any]:
    """Return the certificate a message is about, read afresh."""
    letter = RoleLetter.objects.select_related("assignment__role__project", "assignment__person").get(
        pk=message.subject_id
    )
    return {
        "assignment": letter.assignment,
        "role": letter.assignment.role,
        "path": reverse("my_roles:detail", args=[letter.assignment.ref]),
        "staff_path": reverse("roles:letter", args=[letter.ref]),
    }


def result_facts(message: Notification) -> dict[str, Any]:
    """Return what came of a role; who asked for discretion, or reads a text message, is led to it."""
    letter = RoleLetter.objects.get(pk=message.subject_id)
    discreet = message.recipient.discreet or message.channel == Channel.TEXT
    words = "" if discreet or not letter.facts else json.loads(letter.facts).get("words", "")
    return letter_facts(message) | {"words": words}


def no_longer_asked(message: Notification) -> str:
    """Say why staff need not hear of a wish for a certificate any more."""
    letter = RoleLetter.objects.get(pk=message.subject_id)
    return "" if letter.is_asked else "signed off or taken back"


INVITATION = kinds.register(
    NotificationKind(
        "roles/invitation",
        says=_("An invitation to a role"),
        context=role_facts,
        not_wanted=no_longer_invited,
        expires=After(hours=24 * 30),
        introduces=True,
    )
)
CHANGED = kinds.register(
    NotificationKind(
        "roles/changed",
        says=_("A role has changed"),
        context=changed_facts,
        not_wanted=changed_again,
        expires=A_FORTNIGHT,
    )
)
TAKEN_BACK = kinds.register(
    NotificationKind(
        "roles/taken_back",
        says=_("An invitation to a role is taken back"),
        context=role_facts,
        expires=A_FORTNIGHT,
    )
)
ENDED = kinds.register(
    NotificationKind(
        "roles/ended", says=_("A role has ended, told to the person"), context=role_facts, expires=A_FORTNIGHT
    )
)
ENDS_SOON = kinds.register(
    NotificationKind(
        "roles/ends_soon",
        says=_("A role ends soon"),
        context=ending_facts,
        not_wanted=ends_another_day,
        expires=A_FORTNIGHT,
    )
)
ENDS_SOON_STAFF = kinds.register(
    NotificationKind(
        "roles/ends_soon_staff",
        says=_("A role ends soon, told to staff"),
        context=ending_facts,
        not_wanted=ends_another_day,
        expires=A_FORTNIGHT,
    )
)
STOPPED = kinds.register(
    NotificationKind(
        "roles/stopped", says=_("A role has ended, told to staff"), context=role_facts, expires=A_FORTNIGHT
    )
)
ANSWERED = kinds.register(
    NotificationKind(
        "roles/answered", says=_("Someone answered about a role"), context=role_facts, expires=A_FORTNIGHT
    )
)
SUGGESTED = kinds.register(
    NotificationKind(
        "roles/suggested",
        says=_("Someone suggests a change to a role"),
        context=proposal_facts,
        expires=A_FORTNIGHT,
    )
)
SUGGESTION_ANSWERED = kinds.register(
    NotificationKind(
        "roles/suggestion_answered",
        says=_("A suggested change is answered"),
        context=proposal_facts,
        expires=A_FORTNIGHT,
    )
)

answers.register("roles.DutyOccasion", lambda one, _person: reverse("roles:record_duty", args=[one.ref]))


def pair_facts(message: Notification) -> dict[str, Any]:
    """Return with whom somebody does their role, read afresh."""
    pair = RolePair.objects.get(pk=message.params["pair"])
    assignment = Assignment.objects.select_related("role").get(pk=message.subject_id)
    return {
        "said": pair.said_to(assignment),
        "path": reverse("my_roles:detail", args=[assignment.ref]),
    }


def pair_is_over(message: Notification) -> str:
    """Say why nobody needs to hear of a pair: it has ended."""
    return "" if RolePair.objects.filter(pk=message.params["pair"], ended_at=None).exists() else "ended"


PAIRED = kinds.register(
    NotificationKind(
        "roles/paired",
        says=_("Two people do a role together"),
        context=pair_facts,
        not_wanted=pair_is_over,
        expires=A_FORTNIGHT,
    )
)
LETTER_ASKED = kinds.register(
    NotificationKind(
        "roles/letter_asked",
        says=_("Someone asks for a certificate or a reference"),
        context=letter_facts,
        not_wanted=no_longer_asked,
        expires=A_FORTNIGHT,
    )
)
LETTER_READY = kinds.register(
    NotificationKind(
        "roles/letter_ready",
        says=_("A certificate or a reference is ready"),
        context=letter_facts,
        expires=A_FORTNIGHT,
    )
)

answers.register(
    "roles.Assignment", lambda assignment, _person: reverse("roles:record_answer", args=[assignment.ref])
)
RESULT_TOLD = kinds.register(
    NotificationKind(
        "roles/result_told", says=_("What came of a role"), context=result_facts, expires=A_FORTNIGHT
    )
)
