"""Rooms of a higher floor that follow a meeting: what they do when it moves or is called off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from projects.meetings.models import Meeting


@dataclass(frozen=True)
class Follower:
    """What one room does, in the transaction of the change, with the locked meeting."""

    moved: Callable[..., None]  # (meeting, *, by)
    called_off: Callable[..., None]  # (meeting, *, by, why)


_followers: list[Follower] = []


def register(follower: Follower) -> Follower:
    """Make a room known; a second time changes nothing."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def tell_moved(meeting: Meeting, *, by: Any) -> None:
    """Tell every room that a meeting has another time."""
    for follower in _followers:
        follower.moved(meeting, by=by)


def tell_called_off(meeting: Meeting, *, by: Any, why: str) -> None:
    """Tell every room that a meeting will not take place."""
    for follower in _followers:
        follower.called_off(meeting, by=by, why=why)
