"""Planning a meeting, asking people, moving it, calling it off."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import actions as promise
from projects.meetings import signals
from projects.meetings.planning import notifications, promises, rules
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.meetings.times import queries as times
from projects.team.actions import lock_open
from projects.team.models import Project, TeamMember

TOLD = ("title", "purpose", "access", "place", "online_link", "joining", "breaks")
"""Details that people have in their invitation or calendar: a change is told."""


@transaction.atomic
def plan(
    project: Project,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    people: Iterable[Person],
    by: User,
    **details: Any,
) -> Meeting:
    """Plan a meeting (UTC) with current members of the project. Nobody is told yet.

    Raises TransitionRefused.
    """
    fresh = lock_open(project)
    meeting = Meeting.objects.create(
        project=fresh, organiser=by.person or fresh.lead, starts_at=starts_at, ends_at=ends_at, **details
    )
    set_people(meeting, people=people, by=by)
    history.record(meeting, "meeting planned", by=by)
    return meeting


@transaction.atomic
def set_people(meeting: Meeting, *, people: Iterable[Person], by: User) -> Meeting:
    """Say who is asked. While planning, others are taken off; later people are only added, and told.

    Raises TransitionRefused for somebody who is not on the project.
    """
    fresh = _lock(meeting)
    rules.must_be_open(fresh)
    sides = dict(TeamMember.objects.current().filter(project=fresh.project).values_list("person", "side"))
    wanted = {person.pk: person for person in people}
    if not wanted.keys() <= sides.keys():
        raise transitions.TransitionRefused(
            _("You can only ask people who are on the project. Add them to the project first.")
        )
    there = set(fresh.invitations.values_list("person", flat=True))
    if fresh.status == MeetingState.PLANNED:
        fresh.invitations.exclude(person__in=wanted).delete()
    made = [Invitation(meeting=fresh, person=wanted[pk], side=sides[pk]) for pk in wanted if pk not in there]
    Invitation.objects.bulk_create(made)
    if fresh.status == MeetingState.INVITED:
        promises.ask_for_answers(fresh, made, by=by)
        notifications.tell(notifications.INVITATION, fresh, made)
        signals.attendees_changed.send(sender=Meeting, meeting=fresh, by=by)
        signals.people_told.send(sender=Meeting, meeting=fresh, people=_ids(made), by=by)
    return fresh


@transaction.atomic
def invite(meeting: Meeting, *, by: User, why_this_time: str = "") -> Meeting:
    """Ask everybody, each in a message of their own.

    A time that leaves public contributors out needs `why_this_time`; the count is kept as evidence.
    Raises TransitionRefused for a meeting that cannot be joined.
    """
    fresh, now = _lock(meeting), clock.now()
    invitations = list(fresh.invitations.select_related("person"))
    counted = times.everybody_asked(fresh, invitations).at(fresh.starts_at, fresh.ends_at)
    rules.must_be_fit(fresh, counted, why_this_time, now)
    fresh = transitions.transition(
        fresh,
        "invite",
        by=by,
        invited_at=now,
        changed_at=now,
        left_out_public=counted.public,
        left_out_staff=counted.staff,
        silent_public=counted.silent_public,
        silent_staff=counted.silent_staff,
        why_this_time=why_this_time,
    )
    promises.promise_papers_and_answers(fresh, invitations, by=by)
    notifications.tell(notifications.INVITATION, fresh, invitations)
    signals.attendees_changed.send(sender=Meeting, meeting=fresh, by=by)
    signals.people_told.send(sender=Meeting, meeting=fresh, people=_ids(invitations), by=by)
    return fresh


@transaction.atomic
def move_meeting(
    meeting: Meeting, *, starts_at: dt.datetime, ends_at: dt.datetime, by: User, why: str = ""
) -> Meeting:
    """Move a meeting to another time (UTC). The same time again changes nothing.

    While it is planned, nobody is told. Otherwise people invited are told once and asked again, promises
    move too, and a time that leaves public contributors out needs `why`. Raises TransitionRefused.
    """
    fresh = _lock(meeting)
    rules.must_be_open(fresh)
    before = fresh.starts_at, fresh.ends_at
    if before == (starts_at, ends_at):
        return fresh
    fresh.starts_at, fresh.ends_at = starts_at, ends_at
    if fresh.status == MeetingState.PLANNED:
        fresh.save(update_fields=["starts_at", "ends_at"])
        return fresh
    return _announce_new_time(fresh, was=before[0], why=why, by=by)


def _announce_new_time(fresh: Meeting, *, was: dt.datetime, why: str, by: User) -> Meeting:
    """Everybody invited to a locked meeting hears of its new time, and is asked again."""
    now = clock.now()
    invitations = list(fresh.invitations.select_related("person"))
    counted = times.everybody_asked(fresh, invitations).at(fresh.starts_at, fresh.ends_at)
    rules.must_be_fit(fresh, counted, why, now)
    fresh.left_out_public, fresh.left_out_staff = counted.public, counted.staff
    fresh.silent_public, fresh.silent_staff = counted.silent_public, counted.silent_staff
    fresh.why_changed, fresh.why_this_time = why, why if counted.public else ""
    _save_change(fresh)
    history.record(fresh, "meeting moved", by=by, why=why, detail={"from": was.isoformat()})
    fresh.invitations.update(response=Response.NONE, responded_at=None, reminded_at=None)
    due_at = promises.papers_due(fresh)
    promise.move(promises.PAPERS, subject=fresh, due_at=due_at, by=by, why=why)
    promises.ask_for_answers(fresh, invitations, by=by)
    notifications.tell(notifications.CHANGED, fresh, invitations)
    signals.meeting_moved.send(sender=Meeting, meeting=fresh, by=by)
    signals.people_told.send(sender=Meeting, meeting=fresh, people=_ids(invitations), by=by)
    return fresh


@transaction.atomic
def change_details(meeting: Meeting, *, by: User, **details: Any) -> Meeting:
    """Change the words of a meeting. What people have in their invitation is told once.

    Raises TransitionRefused.
    """
    fresh = _lock(meeting)
    rules.must_be_open(fresh)
    changed = sorted(name for name, value in details.items() if getattr(fresh, name) != value)
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, details[name])
    fresh.save(update_fields=changed)
    history.record(fresh, "meeting changed", by=by, detail={"changed": changed})
    if fresh.status == MeetingState.INVITED:
        rules.must_be_joinable(fresh)
        if "has_papers" in changed:
            _papers_wanted(fresh, by=by)
        if set(changed) & set(TOLD):
            fresh.why_changed = ""
            _save_change(fresh)
            notifications.tell(notifications.CHANGED, fresh, fresh.invitations.select_related("person"))
    return fresh


@transaction.atomic
def cancel(meeting: Meeting, *, why: str, by: User) -> Meeting:
    """Call a meeting off. People invited are told once, with the reason. Raises TransitionRefused."""
    told = _lock(meeting).status == MeetingState.INVITED
    fresh = transitions.transition(meeting, "cancel", by=by, why=why, why_changed=why)
    _save_change(fresh)
    if not told:
        return fresh
    for kind in (promises.PAPERS, promises.ANSWER):
        promise.release(kind, subject=fresh, by=by, why=why)
    signals.meeting_called_off.send(sender=Meeting, meeting=fresh, by=by, why=why)
    notifications.tell(notifications.CANCELLED, fresh, fresh.invitations.select_related("person"))
    return fresh


def _ids(invitations: Iterable[Invitation]) -> set[int]:
    return {one.person_id for one in invitations}


def _lock(meeting: Meeting) -> Meeting:
    """Lock a project, which must be open, then its meeting; return it re-read. Raises TransitionRefused."""
    lock_open(meeting.project)
    return transitions.lock(meeting)


def _save_change(meeting: Meeting) -> None:
    """Save the locked meeting as a change that people are told of."""
    meeting.sequence += 1
    meeting.changed_at = clock.now()
    meeting.save()


def _papers_wanted(meeting: Meeting, *, by: User) -> None:
    if meeting.has_papers and not meeting.papers_sent_at:
        promises.promise_papers(meeting, by=by)
    elif not meeting.has_papers:
        promise.release(
            promises.PAPERS, subject=meeting, by=by, why=_("There is nothing to read for this meeting.")
        )
