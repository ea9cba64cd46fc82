"""What bookings do, or answer, when another app says that something happened or asks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from expenses.bookings import actions, advancing, spend
from projects.meetings import signals
from projects.meetings.models import Meeting
from projects.resources.signals import booked_asked


@receiver(booked_asked, dispatch_uid="bookings.booked")
def say_what_was_booked(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, int]:
    """Tell the costing page what we booked and paid for ourselves, apart from claims."""
    return spend.of_projects(project_ids)


@receiver(signals.meeting_moved, dispatch_uid="bookings.meeting_moved")
def follow_new_time(*, meeting: Meeting, by: User, **_kwargs: Any) -> None:
    """What was booked for the old time is to be booked again; money is due before the new one."""
    actions.follow_new_time(meeting, by=by)
    advancing.follow_new_time(meeting, by=by)


@receiver(signals.meeting_called_off, dispatch_uid="bookings.meeting_called_off")
def let_all_go(*, meeting: Meeting, by: User, why: str, **_kwargs: Any) -> None:
    """Nothing is booked, and no money given, for a meeting that does not take place."""
    actions.let_all_go(meeting, by=by, why=why)
    advancing.let_all_go(meeting, by=by, why=why)


@receiver(signals.invitation_declined, dispatch_uid="bookings.invitation_declined")
def let_theirs_go(*, meeting: Meeting, person: Person, by: User | None, **_kwargs: Any) -> None:
    """Who cannot come needs no booking and no money."""
    actions.let_theirs_go(meeting, person, by=by)
    advancing.let_theirs_go(meeting, person, by=by)
