"""A document as a Word file that can be changed: real heading styles, repeated table headers, language.

Nobody's name, no machine and no time of making is in it: equal documents are equal bytes.
"""

import datetime as dt
import io
import zipfile

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table as WordTable

from coproduce.foundation.documents.description import (
    Document,
    Facts,
    Heading,
    Notes,
    Part,
    Table,
    cleaned,
)
from coproduce.foundation.documents.letter import Letter

BLACK = RGBColor(0, 0, 0)
FONT = "Arial"
LONG_AGO = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""Word and zip files must name a time; this one tells nobody anything."""
NOT_OURS = ("thumbnail", "stylesWithEffects", "customXml")


def to_word(document: Document) -> bytes:
    """Return the Word file."""
    document = cleaned(document)
    file = _empty(document)
    _mark(file, document.mark)
    file.add_paragraph(document.issuer)
    file.add_heading(document.title, level=0)
    for part in document.parts:
        _add(file, part)
    return _saved(file)


def letter_to_word(letter: Letter) -> bytes:
    """Return a letter as a Word file: who writes, to whom, the day, then the words and their parts."""
    letter = cleaned(letter)
    file = _empty(letter)
    for lines in (f"{letter.issuer}\n{letter.phone}", letter.address, letter.date):
        if lines.strip():
            file.add_paragraph(lines)
    file.add_heading(letter.title, level=0)
    for words in (letter.greeting, *letter.text.split("\n\n")):
        file.add_paragraph(words)
    for part in letter.parts:
        _add(file, part)
    for words in (letter.closing, letter.issuer, *letter.slip):
        file.add_paragraph(words)
    return _saved(file)


def _empty(about: Document | Letter) -> WordFile:
    """Return a file with nothing in it yet, in our letters and sizes."""
    file = docx.Document()
    _forget_the_template(file)
    _say_what_it_is(file, title=about.title, language=about.language)
    _dress(file, large=about.large)
    return file


def _saved(file: WordFile) -> bytes:
    saved = io.BytesIO()
    file.save(saved)
    return _without_times(saved.getvalue())


def _forget_the_template(file: WordFile) -> None:
    """Leave out what came with the empty file and says something: a picture, old styles, a bibliography."""
    for holder in (file.part, file.part.package):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in NOT_OURS:
                holder.rels.pop(name)


def _say_what_it_is(file: WordFile, *, title: str, language: str) -> None:
    about = file.core_properties
    about.title, about.language = title[:255], language
    about.author = about.comments = about.last_modified_by = ""
    about.created = about.modified = LONG_AGO
    for mark in file.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)


SIZES = {"Normal": (12, 18), "Title": (22, 28), "Heading 1": (15, 22), "Heading 2": (13, 20)}
"""Points, in usual and in large print."""


def _mark(file: WordFile, mark: str) -> None:
    """Put what stands on every page, such as "Draft", at the head of each."""
    if mark:
        file.sections[0].header.paragraphs[0].add_run(mark).bold = True


def _dress(file: WordFile, *, large: bool) -> None:
    for name, sizes in SIZES.items():
        size = sizes[large]
        style = file.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), BLACK
        for fonts in style.element.iter(qn("w:rFonts")):
            for theme in ("asciiTheme", "hAnsiTheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)


def _add(file: WordFile, part: Part) -> None:
    match part:
        case Heading():
            file.add_heading(part.text, level=part.level)
        case Facts():
            for name, value in part.rows:
                paragraph = file.add_paragraph()
                paragraph.add_run(f"{name}: ").bold = True
                paragraph.add_run(value)
        case Notes():
            for line in part.lines:
                file.add_paragraph(line, style="List Bullet")
        case Table():
            _add_table(file, part)
        case _:
            file.add_paragraph(part.text)


def _add_table(file: WordFile, part: Table) -> None:
    table = file.add_table(rows=0, cols=len(part.headers), style="Table Grid")
    for row in (part.headers, *part.rows):
        cells = table.add_row().cells
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).bold = row is part.headers or None
            if place in part.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _mark_headers(table)


def _mark_headers(table: WordTable) -> None:
    """Make the first row the header of its table, repeated on every page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _without_times(content: bytes) -> bytes:
    """Return the same file with one time for all its parts."""
    rewritten = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED
            )
    return rewritten.getvalue()
