"""What can be put back after somebody removed it, and how. Each app registers its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contributors.accounts.models import User


@dataclass(frozen=True)
class UndoKind:
    """One kind of thing that can be put back.

    key: the label of its model. may: whether somebody may do so still, asked with the row: a role may have
    ended since. page: where somebody sees it, or would have: an address. check: called with
    the row and who puts it back, before it is; locks what it belongs to, raises TransitionRefused when that
    is closed. put_back: for what is not a removed row: called with the id and by whom, returns the row.
    """

    key: str
    page: Callable[[Any], str]
    check: Callable[[Any], object]
    may: "Callable[[Any, User], bool]"
    put_back: "Callable[[int, User], Any] | None" = None


_kinds: dict[str, UndoKind] = {}


def register(kind: UndoKind) -> UndoKind:
    """Make a kind known. Raises ValueError for a key that is taken."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"{kind.key} is registered twice")
    return kind


def get(key: str) -> UndoKind:
    """Return a kind. Raises KeyError."""
    return _kinds[key]
