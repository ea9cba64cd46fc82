"""What a cell means: one clean value, or a sentence that says how to mend it."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contributors.people.importing.rules.kinds import Column, Values
from coproduce.foundation import clock
from coproduce.foundation.documents import spreadsheet
from coproduce.foundation.documents.tables import TableRow, cell_name
from coproduce.foundation.fields.dates import parse_date

_POWER = re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_GARBLED = re.compile(
    "\u00c3[\u0080-\u00bf\u0152-\u0153\u0160-\u0161\u0178\u017d-\u017e\u0192\u2013-\u203a\u20ac\u2122]"
    "|\u00e2\u20ac|\ufffd"
)
"""UTF-8 that was read as Windows-1252, and the sign for letters that are lost."""
_HOURS, _MINUTES = "(?:h|hrs?|hours?)", "(?:m|mins?|minutes?)"
_TIMES = (
    r"(?P<hours>\d{1,4}):(?P<minutes>[0-5]\d)(?::00)?",
    rf"(?P<hours>\d{{1,4}}(?:\.\d{{1,4}})?) ?{_HOURS}?(?P<minutes>)",
    rf"(?P<hours>\d{{1,4}}) ?{_HOURS} ?(?P<minutes>\d{{1,2}}) ?{_MINUTES}?",
    rf"(?P<hours>)(?P<minutes>\d{{1,5}}) ?{_MINUTES}",
)
Problems = list[tuple[str, str]]


def of_field(field: forms.Field) -> Callable[[str, str], Any]:
    """Return how a cell is read by a field of a form."""

    def clean(text: str, mark: str) -> Any:
        if mark == "date":
            raise ValidationError(_("a spreadsheet has turned this into a day. Type it again as text."))
        return field.clean(text)

    return clean


def as_typed(field: forms.Field) -> Callable[[str, str], Any]:
    """As `of_field`, for what loses its zeros when a spreadsheet takes it for a number."""
    read = of_field(field)

    def clean(text: str, mark: str) -> Any:
        if mark == "number" or _POWER.fullmatch(text.strip()):
            raise ValidationError(
                _("a spreadsheet has made a number of this, and zeros may be lost. Type it again as text.")
            )
        return read(text, mark)

    return clean


def one_of(choices: Callable[[], Iterable[tuple[Any, Any]]]) -> Callable[[str, str], str]:
    """Return how a cell is read that holds one of some choices, by its words or its key."""

    def clean(text: str, mark: str) -> str:
        wanted = " ".join(text.split()).casefold()
        found = {str(words).casefold(): str(value) for value, words in choices()}
        found |= {str(value).casefold(): str(value) for value, _words in choices()}
        if wanted not in found:
            known = ", ".join(str(words) for _value, words in choices())
            raise ValidationError(_("this must be one of: %(known)s.") % {"known": known})
        return found[wanted]

    return clean


def day(text: str, mark: str) -> str:
    """Return a day as 2026-04-03: UK order, a cell that is a day, never a bare number of a spreadsheet."""
    if mark == "number" or text.strip().isdigit():
        raise ValidationError(_("this is a number, not a day. Write it like 3 April 2026."))
    found = dt.date.fromisoformat(text) if mark == "date" else parse_date(text)
    if found > clock.today():
        raise ValidationError(_("this day is still to come."))
    return found.isoformat()


def minutes(most: int) -> Callable[[str, str], int]:
    """Return how a length of time is read, as whole minutes: "2:30", "2.5", "2 hours 30", "45 min"."""

    def clean(text: str, mark: str) -> int:
        if mark == "date":
            raise ValidationError(_("a spreadsheet has turned this into a day. Type it again as text."))
        said = " ".join(text.split()).casefold()
        found = next((hit for one in _TIMES if (hit := re.fullmatch(one, said, re.ASCII))), None)
        if not found:
            raise ValidationError(_("write a time like 2:30, or 2.5 hours, or 45 minutes."))
        total = Decimal(found["hours"] or 0) * 60 + Decimal(found["minutes"] or 0)
        total = total.quantize(Decimal(1), ROUND_HALF_UP)  # 0.33 hours are 20 minutes
        if not 1 <= total <= most:
            words = _("this must be more than nothing and no more than %(n)s hours.")
            raise ValidationError(words % {"n": most // 60})
        return int(total)

    return clean


def year(text: str, mark: str) -> int:
    """Return a year of birth."""
    if mark == "date" or not re.fullmatch("[0-9]{4}", text.strip()):
        raise ValidationError(_("write the year alone, with four digits, like 1961."))
    if not 1900 <= int(text) <= clock.today().year:
        raise ValidationError(_("nobody was born in this year."))
    return int(text)


def values_of(
    row: TableRow, mapping: Mapping[str, str], columns: Sequence[Column], width: int
) -> tuple[Values, Problems]:
    """Return what a row says, and what is wrong with it as (cell, sentence). An empty cell says nothing."""
    found: Values = {}
    problems: Problems = []
    by_key = {one.key: one for one in columns}
    for place in range(max([len(row.cells), *(at + 1 for at in row.marks)])):  # a formula may show nothing
        text = row.cell(place)
        cell = cell_name(place, row.number)
        if place >= width and text.strip():
            problems.append((cell, _("this stands beside the table: it has no heading.")))
        column = by_key.get(mapping.get(str(place), ""))
        if column is None or not (text.strip() or row.marks.get(place)):
            continue
        try:
            value = _value(column, text, row.marks.get(place, ""))
        except ValidationError as problem:
            problems.append((cell, " ".join(map(str, problem.messages))))
            continue
        if value not in (None, ""):
            found[column.key] = value
    return found, problems


def _value(column: Column, text: str, mark: str) -> Any:
    if mark == "formula":
        raise ValidationError(_("type the value itself, not a formula."))
    if mark == "error":
        raise ValidationError(_("this is an error of the spreadsheet. Type the value."))
    if _GARBLED.search(text):
        raise ValidationError(_("the letters are wrong. Save the file as “CSV UTF-8”, or type it again."))
    return column.clean(spreadsheet.plain(text), mark)
