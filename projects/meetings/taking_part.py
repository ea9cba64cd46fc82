"""Answers, papers and who came."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.uploads import CleanFile
from projects.meetings import arranging, followers, notifications, papers, promises
from projects.meetings.models import Attendance, Invitation, Meeting, Paper, WhyNot
from projects.meetings.states import MeetingState, Response
from projects.team.actions import lock_open
from projects.team.states import Side


@transaction.atomic
def respond(
    invitation: Invitation, *, coming: bool, by: User | None, seen: str | None = None, by_link: bool = False
) -> Invitation:
    """Answer an invitation; it can be answered again until the meeting begins. Raises Refused.

    `seen` is the `sequence` on the page that asked: nobody says yes to a time they did not see.
    `by_link`: answered with the link in the mail; then `by` is the person's account, None without one.
    """
    meeting = transitions.lock(invitation.meeting)
    if meeting.status != MeetingState.INVITED or meeting.starts_at <= clock.now():
        raise transitions.TransitionRefused(_("This meeting can no longer be answered. Nothing was changed."))
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
    promise.keep(promises.ANSWER, subject=meeting, by=by, person=fresh.person)
    if coming:
        WhyNot.objects.filter(invitation=fresh).delete()
    else:
        followers.tell_declined(meeting, fresh.person, by=by)
    arranging.follow(meeting, by=by)
    return fresh


@transaction.atomic
def add_paper(meeting: Meeting, *, title: str, file: CleanFile, by: User) -> Paper:
    """Put a paper with a meeting. People see it once it is sent. Raises Refused."""
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if fresh.status not in (MeetingState.PLANNED, MeetingState.INVITED):
        raise transitions.TransitionRefused(transitions.refusal(fresh, "invite"))
    paper = Paper.of(file, meeting=fresh, title=title)
    paper.save()
    history.record(fresh, "paper added", by=by)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, by: User) -> None:
    """Take away a paper nobody was sent. Raises Refused."""
    fresh = transitions.lock(paper)
    if fresh.sent_at:
        raise transitions.TransitionRefused(
            _("This paper was sent to people, so it stays. Add a new one instead.")
        )
    history.record(fresh.meeting, "paper removed", by=by)
    transaction.on_commit(lambda: fresh.file.delete(save=False))
    fresh.delete()


@transaction.atomic
def send_papers(meeting: Meeting, *, by: User) -> int:
    """Tell everybody invited, public and staff in the same minute, that there are papers to read.

    Keeps the promise of papers. Returns how many papers were new. Raises Refused.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if fresh.status != MeetingState.INVITED:
        raise transitions.TransitionRefused(_("Invite people first. The papers go to those who are invited."))
    unsent = list(fresh.papers.filter(sent_at=None).order_by("id"))
    if not unsent:
        raise transitions.TransitionRefused(_("There is no new paper to send. Add one first."))
    now = clock.now()
    Paper.objects.filter(pk__in=[paper.pk for paper in unsent]).update(sent_at=now)
    fresh.papers_sent_at = fresh.papers_sent_at or now
    fresh.save(update_fields=["papers_sent_at"])
    history.record(fresh, "papers sent", by=by, detail={"papers": len(unsent)})
    promise.keep(promises.PAPERS, subject=fresh, by=by)
    sent = {}
    for invitation in fresh.invitations.select_related("person"):
        sent[invitation.person] = enqueue(
            notifications.PAPERS,
            to=invitation.person,
            subject=fresh,
            params={"staff": invitation.side != Side.PUBLIC},
            dedupe_key=f"meetings/papers:{fresh.pk}:{unsent[-1].pk}:{invitation.person_id}",
            organisation_id=fresh.organisation_id,
        )
    papers.note_copies(fresh, sent, by=by)
    return len(unsent)


@transaction.atomic
def record_attendance(meeting: Meeting, *, minutes: Mapping[int, int], by: User) -> Meeting:
    """Note who came. `minutes` holds, by person id, how long somebody was there; 0 is "did not come".

    Only people invited are noted. May be noted again to put it right. Raises Refused before the meeting.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if fresh.starts_at > clock.now():
        raise transitions.TransitionRefused(_("The meeting has not begun yet. Note who came afterwards."))
    if fresh.status != MeetingState.HELD:
        fresh = transitions.transition(fresh, "hold", by=by)
        _let_go(fresh, by=by)
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
    return fresh


def _let_go(meeting: Meeting, *, by: User) -> None:
    """After a meeting nobody owes an answer or papers any more; the reason tells what did not happen."""
    promise.release(promises.ANSWER, subject=meeting, by=by, why=_("The meeting was held without an answer."))
    promise.release(promises.PAPERS, subject=meeting, by=by, why=_("The meeting was held without papers."))
    promise.release(promises.COPY, subject=meeting, by=by, why=_("The meeting was held without them."))
    arranging.release_promises(meeting, by=by, why=_("The meeting was held, and this was not ticked off."))
