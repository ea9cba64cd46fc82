"""Staff say that some of them talk before a meeting, and share the notes they promised."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import actions as promise
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.meetings.talks import promises
from projects.meetings.talks.models import TalkBefore
from projects.team.actions import lock_open


@transaction.atomic
def declare(meeting: Meeting, *, on: dt.date, about: str, shares_notes: bool, by: User) -> TalkBefore:
    """Say that some staff talk before a meeting. Notes to share are promised to all public members.

    It may be said late, when the talk or even the meeting is over. Raises TransitionRefused.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    if fresh.status == MeetingState.PLANNED:
        raise transitions.TransitionRefused(
            _("Invite people first. They will see this on their page for the meeting.")
        )
    if fresh.status == MeetingState.CANCELLED:
        raise transitions.TransitionRefused(_("This meeting is called off. Nothing was changed."))
    if on > clock.uk(fresh.starts_at).date():
        raise transitions.TransitionRefused(_("Choose a day on or before the meeting."))
    talk = TalkBefore.objects.create(
        meeting=fresh, on=on, about=about, shares_notes=shares_notes, declared_by=by
    )
    history.record(talk, "talk before declared", by=by)
    if shares_notes:
        promise.make(
            promises.NOTES,
            subject=talk,
            due_at=max(fresh.starts_at, clock.now() + dt.timedelta(days=1)),
            owner=fresh.organiser,
            by=by,
            organisation_id=fresh.organisation_id,
            project_id=fresh.project_id,
            label=fresh.title,
        )
    return talk


@transaction.atomic
def share_notes(talk: TalkBefore, *, notes: str, by: User) -> TalkBefore:
    """Share what was said; may be put right later. Keeps the promise, if there was one.

    Raises TransitionRefused.
    """
    lock_open(talk.meeting.project)
    fresh = transitions.lock(talk)
    fresh.notes, fresh.notes_at = notes, fresh.notes_at or clock.now()
    fresh.save(update_fields=["notes", "notes_at"])
    history.record(fresh, "notes of talk before shared", by=by)
    promise.keep(promises.NOTES, subject=fresh, by=by)
    return fresh


def call_off(meeting: Meeting, *, by: User, why: str) -> None:
    """A locked meeting is called off: notes of talks before it are not owed any more."""
    for talk in meeting.talks_before.filter(notes_at=None):
        promise.release(promises.NOTES, subject=talk, by=by, why=why)
