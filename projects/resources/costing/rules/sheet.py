"""Where each amount is counted: which budget line, cost code, financial year and funder. Whole pence.

An amount (a `Piece`) has a category and the day of its activity. It is posted to the first budget line
that is for this category (and this activity, if the line is for one only) and can be spent on that day;
else to no line, and stays in sight. So every view holds the same pieces and comes to the same sums.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import short_date
from projects.resources.models import BudgetLine, PlannedActivity, PlannedCost, StaffAllocation
from projects.resources.states import GROUPS, BudgetCategory
from projects.team.models import Project

Key = tuple[Any, ...]
Label = tuple[Key, str]
PriceOf = Callable[[str, dt.date, int], int | None]
"""(words of a rate, day, minutes): what the policy in force on that day pays one person, in pence."""

FEW = 3
"""Of fewer people than this no amount is shown to whoever may not see claims."""

WARN_FROM_PER_CENT = 80
"""Our choice, no norm: of a line that is committed so far, staff are told that it runs low."""


@dataclass(frozen=True)
class Amounts:
    """Whole pence. `committed` holds what is claimed and booked; `approved` holds `paid`."""

    planned: int = 0
    committed: int = 0
    claimed: int = 0
    approved: int = 0
    paid: int = 0
    booked: int = 0

    def __add__(self, other: "Amounts") -> "Amounts":
        names = [one.name for one in fields(self)]
        return Amounts(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True)
class Piece:
    """An amount with what it is for and the day of its activity.

    `person_id`: whose claim or booking it is; None for what is planned or committed.
    """

    category: BudgetCategory
    on: dt.date
    amounts: Amounts
    activity_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Plan:
    """What costs money in a project: its own rows, or those of a copy."""

    project: Project
    lines: Sequence[BudgetLine]
    activities: Sequence[PlannedActivity]
    costs: Sequence[PlannedCost]
    staff: Sequence[StaffAllocation] = ()


class View(StrEnum):
    """What the costing is summed by."""

    LINE = "line"
    GROUP = "group"
    CODE = "code"
    YEAR = "year"
    FUNDER = "funder"
    FUNDER_YEAR = "funder_year"


@dataclass
class Row:
    """One row of a view. What is committed beyond its budget makes `left` less than nothing.

    `people` are behind its claims and bookings. A `hidden` row holds only its budget and plan: the rest
    stands in the row of all that are hidden, whose budgets are its `joined`.
    """

    label: str
    budget: int = 0
    amounts: Amounts = field(default_factory=Amounts)
    has_line: bool = True
    people: set[int] = field(default_factory=set)
    hidden: bool = False
    joined: int | None = None

    @property
    def holds(self) -> int:
        """The budget that its money is paid from."""
        return self.budget + (self.joined or 0)

    @property
    def left(self) -> int:
        return self.holds - self.amounts.committed

    @property
    def unpaid(self) -> int:
        """What is approved and not paid: a debt to people, whatever the budget holds."""
        return self.amounts.approved - self.amounts.paid

    @property
    def is_empty(self) -> bool:
        return self.amounts.committed > 0 and self.left <= 0

    @property
    def runs_low(self) -> bool:
        return not self.is_empty and self.amounts.committed * 100 >= self.holds * WARN_FROM_PER_CENT > 0


@dataclass(frozen=True)
class Sheet:
    """The rows of one view and their total."""

    rows: Sequence[Row]
    total: Row

    @property
    def is_joined(self) -> bool:
        """Say whether some rows show only their budget and plan."""
        return any(row.joined is not None for row in self.rows)


def line_for(piece: Piece, lines: Iterable[BudgetLine]) -> BudgetLine | None:
    """Return the line that pays: one for its activity before one for any; else the first as they stand."""
    fitting = [
        line
        for line in lines
        if line.category == piece.category
        and line.window[0] <= piece.on <= line.window[1]
        and line.activity_id in (None, piece.activity_id)
    ]
    return next((line for line in fitting if line.activity_id), fitting[0] if fitting else None)


def sheet(view: View, plan: Plan, pieces: Iterable[Piece]) -> Sheet:
    """Return one view: every budget line and every piece is counted in exactly one row."""
    return Sheet(found := list(rows(view, plan, pieces).values()), total(found))


def rows(view: View, plan: Plan, pieces: Iterable[Piece]) -> dict[Key, Row]:
    """Return the rows of one view by their key, in their order."""
    label = LABELS[view]
    found: dict[Key, Row] = {}
    for line in plan.lines:
        key, words = label(line, plan, _first_day(line, plan), BudgetCategory(line.category))
        found.setdefault(key, Row(words)).budget += line.planned_pence
    for piece in pieces:
        payer = line_for(piece, plan.lines)
        key, words = label(payer, plan, piece.on, piece.category)
        row = found.setdefault(key, Row(words, has_line=payer is not None))
        row.amounts += piece.amounts
        if piece.person_id:
            row.people.add(piece.person_id)
    return dict(sorted(found.items(), key=lambda pair: pair[0]))


def total(found: Sequence[Row]) -> Row:
    """Return the sum of rows."""
    return Row(_("Together"), sum(row.budget for row in found), sum((r.amounts for r in found), Amounts()))


def _first_day(line: BudgetLine, plan: Plan) -> dt.date:
    """Return the day in whose year the money of a line is counted."""
    return max(line.window[0], plan.project.starts_on)


def _by_line(line: BudgetLine | None, _plan: Plan, _on: dt.date, category: BudgetCategory) -> Label:
    if line is None:
        return (1, category), _("%(what)s: no budget line") % {"what": _capital(str(category.label))}
    extra = [str(line.funder)] if line.funder else []
    extra += [str(line.activity)] if line.activity else []
    return (0, line.pk or id(line)), ", ".join([_capital(str(category.label)), *extra])


def _by_group(_line: BudgetLine | None, _plan: Plan, _on: dt.date, category: BudgetCategory) -> Label:
    group = GROUPS[category]
    return (list(type(group)).index(group),), _capital(str(group.label))


def _by_code(line: BudgetLine | None, plan: Plan, _on: dt.date, _category: BudgetCategory) -> Label:
    code = (line.cost_code if line else "") or plan.project.cost_code
    return (not code, code), code or _("No cost code")


def _by_year(_line: BudgetLine | None, _plan: Plan, on: dt.date, _category: BudgetCategory) -> Label:
    first = year_start(on, 4)
    return (first,), year_words(first)


def _by_funder(line: BudgetLine | None, _plan: Plan, _on: dt.date, _category: BudgetCategory) -> Label:
    funder = line.funder if line else None
    return ((0, funder.starts_on, funder.pk), str(funder)) if funder else ((1,), _("No funder"))


def _by_funder_year(line: BudgetLine | None, plan: Plan, on: dt.date, category: BudgetCategory) -> Label:
    key, words = _by_funder(line, plan, on, category)
    first = year_start(on, line.funder.year_starts_in if line and line.funder else 4)
    return (key, first), f"{words}, {year_words(first)}"


LABELS: dict[View, Callable[[BudgetLine | None, Plan, dt.date, BudgetCategory], Label]] = {
    View.LINE: _by_line,
    View.GROUP: _by_group,
    View.CODE: _by_code,
    View.YEAR: _by_year,
    View.FUNDER: _by_funder,
    View.FUNDER_YEAR: _by_funder_year,
}


def year_start(on: dt.date, month: int) -> dt.date:
    """Return the first day of the financial year of a day; UK public bodies count from 1 April."""
    return dt.date(on.year - (on.month < month), month, 1)


def year_words(first: dt.date) -> str:
    """Return a financial year in words: "1 April 2026 to 31 March 2027"."""
    last = dt.date(first.year + 1, first.month, 1) - dt.timedelta(days=1)
    return _("%(first)s to %(last)s") % {"first": short_date(first), "last": short_date(last)}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def months_on(day: dt.date, number: int) -> dt.date:
    """Return the first of the month that many months on; for 0 the day itself."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return day if not number else dt.date(year, month + 1, 1)


def months_back(first: dt.date, number: int) -> dt.date:
    """Return the first of the month that many months before."""
    year, month = divmod(first.year * 12 + first.month - 1 - number, 12)
    return dt.date(year, month + 1, 1)
