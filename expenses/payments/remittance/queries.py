"""One payment as a document to keep, and what one person was paid for their time in a tax year.

Fees alone, by organisation; costs stand apart.

A tax year runs from 6 April to 5 April (UK days). A fee counts on the day the money left the bank. What
came back does not count; paid again, it counts on the day it was paid again.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Sum

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.documents.description import Document
from expenses.claims.earlier.models import EarlierPayment
from expenses.claims.states import Kind
from expenses.payees.states import Route
from expenses.payments.remittance.rules import remittance
from expenses.payments.runs.models import Payment, PaymentLine
from expenses.payments.runs.notifications import facts
from expenses.payments.states import Result

TRADING_ALLOWANCE_PENCE = 1_000_00
"""Self-employed and miscellaneous income together, up to which nothing need be reported (HMRC-SA16)."""


@dataclass
class Paid:
    """What one organisation paid one person in one tax year, in pence.

    `given` is the part of the fees that went to a charity of their choice, `before` what all three hold from
    the organisation's earlier records.
    """

    organisation: str
    fee: int = 0
    expense: int = 0
    allowance: int = 0
    given: int = 0
    before: int = 0

    @property
    def over_allowance(self) -> bool:
        """Whether these fees alone pass the trading allowance. Exactly the allowance does not."""
        return self.fee > TRADING_ALLOWANCE_PENCE


@dataclass
class TaxYear:
    """One tax year, from its 6 April, with what each organisation paid."""

    start: dt.date
    paid: list[Paid] = field(default_factory=list)

    @property
    def end(self) -> dt.date:
        return dt.date(self.start.year + 1, 4, 5)


def tax_years_of(person: Person) -> list[TaxYear]:
    """Return the tax years in which a person was paid, here or before, the newest first. Two queries."""
    rows = (
        PaymentLine.objects.filter(payment__person=person, payment__result=Result.PAID)
        .order_by()
        .values_list("run__organisation__name", "run__paid_on", "payment__method", "kind")
        .annotate(sum=Sum("amount_pence"))
    )
    found: dict[dt.date, dict[str, Paid]] = defaultdict(dict)
    for organisation, paid_on, method, kind, pence in rows:
        year = found[clock.tax_year_start(paid_on)]
        paid = year.setdefault(organisation, Paid(organisation))
        setattr(paid, kind, getattr(paid, kind) + pence)
        if kind == Kind.FEE and method == Route.CHARITY:
            paid.given += pence
    before = EarlierPayment.objects.filter(person=person).order_by()
    for organisation, paid_on, kind, pence in before.values_list(
        "organisation__name", "paid_on", "kind", "amount_pence"
    ):
        paid = found[clock.tax_year_start(paid_on)].setdefault(organisation, Paid(organisation))
        setattr(paid, kind, getattr(paid, kind) + pence)
        paid.before += pence
    return [
        TaxYear(start, sorted(found[start].values(), key=lambda one: one.organisation))
        for start in sorted(found, reverse=True)
    ]


LOADED = ("run__organisation", "claim__project", "claim__meeting", "bank_details")


def as_document(payment: Payment, *, for_payee: bool) -> Document:
    """Return what one payment was; needs what `LOADED` names."""
    lines = payment.lines.select_related("claim_line").order_by("claim_line__activity_date", "claim_line_id")
    return remittance(payment, facts(payment), lines, for_payee=for_payee)
