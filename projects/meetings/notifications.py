"""What people invited to a meeting are told. Each message goes to one of them and names nobody else."""

from typing import Any

from django.urls import reverse

from contributors.availability.clocks.rules import where_you_are
from contributors.availability.queries import clock_of
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.meetings import answer_link
from projects.meetings.models import Dispute, Invitation, Meeting, Word
from projects.meetings.states import MeetingState


def facts(message: Notification) -> dict[str, Any]:
    """Return the meeting a message is about, read afresh.

    What time it is where they are stands in the mail itself alone: staff may look at the message.
    """
    meeting = Meeting.objects.select_related("project__organisation", "organiser").get(pk=message.subject_id)
    staff = message.params.get("staff", False)
    zone = clock_of(message.recipient) if message.going_out else None
    return {
        "meeting": meeting,
        "where_you_are": where_you_are(meeting.starts_at, zone),
        "project": meeting.project,
        "path": reverse("meetings:detail" if staff else "my_meetings:detail", args=[meeting.ref]),
        "calendar_path": reverse(
            "meetings:calendar" if staff else "my_meetings:calendar", args=[meeting.ref]
        ),
    }


def question(message: Notification) -> dict[str, Any]:
    """Return the facts and the address where the person answers.

    In the mail itself that is a link that needs no sign-in. Staff who look at the message see the
    address behind the sign-in: with the other they could answer in somebody's name.
    """
    known = facts(message)
    known["answer_path"] = known["path"]
    if message.going_out:
        mine = Invitation.objects.get(meeting=message.subject_id, person=message.recipient_id)
        known["answer_path"] = reverse("meetings:answer", args=[answer_link.token_of(mine)])
    return known


def out_of_date(message: Notification) -> str:
    """Say why a message need not go out: a later one says it better, or the meeting is off."""
    meeting = Meeting.objects.get(pk=message.subject_id)
    if meeting.status == MeetingState.CANCELLED:
        return "cancelled"
    if meeting.sequence != message.params["sequence"]:
        return "changed again"
    return ""


def called_off(message: Notification) -> str:
    """Say why nobody needs the papers of a meeting any more."""
    off = Meeting.objects.filter(pk=message.subject_id, status=MeetingState.CANCELLED).exists()
    return "cancelled" if off else ""


def which(message: Notification) -> dict[str, str]:
    """Return which meeting a message is about. What was not there, and for whom, stays on the page."""
    return {"ref": Meeting.objects.get(pk=message.subject_id).ref}


def dispute(message: Notification) -> dict[str, str]:
    """Return which dispute was answered. Its words stay on the page."""
    return {"ref": Dispute.objects.get(pk=message.subject_id).ref}


def word(message: Notification) -> dict[str, str]:
    """Return which word was explained. It stays on the page: it may tell what a project is about."""
    return {"ref": Word.objects.get(pk=message.subject_id).ref}


INVITATION = kinds.register(NotificationKind("meetings/invitation", context=question, not_wanted=out_of_date))
CHANGED = kinds.register(NotificationKind("meetings/changed", context=question, not_wanted=out_of_date))
CANCELLED = kinds.register(NotificationKind("meetings/cancelled", context=facts))
PAPERS = kinds.register(NotificationKind("meetings/papers", context=facts, not_wanted=called_off))
NOT_MET = kinds.register(NotificationKind("meetings/not_met", context=which))
DISPUTE_ANSWERED = kinds.register(NotificationKind("meetings/dispute_answered", context=dispute))
WORD_EXPLAINED = kinds.register(NotificationKind("meetings/word_explained", context=word))
