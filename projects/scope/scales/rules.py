"""Reading an organisation's own scale from a file: one level a row, from least power to most. Pure."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from coproduce.foundation.documents import sheets
from coproduce.foundation.text import clean_line, clean_text
from projects.scope.states import Involvement

COLUMNS = ("level", "stands_for", "promise")
MOST_LEVELS = 20
MOST_COLUMNS = 20
LEVELS: list[Involvement] = [one for one in Involvement if one != Involvement.NOT_NOW]


class ScaleUnreadable(Exception):
    """The file is no scale; the text says what to do, with the row."""


@dataclass(frozen=True)
class ReadLevel:
    """One level as it stood in the file."""

    name: str
    stands_for: str
    promise: str = ""


def read(content: bytes) -> list[ReadLevel]:
    """Return the levels of a CSV or XLSX file, least power first. Raises ScaleUnreadable.

    The first row names the columns: level, stands_for, and promise where there is one. `stands_for` is what
    the level comes to: co-produce, co-design, involve or inform only.
    """
    rows = _sheet(content) if content[:2] == b"PK" else _text(content)
    heads = [cell.strip().lower().replace(" ", "_") for cell in rows[0]] if rows else []
    if not {"level", "stands_for"} <= set(heads):
        raise ScaleUnreadable(_("The first row must name the columns: level, stands_for and promise."))
    levels = [
        _level(dict(zip(heads, row, strict=False)), number)
        for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    ]
    _check_all(levels)
    return levels


def _level(row: dict[str, str], number: int) -> ReadLevel:
    name = clean_line(row.get("level", ""))
    if not name or len(name) > 80:
        raise ScaleUnreadable(_("Row %(number)s: enter a name of at most 80 letters.") % {"number": number})
    wanted = row.get("stands_for", "").strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in LEVELS:
        choices = ", ".join(str(one.label) for one in LEVELS)
        words = _("Row %(number)s: say what “%(name)s” stands for. Use one of these: %(choices)s.")
        raise ScaleUnreadable(words % {"number": number, "name": name, "choices": choices})
    promise = clean_text(row.get("promise", ""))
    if len(promise) > 500:
        words = _("Row %(number)s: the promise is too long. Use at most 500 letters.")
        raise ScaleUnreadable(words % {"number": number})
    return ReadLevel(name, wanted, promise)


def _check_all(levels: Sequence[ReadLevel]) -> None:
    if not 2 <= len(levels) <= MOST_LEVELS:
        words = _("A scale has at least 2 and at most %(most)s levels. This file has %(n)s.")
        raise ScaleUnreadable(words % {"most": MOST_LEVELS, "n": len(levels)})
    names = [level.name.casefold() for level in levels]
    twice = next((level.name for level in levels if names.count(level.name.casefold()) > 1), "")
    if twice:
        raise ScaleUnreadable(_("“%(name)s” is there twice. Each level has its own name.") % {"name": twice})
    power = [LEVELS.index(Involvement(level.stands_for)) for level in levels]
    if power != sorted(power, reverse=True):
        raise ScaleUnreadable(_("Put the levels in order: the one with the least power for people first."))


def _text(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ScaleUnreadable(_("We cannot read this file. Send a CSV or an Excel (XLSX) file."))
    head = text.partition("\n")[0]
    try:
        reader = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
        return list(islice(reader, MOST_LEVELS * 3))
    except csv.Error as problem:
        raise ScaleUnreadable(_("We cannot read this file. Send a CSV or an Excel (XLSX) file.")) from problem


def _sheet(content: bytes) -> list[list[str]]:
    try:
        rows = sheets.read(content, rows=MOST_LEVELS * 3, columns=MOST_COLUMNS, values=True)
    except sheets.TooBig as problem:
        raise ScaleUnreadable(_("This file is too large for a scale.")) from problem
    except sheets.Unreadable as problem:
        raise ScaleUnreadable(_("We cannot read this file. Send a CSV or an Excel (XLSX) file.")) from problem
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in rows]
