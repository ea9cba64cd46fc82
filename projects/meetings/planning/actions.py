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
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.meetings import signals
from projects.meetings.planning import notifications, promises, rules
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.meetings.times import queries as times_queries
from projects.meetings.times import rules as times_rules
from projects.meetings.times.rules import LeftOut
from projects.team.actions import lock_open
from projects.team.models import Project, TeamMember
from projects.team.states import Side

TOLD = ("title", "place", "online_link", "joining", "breaks")
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
    """Plan a meeting (UTC) with current members of the project. Nobody is told yet. Raises Refused."""
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

    Raises Refused for somebody who is not on the project.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    _must_be(fresh, MeetingState.PLANNED, MeetingState.INVITED)
    sides = dict(TeamMember.objects.current().filter(project=fresh.project).values_list("person", "side"))
    wanted = {person.pk: person for person in people}
    if not wanted.keys() <= sides.keys():
        raise transitions.TransitionRefused(
            _("Only people on the project can be asked. Add them to the project first.")
        )
    there = set(fresh.invitations.values_list("person", flat=True))
    if fresh.status == MeetingState.PLANNED:
        fresh.invitations.exclude(person__in=wanted).delete()
    made = [Invitation(meeting=fresh, person=wanted[pk], side=sides[pk]) for pk in wanted if pk not in there]
    Invitation.objects.bulk_create(made)
    if fresh.status == MeetingState.INVITED:
        for invitation in made:
            _ask(fresh, invitation, notifications.INVITATION, by=by)
        signals.attendees_changed.send(sender=Meeting, meeting=fresh, by=by)
    return fresh


@transaction.atomic
def invite(meeting: Meeting, *, by: User, why_this_time: str = "") -> Meeting:
    """Ask everybody, each in a message of their own. Raises Refused for a meeting that cannot be joined.

    A time that leaves public contributors out needs `why_this_time`; the count is kept as evidence.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    now = clock.now()
    _can_be_joined(fresh, now)
    invitations = list(fresh.invitations.select_related("person"))
    if not invitations:
        raise transitions.TransitionRefused(_("Choose who is asked to the meeting first."))
    counted = times_rules.left_out(fresh, times_queries.everybody(fresh, invitations))
    _explained(counted, why_this_time)
    fresh = transitions.transition(
        fresh,
        "invite",
        by=by,
        invited_at=now,
        changed_at=now,
        left_out_public=counted.public,
        left_out_staff=counted.staff,
        why_this_time=why_this_time,
    )
    if fresh.has_papers:
        _promise_papers(fresh, by=by)
    for invitation in invitations:
        _ask(fresh, invitation, notifications.INVITATION, by=by)
    signals.attendees_changed.send(sender=Meeting, meeting=fresh, by=by)
    return fresh


@transaction.atomic
def move_meeting(
    meeting: Meeting, *, starts_at: dt.datetime, ends_at: dt.datetime, by: User, why: str = ""
) -> Meeting:
    """Move a meeting to another time (UTC). People invited are told once and asked again; promises move too.

    The same time again changes nothing. A time that leaves public contributors out needs `why`.
    Raises Refused.
    """
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    _must_be(fresh, MeetingState.PLANNED, MeetingState.INVITED)
    if (fresh.starts_at, fresh.ends_at) == (starts_at, ends_at):
        return fresh
    before = fresh.starts_at
    fresh.starts_at, fresh.ends_at = starts_at, ends_at
    if fresh.status == MeetingState.PLANNED:
        fresh.save(update_fields=["starts_at", "ends_at"])
        return fresh
    now = clock.now()
    _can_be_joined(fresh, now)
    invitations = list(fresh.invitations.select_related("person"))
    counted = times_rules.left_out(fresh, times_queries.everybody(fresh, invitations))
    _explained(counted, why)
    fresh.left_out_public, fresh.left_out_staff = counted.public, counted.staff
    fresh.why_changed, fresh.why_this_time = why, why if counted.public else ""
    _new_sequence(fresh)
    history.record(fresh, "meeting moved", by=by, why=why, detail={"from": before.isoformat()})
    fresh.invitations.update(response=Response.NONE, responded_at=None)
    promise.move(promises.PAPERS, subject=fresh, due_at=rules.papers_due(starts_at, now), by=by, why=why)
    for invitation in invitations:
        _ask(fresh, invitation, notifications.CHANGED, by=by)
    signals.meeting_moved.send(sender=Meeting, meeting=fresh, by=by)
    return fresh


@transaction.atomic
def change_details(meeting: Meeting, *, by: User, **details: Any) -> Meeting:
    """Change the words of a meeting. What people have in their invitation is told once. Raises Refused."""
    lock_open(meeting.project)
    fresh = transitions.lock(meeting)
    _must_be(fresh, MeetingState.PLANNED, MeetingState.INVITED)
    changed = sorted(name for name, value in details.items() if getattr(fresh, name) != value)
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, details[name])
    fresh.save(update_fields=changed)
    history.record(fresh, "meeting changed", by=by, detail={"changed": changed})
    if fresh.status == MeetingState.INVITED:
        _can_be_joined(fresh, None)
        if "has_papers" in changed:
            _papers_wanted(fresh, by=by)
        if set(changed) & set(TOLD):
            fresh.why_changed = ""
            _new_sequence(fresh)
            for invitation in fresh.invitations.select_related("person"):
                _tell(fresh, invitation, notifications.CHANGED)
    return fresh


@transaction.atomic
def cancel(meeting: Meeting, *, why: str, by: User) -> Meeting:
    """Call a meeting off. People invited are told once, with the reason. Raises Refused."""
    lock_open(meeting.project)
    told = transitions.lock(meeting).status == MeetingState.INVITED
    fresh = transitions.transition(meeting, "cancel", by=by, why=why, why_changed=why)
    _new_sequence(fresh)
    if not told:
        return fresh
    for kind in (promises.PAPERS, promises.ANSWER):
        promise.release(kind, subject=fresh, by=by, why=why)
    signals.meeting_called_off.send(sender=Meeting, meeting=fresh, by=by, why=why)
    for invitation in fresh.invitations.select_related("person"):
        _tell(fresh, invitation, notifications.CANCELLED)
    return fresh


def _must_be(meeting: Meeting, *states: MeetingState) -> None:
    if meeting.status not in states:
        raise transitions.TransitionRefused(transitions.refusal(meeting, "invite"))


def _can_be_joined(meeting: Meeting, now: dt.datetime | None) -> None:
    if now and meeting.starts_at <= now:
        raise transitions.TransitionRefused(_("This time has passed. Choose a time that is still to come."))
    if not (meeting.place or meeting.online_link):
        raise transitions.TransitionRefused(_("Say where it is: a place, a link to join online, or both."))


def _explained(counted: LeftOut, why: str) -> None:
    if counted.public and not why.strip():
        raise transitions.TransitionRefused(
            f"{counted.sentence} {_('Choose another time, or say why it has to be this one.')}"
        )


def _new_sequence(meeting: Meeting) -> None:
    """Save the locked meeting as a change that people are told of."""
    meeting.sequence += 1
    meeting.changed_at = clock.now()
    meeting.save()


def _ask(meeting: Meeting, invitation: Invitation, kind: NotificationKind, *, by: User) -> None:
    """Tell one person, and wait for the answer of a public contributor."""
    _tell(meeting, invitation, kind)
    if invitation.side != Side.PUBLIC:
        return
    promise.make(
        promises.ANSWER,
        subject=meeting,
        due_at=rules.answer_due(meeting.starts_at, clock.now()),
        owner=meeting.organiser,
        by=by,
        organisation_id=meeting.organisation_id,
        project_id=meeting.project_id,
        person=invitation.person,
        label=meeting.title,
    )


def _tell(meeting: Meeting, invitation: Invitation, kind: NotificationKind) -> None:
    enqueue(
        kind,
        to=invitation.person,
        subject=meeting,
        params={"sequence": meeting.sequence, "staff": invitation.side != Side.PUBLIC},
        dedupe_key=f"{kind.key}:{meeting.pk}:{meeting.sequence}:{invitation.person_id}",
        organisation_id=meeting.organisation_id,
        expires_at=max(meeting.ends_at, clock.now() + dt.timedelta(hours=1)),
    )


def _promise_papers(meeting: Meeting, *, by: User) -> None:
    promise.make(
        promises.PAPERS,
        subject=meeting,
        due_at=rules.papers_due(meeting.starts_at, clock.now()),
        owner=meeting.organiser,
        by=by,
        organisation_id=meeting.organisation_id,
        project_id=meeting.project_id,
        label=meeting.title,
    )


def _papers_wanted(meeting: Meeting, *, by: User) -> None:
    if meeting.has_papers and not meeting.papers_sent_at:
        _promise_papers(meeting, by=by)
    elif not meeting.has_papers:
        promise.release(
            promises.PAPERS, subject=meeting, by=by, why=_("There is nothing to read for this meeting.")
        )
