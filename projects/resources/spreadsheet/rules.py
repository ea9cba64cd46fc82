"""The plan as a table that is taken out, worked on and read in again: its columns and its cells."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from coproduce.foundation.documents import sheets, spreadsheet
from coproduce.foundation.documents.spreadsheet import Heading, Kind
from coproduce.foundation.pages.presenters import short_date
from projects.resources.costing.rules import Plan
from projects.resources.forms import WhenField
from projects.resources.models import PlannedActivity
from projects.resources.states import BudgetCategory, PlanPart
from projects.resources.what_if.rules import PlanRow, rows_of

MOST_BYTES, MOST_ROWS = 2_000_000, 1_000
SPARE_ROWS = 20
"""Empty rows to type new ones in."""


class Unreadable(Exception):
    """The file is no table of ours. The text is for the person who sent it."""


@dataclass(frozen=True)
class Column:
    """A column of the table and the field of each part of the plan that stands in it."""

    title: str | Lazy
    fields: Mapping[PlanPart, str]
    kind: Kind = Kind.TEXT


_LINE, _ACTIVITY, _COST = PlanPart.LINE, PlanPart.ACTIVITY, PlanPart.COST
COLUMNS = (
    Column(gettext_lazy("Row (leave as it is)"), {}),
    Column(gettext_lazy("Part of the plan"), {}),
    Column(gettext_lazy("What for"), {_LINE: "category", _COST: "category"}),
    Column(gettext_lazy("Title or note"), {_LINE: "note", _ACTIVITY: "title", _COST: "title"}),
    Column(gettext_lazy("Day, or from"), {_LINE: "first_on", _ACTIVITY: "when", _COST: "on"}),
    Column(gettext_lazy("Until"), {_LINE: "last_on"}),
    Column(gettext_lazy("People or number"), {_ACTIVITY: "people", _COST: "number"}, Kind.NUMBER),
    Column(gettext_lazy("Sessions"), {_ACTIVITY: "sessions"}, Kind.NUMBER),
    Column(gettext_lazy("Minutes each"), {_ACTIVITY: "minutes_each"}, Kind.NUMBER),
    Column(gettext_lazy("Rate of the policy"), {_ACTIVITY: "fee_rate"}),
    Column(
        gettext_lazy("Fee or cost of one (£)"), {_ACTIVITY: "fee_pence", _COST: "each_pence"}, Kind.POUNDS
    ),
    Column(gettext_lazy("Expenses of one (£)"), {_ACTIVITY: "expenses_pence"}, Kind.POUNDS),
    Column(gettext_lazy("Amount (£)"), {_LINE: "planned_pence"}, Kind.POUNDS),
    Column(gettext_lazy("Funder"), {_LINE: "funder"}),
    Column(gettext_lazy("For activity (its row)"), {_LINE: "activity", _COST: "activity"}),
    Column(gettext_lazy("Cost code"), {_LINE: "cost_code"}),
)
REF, PART = 0, 1


def headings() -> list[Heading]:
    """Return the heads of the table; the column of rows is locked, so that rows stay what they are."""
    return [Heading(str(one.title), one.kind, open=place != REF) for place, one in enumerate(COLUMNS)]


def table(plan: Plan) -> list[list[Any]]:
    """Return the rows of the table."""
    return [[row.ref, part.label, *_cells(part, row)] for part, row in rows_of(plan)]


def _cells(part: PlanPart, row: PlanRow) -> list[Any]:
    return [_cell(part, row, one.fields.get(part, "")) for one in COLUMNS[2:]]


def _cell(part: PlanPart, row: PlanRow, name: str) -> Any:
    if not name:
        return None
    if name == "when" and isinstance(row, PlannedActivity):
        return WhenField().prepare_value((row.on, row.month_only))
    value = getattr(row, name)
    if name == "category":
        return BudgetCategory(value).label
    if isinstance(value, PlannedActivity):
        return value.ref
    if name == "funder":
        return str(value) if value else None
    return short_date(value) if isinstance(value, dt.date) else value


@dataclass(frozen=True)
class Read:
    """One row of a file: its number, and its cells as people would type them, by column."""

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int]

    def name(self, place: int) -> str:
        """Return the name of a cell as the spreadsheet shows it: "F7"."""
        return f"{get_column_letter(place + 1)}{self.number}"


def read(content: bytes) -> Iterator[Read]:
    """Yield the filled rows of a file. Raises Unreadable."""
    try:
        rows = sheets.read(content, rows=MOST_ROWS + 2, columns=len(COLUMNS))
    except sheets.TooBig as problem:
        raise Unreadable(_("The file is too big.")) from problem
    except sheets.Unreadable as problem:
        raise Unreadable(_("This is not a spreadsheet that we can read. Send an .xlsx file.")) from problem
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(_("The file has more than %(n)s rows.") % {"n": MOST_ROWS})
    titles = [str(one.title) for one in COLUMNS]
    if not rows or [_text(cell.value) for cell in rows[0]] != titles:
        raise Unreadable(_("The first row must be the headings of the spreadsheet that you took out here."))
    for number, row in enumerate(rows[1:], 2):
        found = Read(
            number,
            tuple(_text(cell.value) for cell in row),
            frozenset(place for place, cell in enumerate(row) if cell.is_formula),
        )
        if any(found.cells):
            yield found


def _text(value: Any) -> str:
    """Return a cell as people would type it in a form."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return spreadsheet.plain(str(value)).strip()
    exact = Decimal(str(value))
    return str(int(exact)) if exact == exact.to_integral_value() else format(exact.normalize(), "f")
