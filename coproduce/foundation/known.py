"""For columns that may be empty, but never are in the state the code is in."""

from typing import TypeVar

T = TypeVar("T")


def known(value: T | None) -> T:
    """Return a value that the state of its row, and a constraint of the database, say is there.

    Raises ValueError when it is not: better a clear stop than a wrong date or amount further on.
    """
    if value is None:
        raise ValueError("a value is missing that this state cannot be without")
    return value
