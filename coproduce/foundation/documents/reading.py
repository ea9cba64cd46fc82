"""Reads what stands in a Word file or in plain text, in its order, so that nothing of it is lost.

Every line says what it looks like. Whether a short line is a heading is for whoever knows the headings
to expect: `maybe` is such a line.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import docx
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

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
BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
LEAD = re.compile(r"(\*\*|__)(?=\S)([^*_]+?)(?:[:.](\1)|\1:|([?])\1)\s*[–-]?\s*(?=\S)")
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


def read_word(content: bytes) -> list[Line]:
    """Return the lines of a clean Word file: text, tables and text boxes, then what stands around them.

    Each is read once, however deep it lies. Raises TooLong, and ValueError for what is no Word file.
    """
    file = docx.Document(io.BytesIO(content))
    found, length = [], 0
    for line in chain(_body(_styles(file), file.element.body), _around(file)):
        length += len(line.text) + 1
        if length > MOST_CHARACTERS:
            raise TooLong
        found.append(line)
    return found


Styles = Mapping[str, str]
"""{its id in the file: its name}: looked up by every paragraph, so read once."""


def _styles(file: WordFile) -> Styles:
    found: dict[str, str] = {}
    for style in file.styles.element.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        words = str(name.get(qn("w:val"))).lower() if name is not None else ""
        found.setdefault(str(style.get(qn("w:styleId"))), words)
    return found


def _body(styles: Styles, holder: Element) -> Iterator[Line]:
    for child in holder.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(styles, child)
        elif child.tag == qn("w:tbl"):
            yield from _table(child)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")):
            yield from _body(styles, child)


def _paragraph(styles: Styles, element: Element) -> Iterator[Line]:
    text = _words_of(element)
    for one in text.split("\n"):
        if one.strip():
            yield _word_line(styles, element, one.strip())
    for box in _boxes(element):
        yield from _body(styles, box)


def _boxes(element: Element) -> Iterator[Element]:
    """Return the boxes that hang on something itself, not those inside of them: a box reads its own."""
    for child in element.iterchildren():
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag != MC_FALLBACK:
            yield from _boxes(child)


MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SEPARATE = {qn("w:txbxContent"), MC_FALLBACK}


def _words_of(element: Element) -> str:
    """Return the text of a paragraph, without that of boxes that hang on it."""
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag in (qn("w:br"), qn("w:cr")):
        return "\n"
    if element.tag == qn("w:tab"):
        return " " if element.getparent().tag == qn("w:r") else ""
    if element.tag == qn("w:noBreakHyphen"):
        return "-"
    if element.tag in SEPARATE:
        return ""
    return "".join(_words_of(child) for child in element.iterchildren())


def _word_line(styles: Styles, element: Element, text: str) -> Line:
    style = _style(styles, element)
    if style in ("title", "subtitle"):
        return Line(text, Look.TITLE if style == "title" else Look.TEXT)
    if level := re.fullmatch(r"heading (\d)", style):
        return Line(text, Look.HEADING, int(level[1]))
    numbered = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    if _all_bold(element) and is_short(text) and not numbered and not BULLET.match(text):
        return Line(text, Look.HEADING, LOWEST)
    found = BULLET.match(text)
    look = Look.ITEM if found or numbered or style.startswith("list") else Look.TEXT
    text = text[found.end() :] if found else text
    if (lead := _lead(element)) and text.startswith(lead):
        words = lead.rstrip(".: ") if not lead.endswith("?") else lead
        return Line(text[len(lead) :].strip(" :–-"), look, lead=words)
    if look == Look.ITEM:
        return Line(text, look)
    return Line(text, Look.MAYBE if is_short(text) and text.endswith(":") else Look.TEXT)


def _style(styles: Styles, element: Element) -> str:
    named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return styles.get(str(named.get(qn("w:val"))), "") if named is not None else ""


def _lead(element: Element) -> str:
    """Return the bold words a paragraph begins with, where they end like a heading and more follows."""
    bold, rest = "", ""
    for run in element.iter(qn("w:r")):
        if rest or not (_is_bold(run) or not _words_of(run).strip()):
            rest += _words_of(run)
        else:
            bold += _words_of(run)
    lead = bold.strip()
    ends = lead.endswith((":", "?", ".")) or rest.lstrip().startswith(":")
    return lead if ends and rest.strip(" :") and is_short(lead.rstrip(".")) else ""


def _all_bold(element: Element) -> bool:
    runs = [run for run in element.iter(qn("w:r")) if _words_of(run).strip()]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def _table(element: Element) -> Iterator[Line]:
    for at, row in enumerate(element.iterchildren(qn("w:tr"))):
        cells = tuple(clean_text(_cell(cell)) for cell in row.iter(qn("w:tc")) if _row_of(cell) is row)
        if any(cells):
            yield Line(" | ".join(cell for cell in cells if cell), Look.ROW, cells=cells, first=at == 0)


def _row_of(cell: Element) -> Element | None:
    return next((above for above in cell.iterancestors() if above.tag == qn("w:tr")), None)


def _cell(cell: Element) -> str:
    paragraphs = [_words_of(one) for one in cell.iter(qn("w:p"))]
    return "\n".join(words.strip() for words in paragraphs if words.strip())


def _around(file: WordFile) -> Iterator[Line]:
    """Return what stands at the head and the foot of pages, and in notes; each line once."""
    told: set[str] = set()
    for part in file.part.package.iter_parts():
        name = str(part.partname)
        if not re.search(r"/(?:header|footer|footnotes|endnotes)\d*\.xml$", name):
            continue
        element = part.element if hasattr(part, "element") else parse_xml(part.blob)
        for paragraph in element.iter(qn("w:p")):
            words = _words_of(paragraph).strip()
            if words and words not in told:
                told.add(words)
                yield Line(words)
