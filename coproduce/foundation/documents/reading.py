"""Reads plain text in its order, so that nothing of it is lost; `word_reading` reads Word files.

Every line says what it looks like. Whether a short line is a heading is for whoever knows the headings
to expect: `maybe` is such a line.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from coproduce.foundation.text import clean_text

MOST_WORDS = 14
"""A line of more words is no heading, however it looks."""
LOWEST = 9
"""The level of a heading that is one by its bold letters alone."""
MOST_CHARACTERS = 200_000
"""What is longer is no description of one thing, and would keep a reader busy for minutes."""


class TooLong(ValueError):
    """There is more text than anybody would look through."""


class Look(StrEnum):
    """What a line looks like."""

    TITLE = "title"
    HEADING = "heading"
    MAYBE = "maybe"  # short, on its own or in bold: a heading where somebody knows it as one
    ITEM = "item"
    TEXT = "text"
    ROW = "row"  # of a table; its cells are in `cells`


@dataclass(frozen=True)
class Line:
    """One line. `level` is that of a heading; `first`: the first row of its table; `empty_before`: a gap;
    `indented`: far from the edge, as what stands beside a heading is; `lead`: bold words it begins with,
    as in "Pay: £25 an hour" with a bold "Pay:"; they are not in `text`.
    """

    text: str
    look: Look = Look.TEXT
    level: int = 1
    cells: tuple[str, ...] = ()
    first: bool = False
    empty_before: bool = False
    indented: bool = False
    lead: str = ""


BULLET = re.compile(
    r"\s*(?:[-–—*•●○▪■◦·‣]|o(?=\s)|\(?[0-9]{1,2}[.)](?=\s)|[0-9]{1,2}[.)](?=[A-Z])|\(?[a-z][.)](?=\s))\s*(?=\S)"
)
UNDERLINE = re.compile(r"\s*(=|-|_|~|\*)\1{2,}\s*|\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*")
WIDE = re.compile(r"(\S+(?: \S+){0,5}?)(?<!:) {4,}(\S.*)")
"""Two columns that only spaces keep apart."""
FAR = 8
WRAPPED = 40
"""A line that goes on in the next one has this many letters or more."""
BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
LEAD = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,120}?)(?:[:.](\1)|\1:|([?])\1)\s*[–-]?\s*(?=\S)")
"""Bold words at the start of a line that end like a heading. Bold words in a sentence are none."""
BETWEEN = " | "
MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*)")


def read_text(text: str) -> list[Line]:
    """Return the lines of plain text. Lines that only underline go, and their line is a heading.

    Raises TooLong.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong
    rows = _unwrapped(clean_text(text).split("\n"))
    found: list[Line] = []
    empty = True
    for at, row in enumerate(rows):
        if not row.strip():
            empty = True
            continue
        if UNDERLINE.fullmatch(row) and found:
            if not empty and found[-1].look in (Look.TEXT, Look.MAYBE):
                found[-1] = Line(found[-1].text, Look.HEADING)
            continue
        last = at + 1 == len(rows)
        if BETWEEN in row and (_is_row(rows, at - 1) or _is_row(rows, at + 1)):
            row = f"{row.strip().rstrip('|')}|"
        found.append(_text_line(row, empty=empty, alone=empty and (last or not rows[at + 1].strip())))
        empty = False
    return found


def _is_row(rows: list[str], at: int) -> bool:
    """Whether a line has upright lines between its words: two of them, one below the other, are a table."""
    return 0 <= at < len(rows) and BETWEEN in rows[at]


def _unwrapped(rows: list[str]) -> list[str]:
    """Return rows in which a line that goes on in the next one, as letters of old are typed, is one line."""
    whole: list[str] = []
    for row in rows:
        before = whole[-1] if whole else ""
        goes_on = row.strip()[:1].islower() and not BULLET.match(row)
        if (
            goes_on
            and len(before.strip()) >= WRAPPED
            and not before.rstrip().endswith((".", ":", "!", "?", ";", "|"))
        ):
            whole[-1] = f"{before.rstrip()} {row.strip()}"
        else:
            whole.append(row)
    return whole


def _cells(row: str) -> tuple[str, ...]:
    """Return the cells of a row of a table, as tabs, upright lines or wide gaps part them; () for no row."""
    if "\t" in row:
        return tuple(cell.strip() for cell in row.split("\t"))
    if "|" in row and (row.startswith("|") or row.endswith("|")):
        return tuple(cell.strip() for cell in row.strip("|").split("|"))
    found = WIDE.fullmatch(row)
    return (found[1], found[2]) if found else ()


def _text_line(row: str, *, empty: bool, alone: bool) -> Line:
    if marked := MARKDOWN.fullmatch(row.strip()):
        words = marked[2].rstrip("#").rstrip() or marked[2]
        return Line(words, Look.HEADING, len(marked[1]), empty_before=empty)
    if cells := _cells(row.strip()):
        return Line(" ".join(cell for cell in cells if cell), Look.ROW, cells=cells, empty_before=empty)
    found = BULLET.match(row) if not row.lstrip().startswith("**") else None
    text = row[found.end() :].strip() if found else row.strip()
    if lead := LEAD.match(text):
        words, rest = lead[2].strip() + (lead[4] or ""), BOLD.sub(r"\2", text[lead.end() :])
        return Line(rest, Look.ITEM if found else Look.TEXT, empty_before=empty, lead=words)
    whole = BOLD.fullmatch(text)
    text = BOLD.sub(r"\2", text)
    if found:
        return Line(text, Look.ITEM, empty_before=empty)
    if whole and is_short(text):
        return Line(text, Look.HEADING, LOWEST, empty_before=empty)
    short = is_short(text)
    if short and text.endswith("?") and text[0].isupper():
        return Line(text, Look.MAYBE, empty_before=empty)
    if short and text.isupper() and len(text) > 3:
        return Line(text, Look.HEADING, empty_before=empty)
    if short and text.endswith(":"):
        return Line(text, Look.HEADING if alone or empty else Look.MAYBE, 2, empty_before=empty)
    far = len(row) - len(row.lstrip()) >= FAR
    return Line(text, Look.MAYBE if short and empty else Look.TEXT, empty_before=empty, indented=far)


def is_short(text: str) -> bool:
    """Whether a line could be a heading: few words, and no full stop at its end."""
    return 0 < len(text.split()) <= MOST_WORDS and not text.rstrip().endswith((".", ";", ",", "!"))
