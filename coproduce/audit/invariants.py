"""What an invariant is, and the list of all. Each is a function that returns what it found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import models

EXAMPLES = 20
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Finding:
    """How many rows were checked, how many break the invariant, and some of these by reference."""

    checked: int
    broken: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Invariant:
    """Something that holds for every row, and what an operator does where it does not."""

    name: str
    holds: str
    mend: str
    find: Callable[[], Finding]


_invariants: dict[str, Invariant] = {}


def invariant(*, holds: str, mend: str) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
    """Make a function an invariant, named after module and function. It returns a Finding."""

    def register(find: Callable[[], Finding]) -> Callable[[], Finding]:
        name = f"{find.__module__.rpartition('.')[2]}.{find.__name__}"
        _invariants[name] = Invariant(name, holds, mend, find)
        return find

    return register


def registered() -> list[Invariant]:
    """Return every invariant, by name."""
    return [_invariants[name] for name in sorted(_invariants)]


def of_rows(rows: models.QuerySet, broken: models.QuerySet) -> Finding:
    """Return a Finding from two querysets: all rows concerned, and those that break the invariant."""
    wrong = broken.order_by("pk")
    return Finding(rows.count(), wrong.count(), [_name(row) for row in wrong[:EXAMPLES]])


def of_each(rows: Iterable[Row], holds: Callable[[Row], bool]) -> Finding:
    """Return a Finding from a look at each row in turn, for what no query can say."""
    checked, wrong = 0, []
    for row in rows:
        checked += 1
        if not holds(row):
            wrong.append(_name(row))
    return Finding(checked, len(wrong), wrong[:EXAMPLES])


def together(*findings: Finding) -> Finding:
    """Return several findings as one."""
    examples = [example for finding in findings for example in finding.examples]
    return Finding(
        sum(finding.checked for finding in findings),
        sum(finding.broken for finding in findings),
        examples[:EXAMPLES],
    )


def _name(row: models.Model) -> str:
    """Name a row without telling anything of it: its kind and its reference."""
    return f"{row._meta.label} {getattr(row, 'ref', None) or row.pk}"
