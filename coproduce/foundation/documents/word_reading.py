"""Reads what stands in a Word file in its order, so that nothing is lost. Lines are as in `reading`."""

import io
import re
from collections.abc import Iterator, Mapping
from itertools import chain

import docx
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from coproduce.foundation.documents.reading import (
    BULLET,
    LOWEST,
    MOST_CHARACTERS,
    Line,
    Look,
    TooLong,
    is_short,
)
from coproduce.foundation.text import clean_text


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
