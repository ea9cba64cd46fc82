"""Reads the lines of a claim file: CSV, one line a row, as a spreadsheet writes it (docs/policy-file.md)."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coproduce.foundation.text import clean_line
from expenses.policies.files.reading import ParseError
from expenses.policies.states import Category

COLUMNS = ["person", "claim", "date", "kind", "what", "role", "time", "miles", "return", "vehicle"]
COLUMNS += ["passengers", "amount", "number", "receipt"]
NEEDED = {"date", "kind"}
MOST_LINES = 5_000
HOURS_AND_MINUTES = r"(?:([0-9]{1,3})\s*h(?:ours?|rs?)?)?\s*(?:([0-9]{1,4})\s*m(?:in(?:utes?|s)?)?)?"
YES, NO = {"yes", "y", "true", "1"}, {"", "no", "n", "false", "0"}


def lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, cells by column name). Raises ParseError when it is not a claim file."""
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    try:
        heading = _heading(next(rows, []))
        for number, cells in enumerate(rows, 2):
            if number > MOST_LINES + 1:
                raise ParseError([_("The file has more than %(n)s lines.") % {"n": MOST_LINES}])
            if any(cell.strip() for cell in cells):
                known = dict.fromkeys(COLUMNS, "")
                pairs = zip(heading, cells, strict=False)
                yield number, known | {name: clean_line(cell[:1_000]) for name, cell in pairs}
    except csv.Error as error:
        raise ParseError([_("The file is not a CSV file.")]) from error


def _heading(cells: list[str]) -> list[str]:
    found = [clean_line(cell[:100]).lower() for cell in cells]
    faults = [_("There is no column “%(name)s”.") % {"name": name} for name in sorted(NEEDED - {*found})]
    faults += [
        _("We do not know the column “%(name)s”.") % {"name": name} for name in found if name not in COLUMNS
    ]
    faults += [] if len({*found}) == len(found) else [_("A column is there twice.")]
    if faults:
        raise ParseError(faults)
    return found


def category(text: str) -> str:
    """Return the kind of cost, written as our word or as people read it."""
    key = text.lower().replace(" ", "_")
    by_label = {str(one.label).lower(): one.value for one in Category}
    if key in list(Category) or text.lower() in by_label:
        return by_label.get(text.lower(), key)
    raise ValidationError(_("“kind” must be one of: %(known)s.") % {"known": ", ".join(Category)})


def minutes(text: str) -> int | None:
    """Return minutes of "2:30", "2h 30m", "2.5 hours" or "150" (minutes); None when empty."""
    if not text:
        return None
    clock = re.fullmatch(r"([0-9]{1,3}):([0-5][0-9])", text)
    words = re.fullmatch(HOURS_AND_MINUTES, text)
    parts_of_hours = re.fullmatch(r"([0-9]{1,3}\.[0-9]{1,2})\s*h(?:ours?|rs?)?", text)
    if re.fullmatch(r"[0-9]{1,5}", text):
        found = int(text)
    elif parts_of_hours:
        found = round(Decimal(parts_of_hours[1]) * 60)
    elif given := clock or (words if words and (words[1] or words[2]) else None):
        hours, minutes = given.groups()
        found = 60 * int(hours or 0) + int(minutes or 0)
    else:
        raise ValidationError(_("Write “time” as hours and minutes, for example 2:30."))
    if not found:
        raise ValidationError(_("“time” must be more than 0."))
    return found


def whole(name: str, text: str) -> int:
    """Return a small whole number; nothing is 0."""
    if not re.fullmatch(r"[0-9]{0,2}", text):
        raise ValidationError(_("“%(name)s” must be a whole number.") % {"name": name})
    return int(text or 0)


def yes(text: str) -> bool:
    """Return yes or no; nothing is no."""
    if text.lower() not in YES | NO:
        raise ValidationError(_("Write yes or no."))
    return text.lower() in YES
