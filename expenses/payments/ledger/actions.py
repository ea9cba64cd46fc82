"""The only writer of the journal: double entry, whole pence, added to and never changed.

The life of a sum: put in a run, we owe it (fees, expenses, allowances against owed to people). Paid, it
leaves the bank (owed against bank). Sent back, it is in the bank again and waits (bank against came
back). In the next run it is owed once more (came back against owed); the cost is not counted twice.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from django.db.models import Case, Exists, F, OuterRef, Subquery, Sum, Value, When

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.database.bulk import insert_from
from expenses.claims.states import Kind
from expenses.payments.ledger.models import JournalEntry, JournalLine
from expenses.payments.ledger.states import PAYMENT, Account, EntryKind
from expenses.payments.runs.models import Payment, PaymentLine

COST = {Kind.FEE: Account.FEES, Kind.EXPENSE: Account.EXPENSES, Kind.ALLOWANCE: Account.ALLOWANCES}


class DoesNotBalance(Exception):
    """The lines of an entry do not come to nothing: a mistake in our code, never in what people typed."""


def post(
    kind: EntryKind,
    source: models.Model,
    *,
    organisation_id: int,
    on: dt.date,
    lines: Mapping[Account, int],
    by: User,
) -> JournalEntry:
    """Enter one thing that happened about `source`. `lines`: pence by account, debit plus, credit minus.

    Raises DoesNotBalance; IntegrityError when this was entered before.
    """
    amounts = {account: pence for account, pence in lines.items() if pence}
    if not amounts or sum(amounts.values()) != 0:
        raise DoesNotBalance(f"{kind} {source._meta.label} {source.pk}: {dict(lines)}")
    _inside_a_transaction()
    entry = JournalEntry.objects.create(
        organisation_id=organisation_id,
        run_id=getattr(source, "run_id", None),
        kind=kind,
        source=source._meta.label,
        source_id=source.pk,
        on=on,
        by=by,
    )
    JournalLine.objects.bulk_create(
        JournalLine(entry=entry, account=account, amount_pence=pence) for account, pence in amounts.items()
    )
    return entry


def owe(payments: models.QuerySet[Payment], *, on: dt.date, by: User) -> int:
    """Enter that these payments are owed. Returns how many pence."""
    return _enter(EntryKind.OWED, payments, [*_cost(+1), (Account.OWED, -1)], on=on, by=by)


def owe_no_longer(payments: models.QuerySet[Payment], *, on: dt.date, by: User) -> int:
    """Take back what `owe` entered, for payments of which it was: they were held back or cancelled."""
    owed = JournalEntry.objects.filter(source=PAYMENT, source_id=OuterRef("pk"), kind=EntryKind.OWED)
    entered = payments.filter(Exists(owed))
    return _enter(EntryKind.NOT_OWED, entered, [*_cost(-1), (Account.OWED, +1)], on=on, by=by)


def pay(payments: models.QuerySet[Payment], *, on: dt.date, by: User) -> int:
    """Enter that these payments left the bank. Returns how many pence."""
    return _enter(EntryKind.PAID, payments, [(Account.OWED, +1), (Account.BANK, -1)], on=on, by=by)


def send_back(payment: Payment, *, on: dt.date, by: User) -> JournalEntry:
    """Enter that one payment came back: the money is in the bank and waits to be paid again."""
    lines = {Account.BANK: payment.amount_pence, Account.BOUNCED: -payment.amount_pence}
    organisation_id = payment.run.organisation_id
    return post(EntryKind.BOUNCED, payment, organisation_id=organisation_id, on=on, lines=lines, by=by)


def _cost(sign: int) -> list[tuple[Any, int]]:
    """The leg that says what the money is for: by kind, or "came back" when the cost was counted before."""
    by_kind = [When(kind=kind, then=Value(account.value)) for kind, account in COST.items()]
    return [(Case(When(payment__again=True, then=Value(Account.BOUNCED.value)), *by_kind), sign)]


def _enter(
    kind: EntryKind, payments: models.QuerySet[Payment], legs: list[tuple[Any, int]], *, on: Any, by: User
) -> int:
    """Write one entry for each payment, and its legs, each in one statement. Raises DoesNotBalance."""
    _inside_a_transaction()
    payments, at = payments.order_by(), clock.now()
    runs = list(payments.values_list("run", flat=True).distinct())
    insert_from(
        JournalEntry,
        payments,
        organisation=F("run__organisation_id"),
        run=F("run_id"),
        kind=Value(kind.value),
        source=Value(PAYMENT),
        source_id=F("pk"),
        on=Value(on, models.DateField()),
        by=Value(by.pk, models.BigIntegerField()),
        at=Value(at, models.DateTimeField()),
    )
    for account, sign in legs:
        _leg(kind, payments, account, sign)
    # What was just written, found by its run and moment. Asked for payment by payment, PostgreSQL,
    # which knows nothing yet of these rows, reads all of them again for each.
    just_now = {"entry__run__in": runs, "entry__kind": kind, "entry__source": PAYMENT, "entry__at": at}
    sums = JournalLine.objects.filter(**just_now).aggregate(
        together=Sum("amount_pence", default=0),
        debits=Sum("amount_pence", filter=models.Q(amount_pence__gt=0), default=0),
    )
    if sums["together"] != 0:
        raise DoesNotBalance(f"{kind}: {sums}")
    return sums["debits"]


def _leg(kind: EntryKind, payments: models.QuerySet[Payment], account: Any, sign: int) -> None:
    """Write one leg: a plain account from the payments, the cost leg from the lines they are made of."""
    plain = isinstance(account, Account)
    rows = payments if plain else PaymentLine.objects.filter(payment__in=payments.values("pk")).order_by()
    entry = JournalEntry.objects.filter(
        source=PAYMENT, source_id=OuterRef("pk" if plain else "payment_id"), kind=kind
    ).order_by().values("pk")  # fmt: skip
    insert_from(
        JournalLine,
        rows,
        entry=Subquery(entry),
        account=Value(account.value) if plain else account,
        amount_pence=F("amount_pence") * sign,
    )


def _inside_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of what it tells of")
