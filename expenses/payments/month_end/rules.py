"""The figures of a month, and the month as a table to take away. Pure."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass

from contributors.accounts.models import Organisation
from coproduce.foundation import money
from coproduce.foundation.documents import spreadsheet
from coproduce.foundation.documents.spreadsheet import Kind, inert
from expenses.payments.ledger.states import Account

DEBT = (Account.OWED, Account.BOUNCED)  # what we owe people: put in a run, or come back to be paid again
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": spreadsheet.CONTENT_TYPE,
}
SheetRow = list[str | int]
"""Text as text, money as whole pence."""
TEXTS = 4
"""So many columns come before those of money: day, what happened, reference, run."""


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
    """Return a month as a protected spreadsheet; amounts in pounds. The first row holds the headings."""
    table = iter(rows)
    headings = [
        spreadsheet.Heading(str(words), Kind.TEXT if number < TEXTS else Kind.POUNDS)
        for number, words in enumerate(next(table))
    ]
    return spreadsheet.build(title, headings, table)
