"""A table as a spreadsheet: real dates and numbers, and nothing in it that runs or is changed by accident.

"Protected" means: text can never become a formula, every sheet is locked (without a password: whoever wants
to work on it says so), and a second sheet says what it is, who took it away and when (decision 0024).
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain, repeat
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import save_workbook

from coproduce.foundation import clock
from coproduce.foundation.text import clean_line

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
"""Characters: a spreadsheet program takes 32,767 and calls the file damaged beyond."""
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
_STARTS_A_FORMULA = "=+-@＝＋－＠﹢﹣﹦﹫\u2212|%"
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"  # on the UK clock: a spreadsheet knows no zones
    POUNDS = "pounds"  # given in whole pence
    NUMBER = "number"


FORMATS = {
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
    Kind.POUNDS: "#,##0.00",
    Kind.NUMBER: "0",
}
WIDTHS = {Kind.TEXT: 32, Kind.DAY: 12, Kind.MOMENT: 18, Kind.POUNDS: 12, Kind.NUMBER: 10}


@dataclass(frozen=True)
class Heading:
    """The head of a column. `open`: its cells may be typed in, as in a sheet that is read in again."""

    title: str
    kind: Kind = Kind.TEXT
    open: bool = False


def inert(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, whatever people typed."""
    line = clean_line(text).replace("\t", " ")
    return f"'{line}" if _is_risky(line.lstrip("'")) else line


def plain(text: str) -> str:
    """Return what `inert` made safe as it was typed."""
    return text[1:] if text.startswith("'") and _is_risky(text.lstrip("'")) else text


def _is_risky(line: str) -> bool:
    first = line.lstrip(" \u00a0\u200b\u200c\u200d\u200e\u200f")[:1]
    return bool(first) and first in _STARTS_A_FORMULA


def build(
    title: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Any]],
    *,
    about: Sequence[tuple[str, str]] = (),
    spare: int = 0,
) -> bytes:
    """Return a workbook: the table, and what `about` says of it on a second sheet.

    A row holds a value for each heading; None is an empty cell. Rows are written as they come, and below
    them `spare` empty ones in which the open columns can be typed in.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    _furnish(sheet, headings)
    sheet.append([_plain(sheet, heading.title, bold=True) for heading in headings])
    for row in chain(rows, repeat([None] * len(headings), spare)):
        sheet.append(
            [_in_column(sheet, value, heading) for value, heading in zip(row, headings, strict=True)]
        )
    if about:
        notes = book.create_sheet(_sheet_name(_("About this list")))
        _lock(notes)
        notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 28, 80
        for name, words in about:
            notes.append([_plain(notes, name, bold=True), _plain(notes, words)])
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def _furnish(sheet: WriteOnlyWorksheet, headings: Sequence[Heading]) -> None:
    """Everything that a streamed sheet has to be told before its first row."""
    _lock(sheet)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for number, heading in enumerate(headings, 1):
        width = max(WIDTHS[heading.kind], min(len(heading.title) + 2, 40))
        sheet.column_dimensions[get_column_letter(number)].width = width


def _lock(sheet: WriteOnlyWorksheet) -> None:
    """Lock the cells; widths may still be changed, so that everything can be read."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # in this format False is "not forbidden"
    sheet.protection.formatRows = False


def _sheet_name(title: str) -> str:
    """Return a name that programs take: 31 characters, none of []:*?/\\ and no quote at an end."""
    return inert(title.translate(_FORBIDDEN_IN_NAMES))[:31].strip(" '") or "1"


def _in_column(sheet: WriteOnlyWorksheet, value: Any, heading: Heading) -> Cell | None:
    cell = _cell(sheet, value, heading.kind)
    if heading.open:
        cell = cell or WriteOnlyCell(sheet)
        cell.protection = Protection(locked=False)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Any, kind: Kind) -> Cell | None:
    if value is None or value == "":
        return None
    if kind is Kind.TEXT:
        return _plain(sheet, str(value))
    if kind is Kind.POUNDS:
        value = Decimal(value) / 100
    elif isinstance(value, dt.datetime):
        moment = clock.uk(value).replace(microsecond=0)  # programs round a fraction up or down
        value = moment.date() if kind is Kind.DAY else moment.replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = FORMATS[kind]
    return cell


def _plain(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, value=inert(text)[:LONGEST_CELL])
    cell.data_type = "s"  # said, not guessed: a text stays a text
    if bold:
        cell.font = BOLD
    else:
        cell.alignment = WRAPPED
    return cell
