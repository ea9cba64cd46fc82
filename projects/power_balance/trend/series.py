"""What happened, put into periods, and what of it may be shown. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.power_balance.evidence.indicator import FEWEST_PEOPLE
from projects.power_balance.trend.periods import Period, beginning, periods


class Unit(StrEnum):
    SHARE = "share"
    DAYS = "days"


@dataclass(frozen=True)
class Point:
    """One thing that happened: `part` of `whole`, or `part` days. `person`, where it is about one."""

    day: dt.date
    part: int
    whole: int = 1
    person: int | None = None


@dataclass(frozen=True)
class Value:
    """One period: the number as drawn (None: nothing to draw) and as said; no words: nothing happened."""

    period: Period
    number: float | None
    words: str = ""
    of: str = ""

    @property
    def is_something(self) -> bool:
        return bool(self.words)


def series(
    points: Iterable[Point],
    unit: Unit,
    *,
    start: dt.date,
    end: dt.date,
    today: dt.date,
    of_people: bool = False,
) -> list[Value]:
    """Return a value for each period of a life from `start` to `end`, as far as it is over today.

    What happened before or after that makes it longer. What is about single people (`of_people`)
    is told by quarter, and only where it could be anybody's.
    """
    counted = [point for point in points if point.day <= today]
    days = [point.day for point in counted]
    first, last = min([start, today, *days]), min(today, max([start, end, *days]))
    found = periods(first, last, always_quarters=of_people)
    within: dict[Period, list[Point]] = {period: [] for period in found}
    by_first = {period.first: period for period in found}
    for point in counted:
        period = by_first.get(beginning(point.day, found[0].months))
        if period:
            within[period].append(point)
    hidden = too_few(within) if of_people else set()
    return [value(period, rows, unit, hidden=period in hidden) for period, rows in within.items()]


def too_few(within: dict[Period, list[Point]]) -> set[Period]:
    """Return the periods to hide: those about few people, and one more if the sum would tell of them."""
    people = {period: {row.person for row in rows} for period, rows in within.items() if rows}
    hidden = {period for period, found in people.items() if len(found) < FEWEST_PEOPLE}
    while hidden and len(_all(people[period] for period in hidden)) < FEWEST_PEOPLE:
        shown = [period for period in people if period not in hidden]
        if not shown:
            break
        hidden.add(min(shown, key=lambda period: (len(people[period]), period.first)))
    return hidden


def _all(people: Iterable[Collection[int | None]]) -> set[int | None]:
    return {person for some in people for person in some}


def value(period: Period, rows: list[Point], unit: Unit, *, hidden: bool) -> Value:
    """Return what is drawn and said of one period."""
    whole = sum(row.whole for row in rows)
    if not whole:
        return Value(period, None)
    if hidden:
        return Value(period, None, _("too few people to show"))
    if unit == Unit.DAYS:
        days = median(row.part for row in rows)
        words = ngettext("%(n)s day", "%(n)s days", int(days)) % {"n": f"{days:g}"}
        return Value(period, float(days), words, str(len(rows)))
    part = sum(row.part for row in rows)
    share = round(100 * part / whole)
    return Value(period, share, f"{share}%", _("%(part)s of %(whole)s") % {"part": part, "whole": whole})
