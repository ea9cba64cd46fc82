"""Public contributors say that a meeting was as staff noted it. The other answer is a dispute."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from projects.meetings.models import HowItWent, HowItWentConfirmed, Meeting
from projects.team.states import Side


@transaction.atomic
def confirm(meeting: Meeting, *, person: Person, by: User) -> HowItWentConfirmed:
    """Let a public contributor who was asked say: yes, that is how it was. Raises Refused.

    Who waits for our answer to a dispute cannot say both.
    """
    fresh = transitions.lock(meeting)
    if not HowItWent.objects.filter(meeting=fresh).exists():
        raise transitions.TransitionRefused(_("Nobody has noted yet how it went."))
    if not fresh.invitations.filter(person=person, side=Side.PUBLIC).exists():
        raise transitions.TransitionRefused(
            _("Only public contributors who were asked to the meeting can say this.")
        )
    if not may_confirm(fresh, person):
        raise transitions.TransitionRefused(
            _("You told us that it was different. We still owe you an answer.")
        )
    row, _made = HowItWentConfirmed.objects.update_or_create(
        meeting=fresh, person=person, defaults={"said_at": clock.now()}
    )
    history.record(fresh, "how it went confirmed", by=by)
    return row


def may_confirm(meeting: Meeting, person: Person) -> bool:
    """Say whether a person waits for no answer to a dispute about the meeting."""
    return not meeting.disputes.filter(person=person, answered_at=None).exists()


def standing(meeting: Meeting) -> QuerySet[HowItWentConfirmed]:
    """Return who says yes to what is noted now. What they said of an earlier note does not count."""
    noted = HowItWent.objects.filter(meeting=meeting).values("noted_at")
    return HowItWentConfirmed.objects.filter(meeting=meeting, said_at__gte=noted[:1])
