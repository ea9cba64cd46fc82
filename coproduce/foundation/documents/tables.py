"""A table that somebody sends as CSV or XLSX: read in a child, its rows kept as text, its file never.

Cells are named as a spreadsheet program names them ("C14"), so that whoever made the file finds them.
"""

import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from coproduce.foundation.documents import spreadsheet
from coproduce.foundation.text import clean_line
from coproduce.foundation.uploads import child, files

MOST_BYTES = 20_000_000
SECONDS = 60
SCRIPT = str(Path(__file__).with_name("table_rows.py"))


class UnreadableTable(Exception):
    """The file cannot be read as a table. The text says why, and what to do."""


@dataclass(frozen=True)
class Table:
    """What a file says of itself, and its rows packed (`rows_of`). `head_row` is the row of the headings."""

    name: str
    sha256: str
    head: list[str]
    head_row: int
    rows: int
    packed: bytes
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TableRow:
    """One filled row: its number, its cells, and marks of some: formula, error, date or number."""

    number: int
    cells: list[str]
    marks: dict[int, str]

    def cell(self, place: int) -> str:
        """Return what stands in a column, or nothing."""
        return self.cells[place] if place < len(self.cells) else ""


def cell_name(place: int, number: int) -> str:
    """Return the name of a cell: column 2 of row 14 is "C14"."""
    return f"{get_column_letter(place + 1)}{number}"


def read_table(content: bytes, name: str) -> Table:
    """Return a file as a table. Raises UnreadableTable with a sentence for the person."""
    if not content.strip():
        raise UnreadableTable(_("The file is empty. Choose it again."))
    if len(content) > MOST_BYTES:
        raise UnreadableTable(_("The file is too big. It can be up to %(n)s MB.") % {"n": 20})
    try:
        files.scan(content)
        out = child.cleaned(content, SCRIPT, seconds=SECONDS)
    except files.UploadRejected as refusal:
        raise UnreadableTable(str(refusal)) from refusal
    except child.Busy as problem:
        raise UnreadableTable(files.too_busy()) from problem
    except child.CannotClean as problem:
        raise UnreadableTable(_refusals()["big"]) from problem
    first, _line, rest = out.partition(b"\n")
    said = json.loads(first)
    if "refused" in said:
        raise UnreadableTable(_why(said))
    head = [clean_line(spreadsheet.plain(one)) for one in said["head"]]
    _heads_are_clear(head, said["row"])
    return Table(
        clean_line(name)[-100:] or "file",
        hashlib.sha256(content).hexdigest(),
        head,
        said["row"],
        said["rows"],
        gzip.compress(rest, 5),
        list(_notes(said)),
    )


def rows_of(packed: bytes) -> Iterator[TableRow]:
    """Yield the rows of a table, one at a time: however long it is, it takes no more memory."""
    with gzip.open(io.BytesIO(packed), "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            number, cells, marks = json.loads(line)
            yield TableRow(number, cells, {int(place): mark for place, mark in marks.items()})


def _heads_are_clear(head: list[str], row: int) -> None:
    seen: dict[str, int] = {}
    for place, name in enumerate(head):
        key = name.casefold()
        if key and key in seen:
            words = _("Two columns are called “%(name)s”: %(one)s and %(other)s. Rename or delete one.")
            cells = {"one": cell_name(seen[key], row), "other": cell_name(place, row)}
            raise UnreadableTable(words % {"name": name[:60], **cells})
        seen[key] = place


def _notes(said: dict[str, Any]) -> Iterator[str]:
    if said["other"]:
        words = _("We read the sheet “%(sheet)s” alone. Not read: %(other)s.")
        yield words % {"sheet": clean_line(said["sheet"]), "other": ", ".join(map(clean_line, said["other"]))}
    if said["hidden"]:
        yield _("The sheet has hidden rows or columns. We read them too.")
    if said.get("links"):
        yield _("The file has links to other files. We do not follow them.")
    if said.get("encoding") == "cp1252":
        yield _("The file has an old kind of letters (Windows-1252). Check names with accents.")


def _why(said: dict[str, Any]) -> str:
    place = {"cell": cell_name(said["column"], said["row"])} if "column" in said else {}
    detail = {"row": said.get("row", ""), "range": clean_line(str(said.get("range", ""))), **place}
    detail["cell"] = detail.get("cell") or _("row %(row)s") % detail
    if "most" in said:
        detail["most"] = f"{said['most']:,}"
    return _refusals()[said["refused"]] % detail


def _refusals() -> dict[str, str]:
    return {
        "empty": _("There are no rows below the headings. The first row must be the headings."),
        "wide": _("Row %(row)s has more than 100 columns. Delete the columns that are not needed."),
        "long": _("The file has more than %(most)s rows. Split it into smaller files."),
        "cell": _("%(cell)s holds more than 2,000 letters. Shorten it, then send the file again."),
        "broken": _("Row %(row)s is damaged: a quotation mark may be missing. Save the file again."),
        "nul": _("Row %(row)s has signs that are no text. Save the file as “CSV UTF-8” and send that."),
        "encoding": _("We cannot tell which letters the file has. Save it as “CSV UTF-8” and send that."),
        "locked": _("The file has a password. Save a copy without it and send that."),
        "old": _("This is an old .xls file. Save it as .xlsx or “CSV UTF-8” and send that."),
        "kind": _("This is not a table that we can read. Send an .xlsx or a .csv file."),
        "damaged": _("The file is damaged or did not arrive in full. Save it again and send that."),
        "big": _("The file is far too big once it is unpacked. Copy the rows into a new file and send that."),
        "entities": _("The file holds more than a table. Copy the rows into a new file and send that."),
        "merged": _("The cells %(range)s are merged. Unmerge them, so that each row has its own values."),
    }
