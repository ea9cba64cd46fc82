"""Papers are added and sent; each reaches a person by message, or made and given by hand as they asked."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications import actions as outbox
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.uploads.files import CleanFile
from projects.meetings.papers import notifications, promises
from projects.meetings.papers.models import Paper, PaperCopy
from projects.meetings.planning import promises as planning_promises
from projects.meetings.planning import rules as planning_rules
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.team.actions import lock_open
from projects.team.states import Side


@transaction.atomic
def add_paper(meeting: Meeting, *, title: str, file: CleanFile, by: User) -> Paper:
    """Put a paper with a meeting. People see it once it is sent. Raises TransitionRefused."""
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
    """Take away a paper nobody was sent. Raises TransitionRefused."""
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

    Keeps the promise of papers. Returns how many papers were new. Raises TransitionRefused.
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
    promise.keep(planning_promises.PAPERS, subject=fresh, by=by)
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
    note_copies(fresh, sent, by=by)
    return len(unsent)


def note_copies(meeting: Meeting, messages: Mapping[Person, Notification | None], *, by: User) -> None:
    """Note for whom papers just sent are on their way; promise those that have to be made by hand."""
    now = clock.now()
    for person, message in messages.items():
        if message is None:  # they were written to about these papers before
            continue
        copy = PaperCopy.objects.create(
            meeting=meeting,
            person=person,
            message=message,
            channel=message.channel,
            format=person.format,
            sent_at=now,
        )
        if copy.made_by_hand:
            _promise(meeting, person, by=by)


@transaction.atomic
def give(copy: PaperCopy, *, by: User) -> PaperCopy:
    """Say that somebody has the papers as they asked; a letter or call for them is ticked off too.

    Raises TransitionRefused.
    """
    lock_open(copy.meeting.project)
    if transitions.lock(copy.meeting).status == MeetingState.CANCELLED:
        raise transitions.TransitionRefused(_("This meeting is called off. Nothing was changed."))
    fresh = transitions.lock(copy)
    if not fresh.to_do_by_hand:
        raise transitions.TransitionRefused(_("There is nothing to do by hand for this person any more."))
    fresh.given_at, fresh.given_by = clock.now(), by
    fresh.save(update_fields=["given_at", "given_by"])
    history.record(fresh, "papers given by hand", by=by)
    others = fresh.meeting.paper_copies.filter(person=fresh.person_id, given_at=None)
    if not any(other.made_by_hand for other in others):
        promise.keep(promises.COPY, subject=fresh.meeting, person=fresh.person, by=by)
    if fresh.message and Notification.objects.by_hand().filter(pk=fresh.message.pk).exists():
        outbox.done_by_hand(fresh.message, by=by)
    return fresh


@transaction.atomic
def take_back(copy: PaperCopy, *, by: User) -> PaperCopy:
    """Say that somebody does not have them after all; we owe them the papers again. Raises TransitionRefused.

    Only for papers made by hand: a letter or message that went out has gone.
    """
    lock_open(copy.meeting.project)
    meeting = transitions.lock(copy.meeting)
    if meeting.status != MeetingState.INVITED:
        raise transitions.TransitionRefused(_("This meeting is over or called off. Nothing was changed."))
    fresh = transitions.lock(copy)
    if not fresh.may_be_taken_back:
        raise transitions.TransitionRefused(_("It is not noted that somebody gave them these papers."))
    given_at, fresh.given_at, fresh.given_by = fresh.given_at, None, None
    fresh.save(update_fields=["given_at", "given_by"])
    detail = {"given_at": known(given_at).isoformat()}
    history.record(fresh, "papers not given after all", by=by, detail=detail)
    _promise(meeting, fresh.person, by=by)
    return fresh


def follow_new_time(meeting: Meeting, *, by: User) -> None:
    """A locked meeting has moved: papers in another format are due in time for the new day."""
    promise.move(
        promises.COPY,
        subject=meeting,
        due_at=planning_rules.papers_due(meeting.starts_at, clock.now()),
        by=by,
        why=meeting.why_changed,
    )


def release_copies(meeting: Meeting, *, by: User, why: str) -> None:
    """Papers in another format are not owed any more for a locked meeting."""
    promise.release(promises.COPY, subject=meeting, by=by, why=why)


def _promise(meeting: Meeting, person: Person, *, by: User) -> None:
    promise.make(
        promises.COPY,
        subject=meeting,
        due_at=planning_rules.papers_due(meeting.starts_at, clock.now()),
        owner=meeting.organiser,
        by=by,
        organisation_id=meeting.organisation_id,
        project_id=meeting.project_id,
        person=person,
        label=meeting.title,
    )
