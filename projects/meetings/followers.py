"""Rooms of a higher floor that follow a meeting: it moves, is called off, or somebody cannot come."""

from collections.abc import Callable
from dataclasses import dataclass

from contributors.accounts.models import User
from contributors.people.models import Person
from projects.meetings.models import Meeting


@dataclass(frozen=True)
class Follower:
    """What one room does, in the transaction of the change, with the locked meeting."""

    moved: Callable[..., None]  # (meeting, *, by)
    called_off: Callable[..., None]  # (meeting, *, by, why)
    declined: Callable[..., None]  # (meeting, person, *, by); `by` is None for a link in a mail


_followers: list[Follower] = []


def register(follower: Follower) -> Follower:
    """Make a room known; a second time changes nothing."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def tell_moved(meeting: Meeting, *, by: User) -> None:
    """Tell every room that a meeting has another time."""
    for follower in _followers:
        follower.moved(meeting, by=by)


def tell_called_off(meeting: Meeting, *, by: User, why: str) -> None:
    """Tell every room that a meeting will not take place."""
    for follower in _followers:
        follower.called_off(meeting, by=by, why=why)


def tell_declined(meeting: Meeting, person: Person, *, by: User | None) -> None:
    """Tell every room that somebody said they cannot come."""
    for follower in _followers:
        follower.declined(meeting, person, by=by)
