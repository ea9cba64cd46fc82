"""The first sheet of an XLSX file that can be seen, row by row, by the parser of the standard library.

Only what stands in a cell is read: no formula, no link, no other file. A document that declares entities is
refused, so that none is expanded. Imports nothing of ours: it runs in a child (table_rows).
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

MOST_UNPACKED, MOST_PARTS = 200 * 1024**2, 2_000
MOST_SHARED = 60_000_000  # characters of all texts that cells share
CHUNK = 1 << 16
BUILT_IN = dict.fromkeys((*range(14, 23), *range(27, 37), *range(50, 59)), "date")
BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "time")
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
Row = tuple[int, list[str], dict[int, str]]


class Refused(Exception):
    """The file cannot be read. `code` names the sentence, `detail` what stands in it."""

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def sheet_rows(content: bytes, said: dict[str, Any], *, most_columns: int, most_cell: int) -> Iterator[Row]:
    """Yield the filled rows of the first visible sheet, and write into `said` what else the file holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused("big")
            yield from _Book(packed, said, most_columns, most_cell).rows()
    except (zipfile.BadZipFile, zlib.error, KeyError, expat.ExpatError, NotImplementedError) as problem:
        raise Refused("damaged") from problem
    except RuntimeError as problem:  # a part has a password
        raise Refused("locked") from problem


class _Book:
    def __init__(self, packed: zipfile.ZipFile, said: dict[str, Any], columns: int, cell: int) -> None:
        self.packed, self.said, self.most_columns, self.most_cell = packed, said, columns, cell
        self.names = {name.lower().lstrip("/"): name for name in packed.namelist()}
        if "xl/workbook.xml" not in self.names:
            raise Refused("kind")
        self.from_1904, self.path = self._first_sheet()
        self.shared = self._shared()
        self.styles = self._styles()

    def _parse(self, name: str, start: Callable[..., Any], end: Any = None, text: Any = None) -> None:
        for _nothing in self._parsing(name, start, end, text):
            pass

    def _parsing(self, name: str, start: Any, end: Any = None, text: Any = None) -> Iterator[None]:
        """Read a part piece by piece, and yield after each."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_entities
        parser.StartElementHandler = lambda tag, attrs: start(tag.rpartition(":")[2], attrs)
        if end:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        if text:
            parser.CharacterDataHandler = text
        with self.packed.open(self.names[name.lower()]) as part:
            while piece := part.read(CHUNK):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
            yield

    def _first_sheet(self) -> tuple[bool, str]:
        sheets: list[tuple[str, str, bool]] = []
        facts = {"1904": False}

        def start(tag: str, attrs: dict[str, str]) -> None:
            if tag == "workbookPr":
                facts["1904"] = attrs.get("date1904", "") in ("1", "true")
            if tag == "sheet":
                link = next((value for key, value in attrs.items() if key.rpartition(":")[2] == "id"), "")
                sheets.append((attrs.get("name", ""), link, attrs.get("state", "visible") == "visible"))

        self._parse("xl/workbook.xml", start)
        seen = [one for one in sheets if one[2]]
        if not seen:
            raise Refused("empty")
        name, link, _visible = seen[0]
        self.said["sheet"] = name[:100]
        self.said["other"] = [one[0][:100] for one in sheets if one[1] != link][:20]
        self.said["links"] = any(part.startswith("xl/externallinks/") for part in self.names)
        return facts["1904"], self._target(link)

    def _target(self, link: str) -> str:
        found: dict[str, str] = {}

        def start(tag: str, attrs: dict[str, str]) -> None:
            if tag == "Relationship" and attrs.get("TargetMode") != "External":
                found[attrs.get("Id", "")] = attrs.get("Target", "")

        self._parse("xl/_rels/workbook.xml.rels", start)
        target = found[link]
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
        if path.lower() not in self.names:
            raise Refused("damaged")
        return path

    def _shared(self) -> list[str]:
        texts: list[str] = []
        if "xl/sharedstrings.xml" not in self.names:
            return texts
        held: list[str] = []
        state = {"take": False, "total": 0, "aloud": 0}

        def start(tag: str, attrs: dict[str, str]) -> None:
            if tag == "si":
                held.clear()
            elif tag == "rPh":  # how to pronounce it
                state["aloud"] += 1
            state["take"] = tag == "t" and not state["aloud"]

        def end(tag: str) -> None:
            state["take"] = False
            if tag == "rPh":
                state["aloud"] -= 1
            if tag == "si":
                texts.append("".join(held)[: self.most_cell + 1])
                state["total"] += len(texts[-1]) + 50
                if state["total"] > MOST_SHARED:
                    raise Refused("big")

        def words(text: str) -> None:
            if state["take"]:
                held.append(text)

        self._parse("xl/sharedStrings.xml", start, end, words)
        return texts

    def _styles(self) -> dict[int, str]:
        """Return which styles show a number as a day, and which as a time alone."""
        formats: dict[int, str] = {}
        styles: list[int] = []
        state = {"in": False}

        def start(tag: str, attrs: dict[str, str]) -> None:
            if tag == "numFmt":
                formats[int(attrs.get("numFmtId", "0"))] = _shows(attrs.get("formatCode", "").lower())
            elif tag == "cellXfs":
                state["in"] = True
            elif tag == "xf" and state["in"]:
                styles.append(int(attrs.get("numFmtId", "0")))

        def end(tag: str) -> None:
            state["in"] = state["in"] and tag != "cellXfs"

        if "xl/styles.xml" in self.names:
            self._parse("xl/styles.xml", start, end)
        return {at: formats.get(one, BUILT_IN.get(one, "")) for at, one in enumerate(styles)}

    def rows(self) -> Iterator[Row]:
        reader = _Sheet(self)
        for _nothing in self._parsing(self.path, reader.start, reader.end, reader.text):
            yield from reader.ready
            reader.ready.clear()
        self.said["hidden"] = reader.hidden


class _Sheet:
    """Collects the cells of one sheet. A cell that lies outside the table, however far, costs nothing."""

    def __init__(self, book: _Book) -> None:
        self.book, self.hidden, self.number = book, 0, 0
        self.place, self.kind, self.style, self.formula = 0, "n", -1, False
        self.held: list[str] = []
        self.take = False
        self.ready: list[Row] = []
        self.cells: list[str] = []
        self.marks: dict[int, str] = {}

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "c":
            self._begin(attrs)
        elif tag in ("v", "t"):
            self.take = True
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.number = int(attrs.get("r", self.number + 1))
            self.cells, self.marks, self.place = [], {}, -1
            self.hidden += attrs.get("hidden") in ("1", "true")
        elif tag == "col":
            self.hidden += attrs.get("hidden") in ("1", "true")
        elif tag == "mergeCell":
            raise Refused("merged", range=attrs.get("ref", "")[:20])

    def _begin(self, attrs: dict[str, str]) -> None:
        found = CELL.fullmatch(attrs.get("r", ""))
        self.place = _column(found[1]) if found else self.place + 1
        self.kind = attrs.get("t", "n")
        self.style = int(attrs.get("s", "-1"))
        self.formula = False
        self.held.clear()

    def text(self, text: str) -> None:
        if self.take:
            self.held.append(text)

    def end(self, tag: str) -> None:
        self.take = False
        if tag == "c":
            self._keep("".join(self.held))
        elif tag == "row" and self.cells:
            self.ready.append((self.number, self.cells, self.marks))

    def _keep(self, raw: str) -> None:
        value, mark = self._value(raw)
        if not value and not mark:
            return
        if self.place >= self.book.most_columns:
            raise Refused("wide", row=self.number)
        while len(self.cells) <= self.place:
            self.cells.append("")
        self.cells[self.place] = value
        self.marks[self.place] = mark

    def _value(self, raw: str) -> tuple[str, str]:
        """Return a cell as people would type it, and a mark: formula, error, date, number or nothing."""
        if self.formula:
            return raw, "formula"
        if self.kind == "s":
            at = int(raw or "-1")
            if not 0 <= at < len(self.book.shared):
                raise Refused("damaged")
            return self.book.shared[at], ""
        if self.kind == "e":
            return raw, "error"
        if self.kind == "d":
            return raw[:10], "date"
        if self.kind in ("str", "inlineStr") or not raw:
            return raw, ""
        if self.kind == "b":
            return ("yes" if raw == "1" else "no"), ""
        shows = self.book.styles.get(self.style, "")
        if shows == "time" and (time := _time(raw)):
            return time, "time"
        if shows and (day := _day(raw, self.book.from_1904)):
            return day, "date"
        return _number(raw), "number"


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _day(raw: str, from_1904: bool) -> str:
    """Return the day of a serial number, or nothing for none. 1900 had no 29 February, but a number 60."""
    try:
        serial = int(float(raw))
    except (ValueError, OverflowError):
        return ""
    start = dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 31 if serial < 60 else 30)
    if not 0 < serial < 2_958_466 or (serial == 60 and not from_1904):
        return ""
    return (start + dt.timedelta(days=serial)).isoformat() if serial < 2_950_000 else ""


def _shows(code: str) -> str:
    """Return what a format makes of a number: a date, a time alone, or nothing but a number."""
    code = re.sub(r'"[^"]*"|\\.|\[(?!h+\])[^\]]*\]', "", code)  # "[h]" runs past a day, "[red]" is a colour
    return "date" if re.search("[dy]", code) else "time" if "h" in code else ""


def _time(raw: str) -> str:
    """Return a length of time, kept as a part of a day, as its cell shows it: 0.25 is "6:00"."""
    try:
        minutes = round(float(raw) * 1440)
    except (ValueError, OverflowError):
        return ""
    return f"{minutes // 60}:{minutes % 60:02d}" if 0 <= minutes < 1440 * 1000 else ""


def _number(raw: str) -> str:
    """Return a number as its cell shows it: no ".0", no power of ten for whole numbers."""
    try:
        value = float(raw)
    except ValueError as problem:
        raise Refused("damaged") from problem
    return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else repr(value)


def _no_entities(*_declaration: Any) -> None:
    raise Refused("entities")
