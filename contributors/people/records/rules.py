"""Rows about people an organisation knows already: whose each is, and what it comes to. Pure."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.people.importing.rules import cells, people
from contributors.people.importing.rules.kinds import Column, Values, Verdict
from contributors.people.importing.rules.people import Index, Known
from contributors.people.importing.states import Choice, Outcome
from coproduce.foundation import fields
from coproduce.foundation.pages.presenters import short_date
from coproduce.foundation.text import folded

REF, PERSON, NAME, EMAIL = "ref", "person", "name", "email"
OF_PEOPLE = {one.key: one for one in people.COLUMNS}
WHO = (
    Column(
        PERSON,
        _lazy("Person (leave as it is)"),
        cells.of_field(fields.LineField(max_length=20)),
        ("person ref", "person reference"),
    ),
    OF_PEOPLE[NAME],
    OF_PEOPLE[EMAIL],
)
"""The columns that say whose a row is."""
ROW_REF = OF_PEOPLE[REF]
Problems = list[tuple[str, str]]


@dataclass
class Whose:
    """Whose a row is: somebody for sure, or those whom it may be, or what is wrong."""

    known: Known | None = None
    maybe: list[Known] = field(default_factory=list)
    problems: Problems = field(default_factory=list)

    @property
    def keys(self) -> list[int]:
        """The keys of those whom it may be."""
        return [one.pk for one in self.maybe]


def whose(index: Index, values: Values, choice: str) -> Whose:
    """Return whose a row is. It never makes anybody: people come in as people, with a way to reach them."""
    name = values.get(NAME, "")
    if not name:
        return Whose(problems=[(NAME, _("there is no name."))])
    known, maybe = people.whom(index, {**values, people.REF: values.get(PERSON, "")})
    if values.get(PERSON):
        if known is None:
            words = _("nobody here has this reference. Make the cell empty to go by name and email.")
            return Whose(problems=[(PERSON, words)])
        if folded(known.name) != folded(name):
            words = _("the reference in this row is that of %(name)s.") % {"name": known.name}
            return Whose(problems=[(NAME, words)])
    chosen = next((one for one in maybe if one.ref == choice), None)
    if not (known or maybe):
        words = _("you do not know anyone with this name or email yet. Bring them in as people first.")
        return Whose(problems=[(NAME, words)])
    return Whose(known or chosen, maybe)


@dataclass(frozen=True)
class Keep:
    """How one thing a row says is kept: in which field, how it goes in and comes out, how it is shown."""

    field: str
    store: Callable[[Any], Any] = lambda value: value
    load: Callable[[Any], Any] = lambda value: value
    show: Callable[[Any], str] = str
    needed: bool = False
    empty: Any = ""


def day_of(field_name: str) -> Keep:
    """Return how a day is kept."""
    return Keep(
        field_name,
        dt.date.fromisoformat,
        dt.date.isoformat,
        lambda value: short_date(dt.date.fromisoformat(value)),
        needed=True,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A record that is here: its own reference, whose it is, and what it says."""

    ref: str
    person: int
    facts: tuple[Any, ...]


@dataclass
class Records:
    """The records here that rows may be about, and what the rows seen so far said."""

    by_ref: dict[str, Held] = field(default_factory=dict)
    said: set[tuple[Any, ...]] = field(default_factory=set)
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)


def facts_of(keeps: Mapping[str, Keep], values: Values) -> tuple[Any, ...]:
    """Return what a row says, in the order of the columns."""
    return tuple(values.get(key, keep.empty) for key, keep in keeps.items())


def judged(
    here: Records, keeps: Mapping[str, Keep], columns: Mapping[str, Column], found: Whose, row: "RowLike"
) -> Verdict:
    """Return what a clean row comes to, after those before it.

    A record is known by its own reference, or by saying the very same of the same person. Two rows that say
    the same are a slip more often than two events: the second is refused, and told how to say that it is not.
    """
    values = row.values
    if row.choice == Choice.OUT:
        return Verdict(Outcome.REFUSED)
    problems = list(found.problems)
    for key, keep in keeps.items():
        if keep.needed and key not in values:
            problems.append((key, _("“%(column)s” is missing.") % {"column": columns[key].title}))
    held = here.by_ref.get(values.get(REF, "").lower()) if values.get(REF) else None
    if values.get(REF) and held is None:
        problems.append((REF, _("nothing here has this reference. Leave it empty for something new.")))
    if held and found.known and held.person != found.known.pk:
        problems.append((NAME, _("the row with this reference is about someone else.")))
    if problems:
        return Verdict(Outcome.REFUSED, problems=problems, candidates=found.keys)
    if not found.known:
        return Verdict(Outcome.ASK, candidates=found.keys)
    said: tuple[Any, ...] = (found.known.pk, *facts_of(keeps, values))
    mark = ("ref", held.ref) if held else said
    if (first := here.seen.setdefault(mark, row.number)) != row.number:
        words = _(
            "this says the same as row %(n)s. If both happened, say in the last column how they differ."
        )
        return Verdict(Outcome.REFUSED, problems=[(NAME, words % {"n": first})], candidates=found.keys)
    return _compared(here, keeps, columns, held, found, values)


def _compared(
    here: Records,
    keeps: Mapping[str, Keep],
    columns: Mapping[str, Column],
    held: Held | None,
    found: Whose,
    values: Values,
) -> Verdict:
    person = found.known.pk if found.known else None
    now = facts_of(keeps, values)
    if held is None:
        there = (person, *now) in here.said
        return Verdict(Outcome.SAME if there else Outcome.NEW, person, candidates=found.keys)
    changes = [
        (key, keep.show(old), keep.show(new))
        for (key, keep), old, new in zip(keeps.items(), held.facts, now, strict=True)
        if old != new and key in values  # an empty cell changes nothing
    ]
    return Verdict(Outcome.CHANGED if changes else Outcome.SAME, person, changes=changes)


class RowLike(Protocol):
    """What is read of a row of an import."""

    @property
    def number(self) -> int: ...
    @property
    def values(self) -> Values: ...
    @property
    def choice(self) -> str: ...
