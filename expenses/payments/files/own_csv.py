"""A CSV as one bank's upload page wants it: the organisation names the columns and their order."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _

from coproduce.foundation import money
from coproduce.foundation.documents.spreadsheet import inert
from coproduce.foundation.text import clean_line
from expenses.payments.files.rules import Row, bank_text, check_numbers
from expenses.payments.files.states import NEEDED, Column, Unit

MOST_COLUMNS = 20
_LINE = re.compile(r'(?P<heading>.*)=\s*(?:"(?P<fixed>[^"]*)"|(?P<what>[^="]+))\s*')


class Unreadable(ValueError):
    """The columns were not understood; `faults` are sentences, each with its line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Layout:
    """What a line looks like. `columns` holds (heading, what, fixed words)."""

    columns: tuple[tuple[str, str, str], ...]
    heading_row: bool
    separator: str
    day_format: str
    unit: str


def read_columns(typed: str) -> list[list[str]]:
    """Return columns typed one a line: `Sort code = sort code`, `Type = "99"`. Raises Unreadable."""
    known = {str(column.label).casefold(): column for column in Column if column != Column.FIXED}
    columns, faults = [], []
    for number, line in enumerate(filter(str.strip, typed.splitlines()), start=1):
        found = _LINE.fullmatch(line.strip())
        what = " ".join((found["what"] or "").split()).casefold() if found else ""
        if found and found["fixed"] is not None:
            columns.append([inert(found["heading"]).strip()[:40], Column.FIXED, bank_text(found["fixed"])])
        elif found and what in known:
            columns.append([inert(found["heading"]).strip()[:40], known[what].value, ""])
        else:
            faults.append(
                _("Line %(n)s: write a heading, “=”, and one of: %(known)s; or fixed words in quotes.")
                % {"n": number, "known": ", ".join(known)}
            )
    if faults := faults or _missing(columns):
        raise Unreadable(faults)
    return columns


def _missing(columns: list[list[str]]) -> list[str]:
    there = [what for _heading, what, _fixed in columns]
    faults = [
        _("There is no column for: %(what)s.") % {"what": column.label}
        for column in NEEDED
        if column not in there
    ]
    headings = [clean_line(heading).casefold() for heading, *_rest in columns]
    if twice := sorted({heading for heading in headings if headings.count(heading) > 1}):
        faults.append(_("Two columns have the same heading: %(what)s.") % {"what": ", ".join(twice)})
    if len(columns) > MOST_COLUMNS:
        faults.append(_("There can be up to %(n)s columns.") % {"n": MOST_COLUMNS})
    return faults


def as_typed(columns: list[list[str]]) -> str:
    """Return columns as people type them: the way back from `read_columns`."""
    words: dict[str, str | Lazy] = {column.value: column.label for column in Column}
    return "\n".join(
        f'{heading} = "{fixed}"' if what == Column.FIXED else f"{heading} = {words[what]}"
        for heading, what, fixed in columns
    )


def write(rows: Iterable[Row], layout: Layout, day: dt.date) -> bytes:
    """Return the file: CRLF, no line of totals. Raises ValueError for numbers that are none."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=layout.separator, lineterminator="\r\n")
    if layout.heading_row:
        writer.writerow(heading for heading, _what, _fixed in layout.columns)
    for row in rows:
        check_numbers(row)
        cells = _cells(row, layout, day)
        writer.writerow(fixed if what == Column.FIXED else cells[what] for _h, what, fixed in layout.columns)
    return text.getvalue().encode()


def _cells(row: Row, layout: Layout, day: dt.date) -> dict[str, str]:
    pence = layout.unit == Unit.PENCE
    has_roll_column = any(what == Column.ROLL_NUMBER for _h, what, _f in layout.columns)
    return {
        Column.SORT_CODE: row.sort_code,
        Column.ACCOUNT_NUMBER: row.account_number,
        Column.NAME: bank_text(row.name),
        Column.AMOUNT: str(row.amount_pence) if pence else money.plain_pounds(row.amount_pence),
        # A building society's roll number takes the reference's place, unless it has a column of its own.
        Column.REFERENCE: bank_text(row.reference if has_roll_column else row.roll_number or row.reference),
        Column.ROLL_NUMBER: bank_text(row.roll_number),
        Column.DAY: day.strftime(layout.day_format),
    }
