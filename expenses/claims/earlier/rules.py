"""The columns of a file of what was paid before."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.people.importing.rules import cells
from contributors.people.importing.rules.kinds import Column
from contributors.people.records.rules import Keep, day_of
from coproduce.foundation import fields
from coproduce.foundation.documents.spreadsheet import Kind as Cell
from coproduce.foundation.money import pounds
from expenses.claims.states import Kind

_money = fields.MoneyField(required=False)


def amount(text: str, mark: str) -> Any:
    """Return whole pence. A number of a spreadsheet is one: it cannot have lost anything."""
    if mark == "date":
        raise ValidationError(_("a spreadsheet has turned this into a day. Type the amount again."))
    return _money.clean(text)


COLUMNS = (
    Column(
        "paid_on",
        _lazy("Paid on"),
        cells.day,
        ("date", "date paid", "payment date", "paid"),
        needed=True,
        kind=Cell.DAY,
        example="3 April 2025",
    ),
    Column(
        "kind",
        _lazy("Fee, expense or allowance"),
        cells.one_of(lambda: Kind.choices),
        ("kind", "type", "fee or expense", "payment type"),
        needed=True,
        example="fee",
    ),
    Column(
        "amount",
        _lazy("Amount"),
        amount,
        ("sum", "total", "value", "pounds", "£", "amount (£)", "amount paid"),
        needed=True,
        kind=Cell.POUNDS,
        example="75.00",
    ),
    Column(
        "what",
        _lazy("What for"),
        cells.of_field(fields.LineField(max_length=120)),
        ("what", "activity", "description", "details"),
        example="Steering group",
    ),
)
KEEPS: dict[str, Keep] = {
    "paid_on": day_of("paid_on"),
    "kind": Keep("kind", show=lambda value: str(Kind(value).label), needed=True),
    "amount": Keep("amount_pence", show=pounds, needed=True),
    "what": Keep("what"),
}
