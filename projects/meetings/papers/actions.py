"""Papers are added and sent; each reaches a person by message, or made and given by hand as they asked."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications import actions as outbox
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.uploads.files import CleanFile
from projects.meetings import signals
from projects.meetings.papers import notifications, promises
from projects.meetings.papers.models import OTHER_FORMATS, Paper, PaperCopy, PaperVersion
from projects.meetings.planning import promises as planning_promises
from projects.meetings.planning import rules as planning_rules
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.roles.duties.queries import days_for
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
    for version in fresh.versions.all():
        _forget(version)
    _forget(fresh)


def _forget(upload: Paper | PaperVersion) -> None:
    transaction.on_commit(lambda: upload.file.delete(save=False))
    upload.delete()


@transaction.atomic
def add_version(paper: Paper, *, format: str, file: CleanFile, by: User) -> PaperVersion:
    """Put another format of a paper with it. Who waits for papers in that format gets them at once.

    Raises TransitionRefused when that format is there already, or the meeting is over.
    """
    lock_open(paper.meeting.project)
    meeting = transitions.lock(paper.meeting)
    if meeting.status not in (MeetingState.PLANNED, MeetingState.INVITED):
        raise transitions.TransitionRefused(transitions.refusal(meeting, "invite"))
    fresh = transitions.lock(paper)
    if fresh.versions.filter(format=format).exists():
        raise transitions.TransitionRefused(_("This paper is there in that format already."))
    version = PaperVersion.of(file, paper=fresh, format=format)
    version.save()
    history.record(meeting, "paper added", by=by, detail={"format": format})
    if fresh.sent_at:
        _send_to_who_waits(meeting, fresh, format, by=by)
    return version


@transaction.atomic
def remove_version(version: PaperVersion, *, by: User) -> None:
    """Take away a format of a paper nobody was sent. Raises TransitionRefused."""
    paper = transitions.lock(version.paper)
    if paper.sent_at:
        raise transitions.TransitionRefused(
            _("This paper was sent to people, so it stays. Add a new one instead.")
        )
    history.record(paper.meeting, "paper removed", by=by, detail={"format": version.format})
    _forget(version)


def _send_to_who_waits(meeting: Meeting, paper: Paper, format: str, *, by: User) -> None:
    """Send papers that went out together to who waits for all of them in a format, once all are there."""
    sent_at = known(paper.sent_at)
    together = list(Paper.objects.filter(meeting=meeting, sent_at=sent_at).order_by("id"))
    if not _all_there(together, format):
        return
    waiting = meeting.paper_copies.filter(
        sent_at=sent_at, format=format, channel=Channel.EMAIL, by_file=False, given_at=None
    )
    sides = dict(meeting.invitations.values_list("person", "side"))
    for copy in waiting.select_related("person"):
        message = enqueue(
            notifications.PAPERS,
            to=copy.person,
            subject=meeting,
            params={"staff": sides.get(copy.person_id) != Side.PUBLIC},
            dedupe_key=f"meetings/papers:{meeting.pk}:{together[-1].pk}:{format}:{copy.person_id}",
            organisation_id=meeting.organisation_id,
        )
        copy.by_file, copy.message = True, message or copy.message
        copy.save(update_fields=["by_file", "message"])
        _keep_if_all(meeting, copy.person, by=by)


def _all_there(papers: Sequence[Paper], format: str) -> bool:
    """Say whether each of these papers has its own file in a format."""
    return PaperVersion.objects.filter(paper__in=papers, format=format).count() == len(papers)


def _keep_if_all(meeting: Meeting, person: Person, *, by: User) -> None:
    others = meeting.paper_copies.filter(person=person, given_at=None)
    if not any(other.made_by_hand for other in others):
        promise.keep(promises.COPY, subject=meeting, person=person, by=by)


@transaction.atomic
def send_papers(meeting: Meeting, *, by: User) -> int:
    """Tell everybody invited, public and staff in the same minute, that there are papers to read.

    Keeps the promise of papers. Returns how many papers were new. Raises TransitionRefused.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if fresh.status != MeetingState.INVITED:
        raise transitions.TransitionRefused(_("Invite people first. The papers go to the people you invite."))
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
    note_copies(fresh, sent, unsent, by=by)
    signals.papers_sent.send(sender=Meeting, meeting=fresh, by=by)
    return len(unsent)


def note_copies(
    meeting: Meeting, messages: Mapping[Person, Notification | None], papers: Sequence[Paper], *, by: User
) -> None:
    """Note for whom papers just sent are on their way; promise those that have to be made by hand."""
    now = known(Paper.objects.filter(pk=papers[0].pk).values_list("sent_at", flat=True).get())
    as_files = {value for value, _words in OTHER_FORMATS if _all_there(papers, value)}
    for person, message in messages.items():
        if message is None:  # they were written to about these papers before
            continue
        copy = PaperCopy.objects.create(
            meeting=meeting,
            person=person,
            message=message,
            channel=message.channel,
            format=person.format,
            by_file=person.format in as_files and message.channel == Channel.EMAIL,
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
        raise transitions.TransitionRefused(_("There is nothing left to do by hand for this person."))
    fresh.given_at, fresh.given_by = clock.now(), by
    fresh.save(update_fields=["given_at", "given_by"])
    history.record(fresh, "papers given by hand", by=by)
    _keep_if_all(fresh.meeting, fresh.person, by=by)
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
        raise transitions.TransitionRefused(_("There is no record that someone gave them these papers."))
    given_at, fresh.given_at, fresh.given_by = fresh.given_at, None, None
    fresh.save(update_fields=["given_at", "given_by"])
    detail = {"given_at": known(given_at).isoformat()}
    history.record(fresh, "papers not given after all", by=by, detail=detail)
    _promise(meeting, fresh.person, by=by)
    return fresh


def follow_new_time(meeting: Meeting, *, by: User) -> None:
    """A locked meeting has moved: papers in another format are due in time for the new day."""
    for copy in open_copies(meeting):
        promise.move_one(copy, due_at=copy_due(meeting, copy.person), by=by, why=meeting.why_changed)


def open_copies(meeting: Meeting) -> list[Promise]:
    """Return the papers that somebody is still to get in another way, locked."""
    rows = Promise.objects.open().about(meeting).filter(kind=promises.COPY.key).select_related("person")
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def copy_due(meeting: Meeting, person: Person | None) -> dt.datetime:
    """Return when somebody has to have the papers: as early as the strictest of their roles says."""
    days = days_for(person, "papers", project=meeting.project) if person else None
    return planning_rules.papers_due(meeting.starts_at, clock.now(), days or 0)


def release_copies(meeting: Meeting, *, by: User, why: str) -> None:
    """Papers in another format are not owed any more for a locked meeting."""
    promise.release(promises.COPY, subject=meeting, by=by, why=why)


def _promise(meeting: Meeting, person: Person, *, by: User) -> None:
    promise.make(
        promises.COPY,
        subject=meeting,
        due_at=copy_due(meeting, person),
        owner=meeting.organiser,
        by=by,
        organisation_id=meeting.organisation_id,
        project_id=meeting.project_id,
        person=person,
        label=meeting.title,
    )
