"""Files as people send them, made in a test."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from contributors.people.importing.actions import receiving
from contributors.people.importing.models import PeopleImport
from contributors.people.importing.rules import kinds
from contributors.people.taking_out import rules
from coproduce.foundation.documents.table_rows import take_apart
from coproduce.foundation.documents.tables import read_table
from coproduce.foundation.uploads import child

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


def taken_out(kind: str, trust, by, *, as_xlsx: bool = False) -> bytes:
    """Return what an organisation has of a kind, as it is given to staff."""
    one = kinds.get(kind)
    rows = one.export(trust, by)
    return rules.sheet(one, rows) if as_xlsx else "".join(rules.csv_lines(one, rows)).encode()


def outcomes(imported: PeopleImport) -> list[str]:
    return list(imported.rows.order_by("number").values_list("outcome", flat=True))


def problems(imported: PeopleImport) -> list[str]:
    return [f"{cell} {words}" for row in imported.rows.order_by("number") for cell, words in row.problems]


def adds_up(imported: PeopleImport) -> bool:
    imported.refresh_from_db()
    parts = imported.created + imported.updated + imported.unchanged + imported.refused
    return imported.rows_read == parts == imported.rows.count()


@pytest.fixture
def read_here(monkeypatch):
    """Take files apart in this process: tests/foundation/test_tables.py shows that the child reads the same."""
    monkeypatch.setattr(child, "cleaned", lambda content, *_script, **_limits: take_apart(content))
