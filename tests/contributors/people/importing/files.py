"""Files as people send them, made in a test."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from contributors.people.importing.actions import receiving
from contributors.people.importing.models import PeopleImport
from coproduce.foundation.documents.tables import read_table

HEAD = ["Name", "Email", "Phone"]
ANN = ["Ann Able", "ann@example.com", ""]


def csv_of(
    *rows: Sequence[str], head: Sequence[str] = HEAD, delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=delimiter).writerows([head, *rows])
    return held.getvalue().encode(encoding)


def xlsx_of(
    *rows: Sequence[Any], head: Sequence[str] = HEAD, dress: Callable[[Workbook], Any] | None = None
) -> bytes:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    if dress:
        dress(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return a file in which one part was changed by hand, as no program would."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            body = old.read(item)
            new.writestr(item, change(body.decode()).encode() if re.fullmatch(name, item) else body)
    return held.getvalue()


def sent(content: bytes, name: str = "people.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def read(content: bytes, trust, by, *, kind: str = "people", name: str = "people.csv") -> PeopleImport:
    """Read a file and check its rows, with the columns as guessed."""
    imported = receiving.receive(read_table(content, name), organisation=trust, kind=kind, by=by)
    return receiving.say_columns(
        imported, by=by, mapping=imported.mapping, source="A list of 2025", consent="They ticked a box"
    )
