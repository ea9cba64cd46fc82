"""What else ends when somebody leaves a project. Rooms above this one say so in a `leaving.py` of theirs."""

from collections.abc import Callable
from typing import Any

from contributors.accounts.models import User
from projects.team.models import TeamMember

Ending = Callable[[TeamMember, Any], None]
_endings: list[Ending] = []


def when_somebody_leaves(ending: Ending) -> Ending:
    """Let a function be called, in the same transaction, with who left (locked) and who says so."""
    _endings.append(ending)
    return ending


def end_what_ends(member: TeamMember, *, by: User) -> None:
    """Call what rooms have registered."""
    for ending in _endings:
        ending(member, by)
