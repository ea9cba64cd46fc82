"""Hours planned and hours given, month by month; who stands in; what is missing. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import short_date
from projects.resources.models import StaffAllocation


def month_of(day: dt.date) -> dt.date:
    """Return the first of a day's month."""
    return day.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    """Return the first of the month after."""
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def months_planned(row: StaffAllocation) -> list[dt.date]:
    """Return the months an allocation is planned for, the first of each."""
    found, month = [], row.begins
    for _n in range(row.months):
        found.append(month)
        month = next_month(month)
    return found


@dataclass(frozen=True)
class MonthOfStaff:
    """One month of one allocation, in minutes. `given` is None while nobody has said."""

    month: dt.date
    planned: int
    given: int | None

    @property
    def name(self) -> str:
        return date_format(self.month, "F Y")


@dataclass(frozen=True)
class StaffRow:
    """One allocation, month by month: what is planned, what was given up to now, and what both cost."""

    row: StaffAllocation
    months: Sequence[MonthOfStaff]
    today: dt.date

    @property
    def planned_so_far(self) -> int:
        """Minutes planned up to this month, this month included."""
        return sum(one.planned for one in self.months if one.month <= self.today)

    @property
    def given(self) -> int:
        """Minutes given in all."""
        return sum(one.given or 0 for one in self.months)

    @property
    def not_said(self) -> list[MonthOfStaff]:
        """Months that are over, were planned, and of which nobody has said anything."""
        this = month_of(self.today)
        return [one for one in self.months if one.month < this and one.planned and one.given is None]

    @property
    def given_pence(self) -> int | None:
        """What the time given costs, rounded to the penny; None when an hour has no cost."""
        return cost_of(self.given, self.row.pence_an_hour)


def cost_of(minutes: int, pence_an_hour: int | None) -> int | None:
    """Return what minutes cost in whole pence, half a penny up; None when an hour has no cost."""
    return None if pence_an_hour is None else (minutes * pence_an_hour * 2 + 60) // 120


def staff_row(row: StaffAllocation, given: Mapping[dt.date, int], today: dt.date) -> StaffRow:
    """Put together what was planned and what was given ({month: minutes}); also in months not planned."""
    planned = dict.fromkeys(months_planned(row), row.hours_a_month * 60)
    months = sorted({*planned, *given})
    return StaffRow(row, [MonthOfStaff(one, planned.get(one, 0), given.get(one)) for one in months], today)


@dataclass(frozen=True)
class MonthTotal:
    """One month of a whole project, in minutes."""

    month: dt.date
    planned: int
    given: int

    @property
    def name(self) -> str:
        return date_format(self.month, "F Y")


def by_month(rows: Iterable[StaffRow]) -> list[MonthTotal]:
    """Add up the months of all allocations."""
    planned: dict[dt.date, int] = {}
    given: dict[dt.date, int] = {}
    for row in rows:
        for one in row.months:
            planned[one.month] = planned.get(one.month, 0) + one.planned
            given[one.month] = given.get(one.month, 0) + (one.given or 0)
    return [MonthTotal(month, planned[month], given[month]) for month in sorted(planned)]


# --- Who stands in ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leave:
    """Somebody with time on a project is away: from when to when, and who stands in for them meanwhile."""

    person_id: int
    first_day: dt.date
    last_day: dt.date
    deputy_id: int


@dataclass(frozen=True)
class CoverGap:
    """What is wrong with who covers one allocation; `away` says when, None where nobody is away."""

    row: StaffAllocation
    words: str
    away: Leave | None = None


def cover_gaps(
    rows: Iterable[StaffAllocation], leave: Sequence[Leave], able: frozenset[int], today: dt.date
) -> list[CoverGap]:
    """Return where nobody covers somebody with time on a project.

    `able` are the people who can work on the project. Who covers: the person named on the allocation, else
    the deputy of the absence; and neither covers anything on a day on which they are away too.
    """
    found: list[CoverGap] = []
    for row in rows:
        if row.person_id is None:
            continue
        mine = [one for one in leave if one.person_id == row.person_id and one.last_day >= today]
        gaps = [gap for one in mine if (gap := _not_covered(row, one, leave, able))]
        if not gaps and row.cover_id is None:
            gaps = [CoverGap(row, _("Nobody is named who covers when they are away."))]
        elif not gaps and row.cover_id not in able:
            gaps = [CoverGap(row, _("The person who covers cannot work on this project any more."))]
        found += gaps
    return found


def _not_covered(
    row: StaffAllocation, away: Leave, leave: Sequence[Leave], able: frozenset[int]
) -> CoverGap | None:
    for cover in (row.cover_id, away.deputy_id):
        if (
            cover is not None
            and cover != row.person_id
            and cover in able
            and not _is_away(cover, away, leave)
        ):
            return None
    words = _("Away from %(first)s to %(last)s, and nobody who can work on this project covers.")
    return CoverGap(
        row, words % {"first": short_date(away.first_day), "last": short_date(away.last_day)}, away
    )


def _is_away(person_id: int, during: Leave, leave: Iterable[Leave]) -> bool:
    return any(
        one.person_id == person_id and one.first_day <= during.last_day and one.last_day >= during.first_day
        for one in leave
    )


# --- What it costs ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class StaffCost:
    """What staff time costs, in pence: planned, given so far; and how many allocations have no cost."""

    planned: int
    given: int
    not_costed: int = 0


def staff_cost(rows: Iterable[StaffRow]) -> StaffCost:
    """Add up what staff time costs."""
    known = list(rows)
    return StaffCost(
        planned=sum(one.row.cost_pence or 0 for one in known),
        given=sum(one.given_pence or 0 for one in known),
        not_costed=sum(one.row.pence_an_hour is None for one in known),
    )
