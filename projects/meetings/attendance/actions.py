"""Who says they come, who came, and why somebody did not."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import actions as promise
from projects.meetings import signals
from projects.meetings.attendance import queries
from projects.meetings.attendance.models import Attendance, WhyNot
from projects.meetings.attendance.states import ReasonNotComing
from projects.meetings.planning import promises as planning_promises
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.team.actions import lock_open


@transaction.atomic
def respond(
    invitation: Invitation, *, coming: bool, by: User | None, seen: str | None = None, by_link: bool = False
) -> Invitation:
    """Answer an invitation; it can be answered again until the meeting begins. Raises TransitionRefused.

    `seen` is the `sequence` on the page that asked: nobody says yes to a time they did not see.
    `by_link`: answered with the link in the mail; then `by` is the person's account, None without one.
    """
    meeting = transitions.lock(invitation.meeting)
    if meeting.status != MeetingState.INVITED or meeting.starts_at <= clock.now():
        raise transitions.TransitionRefused(
            _("You can no longer answer for this meeting. Nothing was changed.")
        )
    if seen is not None and seen != str(meeting.sequence):
        raise transitions.TransitionRefused(
            _("The meeting has changed since you opened this page. Please answer again.")
        )
    fresh = transitions.lock(invitation)
    response = Response.YES if coming else Response.NO
    if fresh.response == response:
        return fresh
    fresh.response, fresh.responded_at = response, clock.now()
    fresh.save(update_fields=["response", "responded_at"])
    # Somebody without an account is nobody in `by`, so the entry itself says whose answer it is.
    detail = {"response": response, "person": fresh.person_id, "by_link": by_link}
    history.record(meeting, "answered", by=by, detail=detail)
    promise.keep(planning_promises.ANSWER, subject=meeting, by=by, person=fresh.person)
    if coming:
        WhyNot.objects.filter(invitation=fresh).delete()
    else:
        signals.invitation_declined.send(sender=Meeting, meeting=meeting, person=fresh.person, by=by)
    signals.attendees_changed.send(sender=Meeting, meeting=meeting, by=by)
    return fresh


@transaction.atomic
def record_attendance(meeting: Meeting, *, minutes: Mapping[int, int], by: User) -> Meeting:
    """Note who came. `minutes` holds, by person id, how long somebody was there; 0 is "did not come".

    Only people invited are noted. May be noted again to put it right.
    Raises TransitionRefused before the meeting.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if fresh.starts_at > clock.now():
        raise transitions.TransitionRefused(_("The meeting has not begun yet. Record who came afterwards."))
    if fresh.status != MeetingState.HELD:
        fresh = transitions.transition(fresh, "hold", by=by)
        _release_promises(fresh, by=by)
        signals.meeting_held.send(sender=Meeting, meeting=fresh, by=by)
    for pk in fresh.invitations.values_list("person", flat=True):
        there = minutes.get(pk, 0)
        Attendance.objects.update_or_create(
            meeting=fresh,
            person_id=pk,
            defaults={
                "came": there > 0,
                "minutes": there,
                "confirmed_by": by,
                "confirmed_at": clock.now(),
            },
        )
    history.record(fresh, "attendance noted", by=by)
    signals.attendance_noted.send(sender=Meeting, meeting=fresh, by=by)
    return fresh


def _release_promises(meeting: Meeting, *, by: User) -> None:
    """After a meeting nobody owes an answer or papers any more; the reason tells what did not happen."""
    promise.release(
        planning_promises.ANSWER, subject=meeting, by=by, why=_("The meeting went ahead without an answer.")
    )
    promise.release(
        planning_promises.PAPERS, subject=meeting, by=by, why=_("The meeting went ahead without papers.")
    )


@transaction.atomic
def say_why_not(invitation: Invitation, *, reason: ReasonNotComing, by: User) -> WhyNot:
    """Let somebody who cannot or did not come say why; they need not, and may change it.

    Raises TransitionRefused.
    """
    if not queries.may_say_why_not(transitions.lock(invitation)):
        raise transitions.TransitionRefused(_("You are coming, or you came. Nothing was changed."))
    row, _made = WhyNot.objects.update_or_create(
        invitation=invitation, defaults={"reason": reason, "said_at": clock.now()}
    )
    return row
