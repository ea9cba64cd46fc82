"""A list that is taken out to be sent back: what is read in again says the same."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from contributors.people.importing.rules.kinds import RowKind, Values
from coproduce.foundation.documents import spreadsheet
from coproduce.foundation.documents.spreadsheet import Kind


def in_sheet(value: Any, kind: Kind) -> Any:
    """Return what a row of a file says, as a cell of a kind holds it; None for nothing."""
    if value in (None, ""):
        return None
    if kind is Kind.DAY:
        return dt.date.fromisoformat(str(value))
    if kind is Kind.NUMBER:
        return int(value)
    return int(Decimal(value) * 100) if kind is Kind.POUNDS else str(value)


def sheet(kind: RowKind, rows: Iterable[Values], *, spare: int = 50) -> bytes:
    """Return rows as a spreadsheet in which people can type, with some empty rows below."""
    headings = [spreadsheet.Heading(str(one.title), one.kind, open=True) for one in kind.columns]
    lines = ([in_sheet(row.get(one.key), one.kind) for one in kind.columns] for row in rows)
    return spreadsheet.build(str(kind.title), headings, lines, spare=spare)


def csv_lines(kind: RowKind, rows: Iterable[Values]) -> Iterator[str]:
    """Yield a CSV that every spreadsheet program reads as UTF-8, and in which nothing runs."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    held.write("\ufeff")
    writer.writerow([str(one.title) for one in kind.columns])
    for row in rows:
        writer.writerow([spreadsheet.inert(str(row.get(one.key) or "")) for one in kind.columns])
        if held.tell() > 1 << 16:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()
