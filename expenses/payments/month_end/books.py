"""The month of an organisation, from the ledger alone: pence in, pence out, nothing counted twice."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Min, OuterRef, QuerySet, Subquery, Sum, Value, When

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
from expenses.payments import ledger
from expenses.payments.journal import JournalEntry, JournalLine
from expenses.payments.models import Payment
from expenses.payments.states import Account, EntryKind

DEBT = (Account.OWED, Account.BOUNCED)  # what we owe people: put in a run, or come back to be paid again


@dataclass(frozen=True)
class Month:
    """A calendar month of one organisation."""

    organisation: Organisation
    first: dt.date

    @property
    def last(self) -> dt.date:
        return next_month(self.first) - dt.timedelta(days=1)

    def entries(self) -> QuerySet[JournalEntry]:
        """What happened in the month."""
        return JournalEntry.objects.filter(
            organisation=self.organisation, on__gte=self.first, on__lte=self.last
        )


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
        return self.opening + sum(self.moved.values()) == self.closing and self.trial_balance == 0


def close(month: Month) -> Closing:
    """Return the figures of a month; four questions to the ledger, however much happened."""
    within = {"entry__on__gte": month.first, "entry__on__lte": month.last}
    moved = (
        JournalLine.objects.filter(entry__organisation=month.organisation, account__in=DEBT, **within)
        .order_by()
        .values_list("entry__kind")
        .annotate(Sum("amount_pence"))
    )
    by_kind = {kind: -pence for kind, pence in moved if pence}
    at_end = ledger.balances(organisation=month.organisation, on__lte=month.last)
    return Closing(
        opening=owed(ledger.balances(organisation=month.organisation, on__lt=month.first)),
        moved={kind: by_kind[kind] for kind in EntryKind.values if kind in by_kind},
        closing=owed(at_end),
        trial_balance=sum(at_end.values()),
    )


def owed(balances: dict[str, int]) -> int:
    """Return what we owe people by these balances, in pence, as a plus."""
    return -sum(balances[account] for account in DEBT)


def with_reference(entries: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
    """Add to each entry the `reference` of the payment it is about, and its `pence`."""
    payment = Payment.objects.filter(pk=OuterRef("source_id")).values("reference")
    debits = JournalLine.objects.filter(entry=OuterRef("pk"), amount_pence__gt=0).order_by().values("entry")
    return entries.annotate(
        reference=Case(
            When(source=ledger.PAYMENT, then=Subquery(payment)),
            default=Value(""),
            output_field=CharField(),
        ),
        pence=Subquery(debits.annotate(sum=Sum("amount_pence")).values("sum")),
    )


def by_account(entries: QuerySet[JournalEntry]) -> QuerySet[Any]:
    """Add to each entry a column for each account, in pence: debit plus, credit minus."""
    columns = {
        f"in_{account}": Sum(
            Case(When(lines__account=account, then=F("lines__amount_pence")), default=Value(0))
        )
        for account in Account.values
    }
    return entries.annotate(**columns).order_by("on", "pk")


def months_of(organisation: Organisation) -> list[dt.date]:
    """Return the first days of the months with a ledger, newest first, to this month."""
    began = JournalEntry.objects.filter(organisation=organisation).aggregate(first=Min("on"))["first"]
    months, day = [], clock.today().replace(day=1)
    while began and day >= began.replace(day=1):
        months.append(day)
        day = (day - dt.timedelta(days=1)).replace(day=1)
    return months


def next_month(first: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (first + dt.timedelta(days=32)).replace(day=1)
