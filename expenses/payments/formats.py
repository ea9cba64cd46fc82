"""The two files that need no settings: our plain CSV, and the list to pay by hand. Others: `files`.

A file is made from frozen payments, never from live claims, and never twice (trust F25).
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import money
from coproduce.foundation.text import clean_line
from expenses.payments.letters import bank_text
from expenses.payments.states import Method


@dataclass(frozen=True)
class Row:
    """One payment, opened for the file: names as typed, numbers as text with their zeros."""

    name: str
    amount_pence: int
    reference: str
    sort_code: str = ""
    account_number: str = ""
    roll_number: str = ""
    route: str = ""
    charity: str = ""
    address: str = ""


@dataclass(frozen=True)
class Format:
    """How rows become bytes."""

    key: str
    label: str | Lazy
    method: Method
    heading: tuple[str, ...]
    cells: Callable[[Row], tuple[str, ...]]
    ending: str = "csv"

    def write(self, rows: Iterable[Row]) -> bytes:
        """Return the file: a heading and a line a payment, CRLF, no line of totals."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.heading)
        writer.writerows(self.cells(row) for row in rows)
        return text.getvalue().encode()


def inert(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, whatever people typed."""
    line = clean_line(text).replace("\t", " ")
    first = line.lstrip(" \u00a0\u200b\u200c\u200d\u200e\u200f")[:1]
    return f"'{line}" if first and first in "=+-@＝＋－＠﹢﹣﹦﹫\u2212|%" else line


def check_numbers(row: Row) -> None:
    """Raise ValueError for numbers no bank could have given."""
    if not re.fullmatch("[0-9]{6}", row.sort_code) or not re.fullmatch("[0-9]{8}", row.account_number):
        raise ValueError("a sort code has six digits and an account number eight")


def bank_cells(row: Row) -> tuple[str, ...]:
    """Return the cells of a bank payment. A building society's roll number takes the reference's place."""
    check_numbers(row)
    return (
        row.sort_code,
        row.account_number,
        bank_text(row.name),
        money.plain_pounds(row.amount_pence),
        bank_text(row.roll_number or row.reference),
    )


def hand_cells(row: Row) -> tuple[str, ...]:
    """Return the cells of a payment by cheque, in cash, with a voucher, or to a charity."""
    words = (inert(text) for text in (row.name, row.route, row.charity, row.address))
    return *words, money.plain_pounds(row.amount_pence), inert(row.reference)


FORMATS = {
    "plain": Format(
        "plain",
        _("Plain CSV"),
        Method.BANK,
        ("Sort code", "Account number", "Account name", "Amount", "Reference"),
        bank_cells,
    ),
    "by_hand": Format(
        "by_hand",
        _("List to pay by hand"),
        Method.HAND,
        ("Name", "How", "Charity", "Address", "Amount", "Reference"),
        hand_cells,
    ),
}
