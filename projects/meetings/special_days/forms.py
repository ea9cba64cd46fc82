"""School holidays, a line for each, as they are copied from a table or a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation import fields
from coproduce.foundation.fields import parse_date
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.text import clean_line
from projects.meetings.special_days.models import SchoolHolidays
from projects.meetings.special_days.rules import Holiday

COLUMNS = ("area", "name", "first_day", "last_day", "published")
MOST_LINES = 200
LONGEST = 20_000
MOST_DAYS = 100  # longer is a slip of the pen: a first day of one holiday with the last of another


class SchoolHolidaysForm(Form):
    """Rows to add: area, name, first day, last day, where it is published."""

    submit_label = gettext_lazy("Add these holidays")

    rows = fields.TextField(
        label=gettext_lazy("Which holidays?"),
        max_length=LONGEST,
        rows=8,
        help_text=gettext_lazy(
            "One on each line, with commas between: area, name, first day, last day, where it is published. "
            "You can also paste rows from a spreadsheet. "
            "Copy the dates from the council or the school. Do not guess them."
        ),
        error_messages={"required": gettext_lazy("Enter at least one line.")},
    )

    def clean_rows(self) -> str:
        """Keep what was typed; `parsed` has the rows. All lines are told that cannot be read."""
        self.parsed, faults = [], []
        for number, cells in _lines(self.cleaned_data["rows"]):
            try:
                self.parsed.append(_row(cells))
            except ValidationError as problem:
                words = _("Line %(number)s: %(problem)s")
                faults.append(words % {"number": number, "problem": " ".join(problem.messages)})
        if faults:
            raise ValidationError(faults)
        return self.cleaned_data["rows"]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    try:
        between = "\t" if "\t" in text else ","  # a spreadsheet puts tabs between the cells it copies
        rows = list(csv.reader(io.StringIO(text), delimiter=between, skipinitialspace=True, strict=True))
    except csv.Error as problem:
        raise ValidationError(_("A line has a quotation mark that is not closed.")) from problem
    if len(rows) > MOST_LINES:
        raise ValidationError(_("Enter %(n)s lines or fewer at once.") % {"n": MOST_LINES})
    for number, cells in enumerate(rows, 1):
        if any(cell.strip() for cell in cells):
            yield number, [clean_line(cell) for cell in cells]


def _row(cells: list[str]) -> Holiday:
    if len(cells) != len(COLUMNS):
        words = _("There must be 5 parts with commas between them. We found %(n)s.")
        raise ValidationError(words % {"n": len(cells)})
    area, name, first, last, published = cells
    for column, text in (("area", area), ("name", name), ("published", published)):
        field: Any = SchoolHolidays._meta.get_field(column)
        facts = {"what": field.verbose_name, "most": field.max_length}
        if not text:
            raise ValidationError(_("Enter the %(what)s.") % facts)
        if len(text) > field.max_length:
            raise ValidationError(_("The %(what)s must be %(most)s letters or fewer.") % facts)
    first_day, last_day = parse_date(first), parse_date(last)
    if last_day < first_day:
        raise ValidationError(_("The last day must be the first day or later."))
    if (last_day - first_day).days >= MOST_DAYS:
        raise ValidationError(_("These are more than %(n)s days. Check both days.") % {"n": MOST_DAYS})
    return Holiday(area, name, first_day, last_day, published)
