"""What people invited to a meeting are told. Each message goes to one of them and names nobody else."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contributors.availability.clocks.rules import where_you_are
from contributors.availability.queries import clock_of
from contributors.people.states import Format
from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.by_hand import answers
from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from projects.meetings.planning import queries, rules
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState
from projects.team.states import Side


def facts(message: Notification) -> dict[str, Any]:
    """Return the meeting a message is about, read afresh, and where its reader finds what.

    What time it is where they are, and links that need no sign-in, stand in the mail itself alone: staff
    may look at the message, and with such a link they could answer in somebody's name.
    """
    meeting = Meeting.objects.select_related("project__organisation", "organiser").get(pk=message.subject_id)
    mine = meeting.invitations.select_related("person").filter(person=message.recipient_id).first()
    return facts_of(message, meeting, mine, staff=message.params.get("staff", False))


def facts_of(
    message: Notification, meeting: Meeting, mine: Invitation | None, *, staff: bool
) -> dict[str, Any]:
    """Return the same for a message about one invitation to a meeting; None: they are not asked any more."""
    zone = clock_of(message.recipient) if message.going_out else None
    path = reverse("meetings:detail" if staff else "my_meetings:detail", args=[meeting.ref])
    known = {
        "meeting": meeting,
        "where_you_are": where_you_are(meeting.starts_at, zone),
        "project": meeting.project,
        "path": path,
        "answer_path": path,
        "calendar_path": reverse(
            "meetings:calendar" if staff else "my_meetings:calendar", args=[meeting.ref]
        ),
    }
    if message.going_out and mine:
        known["answer_path"] = reverse("meetings:answer", args=[rules.token_of(mine)])
        known["calendar_path"] = reverse("meetings:file", args=[rules.file_token_of(mine)])
    return known


def invitation(message: Notification) -> dict[str, Any]:
    """Return the facts, and what somebody should know before they say yes: only what is recorded."""
    known = facts(message)
    meeting, person = known["meeting"], message.recipient
    return known | {
        "answer_by": queries.answer_by(meeting, person),
        "paid": None if message.params.get("staff") else queries.paid_for(meeting, person),
        "arranged": meeting.arrangements.wanted().filter(need__person=person).count(),
        "own_format": person.get_format_display() if person.format != Format.STANDARD else "",
    }


def out_of_date(message: Notification) -> str:
    """Say why a message need not go out: a later one says it better, or the meeting is off."""
    meeting = Meeting.objects.get(pk=message.subject_id)
    if meeting.status == MeetingState.CANCELLED:
        return "cancelled"
    if meeting.sequence != message.params["sequence"]:
        return "changed again"
    asked = meeting.invitations.filter(person=message.recipient_id).exists()
    return "" if asked else "not asked any more"


def meeting_over(meeting: Meeting) -> dt.datetime:
    """Return when news of a meeting is of no use any more."""
    return meeting.ends_at


INVITATION = kinds.register(
    NotificationKind(
        "meetings/invitation",
        says=_("An invitation to a meeting"),
        context=invitation,
        not_wanted=out_of_date,
        expires=Until(meeting_over, at_least_hours=1),
    )
)
CHANGED = kinds.register(
    NotificationKind(
        "meetings/changed",
        says=_("A meeting is moved"),
        context=invitation,
        not_wanted=out_of_date,
        expires=Until(meeting_over, at_least_hours=1),
    )
)
CANCELLED = kinds.register(
    NotificationKind(
        "meetings/cancelled",
        says=_("A meeting is called off"),
        context=facts,
        expires=Until(meeting_over, at_least_hours=1),
    )
)


def tell(kind: NotificationKind, meeting: Meeting, invitations: Iterable[Invitation]) -> None:
    """Tell each person invited about a locked meeting as it stands now, and note when it was."""
    asked = list(invitations)
    for invitation in asked:
        enqueue(
            kind,
            to=invitation.person,
            subject=meeting,
            params={"sequence": meeting.sequence, "staff": invitation.side != Side.PUBLIC},
            dedupe_key=f"{kind.key}:{meeting.pk}:{meeting.sequence}:{invitation.person_id}",
            organisation_id=meeting.organisation_id,
        )
    Invitation.objects.filter(pk__in=[one.pk for one in asked]).update(told_at=clock.now())


answers.register(
    "meetings.Meeting",
    lambda meeting, person: reverse("meetings:record_reply", args=[meeting.ref, person.ref]),
)
