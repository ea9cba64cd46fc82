"""What happened, put into the months or quarters of a project's life, and what of it may be shown."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.power_balance.evidence.rules.indicator import FEWEST_PEOPLE

MONTH, QUARTER = 1, 3
SHORT_LIFE = 12
"""Up to so many months each month has its own place; a longer life is told in quarters."""
MOST = 24
"""More places than this cannot be read on a phone; the latest stay."""


@dataclass(frozen=True)
class TrendPeriod:
    """Some months, from the first of the first on."""

    first: dt.date
    months: int

    @property
    def label(self) -> str:
        """Return "May 2027", or "April 2027 to June 2027"."""
        begins = formats.date_format(self.first, "F Y")
        if self.months == MONTH:
            return begins
        return f"{begins} – {formats.date_format(later(self.first, self.months - 1), 'F Y')}"

    @property
    def short(self) -> str:
        """Return the first month in few letters, "May 27", for the picture."""
        return formats.date_format(self.first, "M y")


def periods(start: dt.date, end: dt.date, *, always_quarters: bool = False) -> list[TrendPeriod]:
    """Return the months from one day to another, or the quarters where that is long; the latest 24."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    size = QUARTER if always_quarters or months > SHORT_LIFE else MONTH
    first, found = beginning(start, size), []
    while first <= end:
        found.append(TrendPeriod(first, size))
        first = later(first, size)
    return found[-MOST:]


def beginning(day: dt.date, size: int) -> dt.date:
    """Return the first day of the month, or of the quarter, of a day."""
    return dt.date(day.year, day.month - (day.month - 1) % size, 1)


def later(first: dt.date, months: int) -> dt.date:
    """Return the first of a month so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


class TrendUnit(StrEnum):
    SHARE = "share"
    DAYS = "days"


@dataclass(frozen=True)
class TrendPoint:
    """One thing that happened: `part` of `whole`, or `part` days. `person`, where it is about one."""

    day: dt.date
    part: int
    whole: int = 1
    person: int | None = None


@dataclass(frozen=True)
class TrendValue:
    """One period: the number as drawn (None: nothing to draw) and as said; no words: nothing happened."""

    period: TrendPeriod
    number: float | None
    words: str = ""
    of: str = ""

    @property
    def is_something(self) -> bool:
        return bool(self.words)


def series(
    points: Iterable[TrendPoint],
    unit: TrendUnit,
    *,
    start: dt.date,
    end: dt.date,
    today: dt.date,
    of_people: bool = False,
) -> list[TrendValue]:
    """Return a value for each period of a life from `start` to `end`, as far as it is over today.

    What happened before or after that makes it longer. What is about single people (`of_people`)
    is told by quarter, and only where it could be anybody's.
    """
    counted = [point for point in points if point.day <= today]
    days = [point.day for point in counted]
    first, last = min([start, today, *days]), min(today, max([start, end, *days]))
    found = periods(first, last, always_quarters=of_people)
    within: dict[TrendPeriod, list[TrendPoint]] = {period: [] for period in found}
    by_first = {period.first: period for period in found}
    for point in counted:
        period = by_first.get(beginning(point.day, found[0].months))
        if period:
            within[period].append(point)
    hidden = too_few(within) if of_people else set()
    return [value(period, rows, unit, hidden=period in hidden) for period, rows in within.items()]


def too_few(within: dict[TrendPeriod, list[TrendPoint]]) -> set[TrendPeriod]:
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


def value(period: TrendPeriod, rows: list[TrendPoint], unit: TrendUnit, *, hidden: bool) -> TrendValue:
    """Return what is drawn and said of one period."""
    whole = sum(row.whole for row in rows)
    if not whole:
        return TrendValue(period, None)
    if hidden:
        return TrendValue(period, None, _("too few people to show"))
    if unit == TrendUnit.DAYS:
        days = median(row.part for row in rows)
        words = ngettext("%(n)s day", "%(n)s days", int(days)) % {"n": f"{days:g}"}
        return TrendValue(period, float(days), words, str(len(rows)))
    part = sum(row.part for row in rows)
    share = round(100 * part / whole)
    return TrendValue(period, share, f"{share}%", _("%(part)s of %(whole)s") % {"part": part, "whole": whole})
