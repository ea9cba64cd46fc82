"""What pages and queries need to know of each status: one table of facts in the `states` of an app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from coproduce.foundation.lazy import LazyStr


@dataclass(frozen=True)
class Facts:
    """The facts of one status that most tables share."""

    colour: str
    """Of its tag (`<c-tag>`)."""
    theirs: LazyStr = ""
    """Words for the public contributor."""
    ours: LazyStr = ""
    """Words for staff, where they differ."""


S = TypeVar("S", bound=str)
F = TypeVar("F")


def statuses(table: Mapping[S, F], wanted: Callable[[F], bool]) -> tuple[str, ...]:
    """Return the statuses whose facts are as `wanted`, in the order of the table."""
    return tuple(status for status, facts in table.items() if wanted(facts))


class FactsOf(Generic[F]):
    """`facts = FactsOf(FACTS)` in a model: the facts of the status that a row has."""

    def __init__(self, table: Mapping[Any, F], field: str = "status") -> None:
        self.table, self.field = table, field

    def __get__(self, row: Any, owner: Any = None) -> F:
        if row is None:
            raise AttributeError("only a row has a status")
        return self.table[getattr(row, self.field)]
