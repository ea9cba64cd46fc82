"""Reads the first sheet of a spreadsheet that somebody sent. What would keep a reader busy is refused first.

A few bytes can unpack to very many, name parts without end, or make a number that is none: whatever a file
does, the answer is its cells or Unreadable.
"""

import io
import math
import zipfile
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openpyxl import load_workbook

MOST_UNPACKED = 4_000_000  # bytes of all parts
MOST_OF_A_PART = 1_000_000  # bytes of styles, themes and whatever else holds no cells
MOST_PARTS = 200
HOLD_CELLS = ("xl/worksheets/", "xl/sharedStrings.xml")
DECLARES = (b"<!DOCTYPE", b"<!ENTITY")  # no spreadsheet has one; with it, a few bytes become many


class Unreadable(Exception):
    """It is no spreadsheet that we read."""


class TooBig(Unreadable):
    """It is one, with more in it than we read."""


@dataclass(frozen=True)
class ReadCell:
    """What stands in a cell; `is_formula`: it is not a value but how to work one out."""

    value: Any = None
    is_formula: bool = False


def read(content: bytes, *, rows: int, columns: int, values: bool = False) -> list[list[ReadCell]]:
    """Return the first `rows` rows, and of each the first `columns` cells.

    `values`: what a formula came to when the file was saved, instead of the formula. Raises Unreadable and
    TooBig.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _must_be_small(packed)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=values)
        found = book.worksheets[0].iter_rows(max_row=rows, max_col=columns)
        return [[_read(cell) for cell in row] for row in islice(found, rows)]
    except Unreadable:
        raise
    except Exception as error:  # whatever a damaged file makes of its reader
        raise Unreadable from error


def _must_be_small(packed: zipfile.ZipFile) -> None:
    """Look at what the parts say of their size, and at each of them. No part unpacks to more than it says."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        raise TooBig
    for one in parts:
        if one.file_size > MOST_OF_A_PART and not one.filename.startswith(HOLD_CELLS):
            raise TooBig
        part = packed.read(one)
        is_xml = one.filename.endswith((".xml", ".rels"))
        if any(sign in part for sign in DECLARES) or (
            is_xml and b"\x00" in part
        ):  # NUL: in two bytes a letter
            raise Unreadable


def _read(cell: Any) -> ReadCell:
    value = cell.value
    if isinstance(value, float) and not math.isfinite(value):
        raise Unreadable  # "1e999" is no number that anybody typed
    return ReadCell(value, getattr(cell, "data_type", "") == "f")
