"""A month as a table to take away: each entry with its accounts, opening above, closing below."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from coproduce.foundation import money
from expenses.payments import ledger
from expenses.payments.formats import inert
from expenses.payments.month_end.books import Month, by_account, with_reference
from expenses.payments.states import Account, EntryKind

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def rows(month: Month) -> Iterator[list[str | int]]:
    """Yield heading, opening, one row for each entry, closing. Text as text, money as whole pence."""
    accounts = [str(capfirst(account.label)) for account in Account]
    yield [_("Day"), _("What happened"), _("Reference"), _("Run"), *accounts]
    opening = ledger.balances(organisation=month.organisation, on__lt=month.first)
    yield [month.first.isoformat(), _("Opening"), "", "", *opening.values()]
    entries = by_account(with_reference(month.entries())).select_related("run")
    for entry in entries.iterator(chunk_size=1000):
        words = str(EntryKind(entry.kind).label)
        pence = [getattr(entry, f"in_{account}") for account in Account.values]
        run = str(entry.run.number) if entry.run else ""
        yield [entry.on.isoformat(), words, entry.reference or "", run, *pence]
    closing = ledger.balances(organisation=month.organisation, on__lte=month.last)
    yield [month.last.isoformat(), _("Closing"), "", "", *closing.values()]


def as_csv(month: Month) -> bytes:
    """Return the month as CSV; amounts in pounds, nothing that a spreadsheet takes for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows(month):
        writer.writerow(
            money.plain_pounds(cell) if isinstance(cell, int) else inert(str(cell)) for cell in row
        )
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(month: Month) -> bytes:
    """Return the month as a spreadsheet; text cells are marked as text, so none becomes a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"{month.first:%Y-%m}")
    for row in rows(month):
        sheet.append([_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: str | int) -> WriteOnlyCell:
    if isinstance(value, int):
        cell = WriteOnlyCell(sheet, value=Decimal(value) / 100)
        cell.number_format = "0.00"
        return cell
    cell = WriteOnlyCell(sheet, value=inert(str(value)))
    cell.data_type = "s"
    return cell
