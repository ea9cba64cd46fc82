"""Takes a CSV or XLSX file apart into plain rows, in a child of little memory; nothing in it is run.

Run by path, so it imports nothing of ours. Reads the file on standard input. Writes JSON lines: first what
the file says of itself, or why it is refused, then [row number, [cells], {column: mark}] for each filled row.
"""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # A child knows no package, only what stands in these folders.
    sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1] / "uploads")]
    from table_sheets import Refused, sheet_rows  # type: ignore[import-not-found]
else:
    from coproduce.foundation.documents.table_sheets import Refused, sheet_rows

MOST_ROWS, MOST_COLUMNS, MOST_CELL = 100_000, 100, 2_000
MEMORY = 768 * 1024**2
SECONDS = 60
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Row = tuple[int, list[str], dict[int, str]]


def take_apart(content: bytes) -> bytes:
    """Return the rows of a file as JSON lines, or one line that says why it cannot be read."""
    try:
        said: dict[str, Any] = {"sheet": "", "other": [], "hidden": 0}
        rows = _sheet(content, said) if content[:2] == b"PK" else _text(content, said)
        return "\n".join(_lines(rows, said)).encode()
    except Refused as refusal:
        return json.dumps({"refused": refusal.code, **refusal.detail}).encode()


def _lines(rows: Iterator[Row], said: dict[str, Any]) -> list[str]:
    found: list[str] = []
    head = None
    for number, cells, marks in rows:
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise Refused("wide", row=number)
        for place, cell in enumerate(cells):
            if len(cell) > MOST_CELL:
                raise Refused("cell", row=number, column=place)
        if not cells:
            continue
        if head is None:
            head = number
            said |= {"head": cells, "row": number}
            continue
        if len(found) == MOST_ROWS:
            raise Refused("long", most=MOST_ROWS)
        found.append(json.dumps([number, cells, {key: mark for key, mark in marks.items() if mark}]))
    if head is None or not found:
        raise Refused("empty")
    return [json.dumps(said | {"rows": len(found)}), *found]


def _sheet(content: bytes, said: dict[str, Any]) -> Iterator[Row]:
    return sheet_rows(content, said, most_columns=MOST_COLUMNS, most_cell=MOST_CELL)


def _text(content: bytes, said: dict[str, Any]) -> Iterator[Row]:
    if content[:8] == OLE2:
        raise Refused("locked" if "EncryptedPackage".encode("utf-16-le") in content else "old")
    if re.match(rb"\s*(<|%PDF-|\{\\rtf)", content.removeprefix(b"\xef\xbb\xbf")[:100]):
        raise Refused("kind")
    text = _decoded(content, said)
    if "\x00" in text:
        raise Refused("nul", row=text[: text.index("\x00")].count("\n") + 1)
    hint = re.match(r"sep=(.)\r?\n", text)
    said["separator"] = separator = hint[1] if hint else _separator(text)
    csv.field_size_limit(MOST_CELL * 4)
    number = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            number += 1
            if len(row) > MOST_COLUMNS and any(cell.strip() for cell in row[MOST_COLUMNS:]):
                raise Refused("wide", row=number)
            if not (hint and number == 1):
                yield number, row[:MOST_COLUMNS], {}
    except csv.Error as problem:
        code = "cell" if "field limit" in str(problem) else "broken"
        raise Refused(code, row=number + 1) from problem


def _decoded(content: bytes, said: dict[str, Any]) -> str:
    """Return the text, whichever program wrote it; UTF-16 is known by its mark or by its empty bytes."""
    start = content[:2000]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tried: tuple[str, ...] = ("utf-16",)
    elif start[1::2].count(0) > len(start) // 4:
        tried = ("utf-16-le",)
    elif start[0::2].count(0) > len(start) // 4:
        tried = ("utf-16-be",)
    else:
        tried = ("utf-8-sig", "cp1252")
    for encoding in tried:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        said["encoding"] = encoding
        return text.removeprefix("\ufeff")
    raise Refused("encoding")


def _separator(text: str) -> str:
    """Return what stands between the cells of the first filled line, outside quotes."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", text[:20_000].lstrip())
    first = re.split(r"[\r\n]", bare, maxsplit=1)[0]
    return max(",;\t|", key=first.count)


if __name__ == "__main__":
    import child_limits  # type: ignore[import-not-found]

    child_limits.run(take_apart, memory=MEMORY, seconds=SECONDS)
