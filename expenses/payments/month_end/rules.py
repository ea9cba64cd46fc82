"""The figures of a month, and the month as a table to take away. Pure."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import save_workbook

from contributors.accounts.models import Organisation
from coproduce.foundation import money
from expenses.payments.files.rules import inert
from expenses.payments.ledger.states import Account

DEBT = (Account.OWED, Account.BOUNCED)  # what we owe people: put in a run, or come back to be paid again
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SheetRow = list[str | int]
"""Text as text, money as whole pence."""


@dataclass(frozen=True)
class Month:
    """A calendar month of one organisation."""

    organisation: Organisation
    first: dt.date

    @property
    def last(self) -> dt.date:
        return next_month(self.first) - dt.timedelta(days=1)


@dataclass(frozen=True)
class Closing:
    """What was owed when the month opened, what moved it, what is owed when it closes: pence, debts plus.

    `trial_balance` is the sum of all accounts at the end of the month. Anything but 0 is a mistake of ours.
    """

    opening: int
    moved: dict[str, int]
    closing: int
    trial_balance: int

    @property
    def adds_up(self) -> bool:
        return (
            self.opening + sum(pence for _kind, pence in self.moved.items()) == self.closing
            and self.trial_balance == 0
        )


def owed(balances: dict[str, int]) -> int:
    """Return what we owe people by these balances, in pence, as a plus."""
    return -sum(balances[account] for account in DEBT)


def next_month(first: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (first + dt.timedelta(days=32)).replace(day=1)


def as_csv(rows: Iterable[SheetRow]) -> bytes:
    """Return a month as CSV; amounts in pounds, nothing that a spreadsheet takes for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow(
            money.plain_pounds(cell) if isinstance(cell, int) else inert(str(cell)) for cell in row
        )
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[SheetRow], *, title: str) -> bytes:
    """Return a month as a spreadsheet; text cells are marked as text, so none becomes a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: str | int) -> WriteOnlyCell:
    if isinstance(value, int):
        cell = WriteOnlyCell(sheet, value=Decimal(value) / 100)
        cell.number_format = "0.00"
        return cell
    cell = WriteOnlyCell(sheet, value=inert(str(value)))
    cell.data_type = "s"
    return cell
