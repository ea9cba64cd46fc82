"""The two files that need no settings: our plain CSV, and the list to pay by hand. The others have settings.

A file is made from frozen payments, never from live claims, and never twice (trust F25).
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import money
from coproduce.foundation.documents.spreadsheet import inert
from expenses.payments.files.rules import Row, bank_text, check_numbers
from expenses.payments.states import Method


@dataclass(frozen=True)
class PlainFormat:
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
    "plain": PlainFormat(
        "plain",
        _("Plain CSV"),
        Method.BANK,
        ("Sort code", "Account number", "Account name", "Amount", "Reference"),
        bank_cells,
    ),
    "by_hand": PlainFormat(
        "by_hand",
        _("List to pay by hand"),
        Method.HAND,
        ("Name", "How", "Charity", "Address", "Amount", "Reference"),
        hand_cells,
    ),
}
