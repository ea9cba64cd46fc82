"""The month of an organisation, from the ledger alone: pence in, pence out, nothing counted twice."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, CharField, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
from expenses.payments.ledger.models import JournalEntry, JournalLine
from expenses.payments.ledger.queries import balances
from expenses.payments.ledger.states import PAYMENT, Account, EntryKind
from expenses.payments.month_end.rules import DEBT, Closing, Month, SheetRow, owed
from expenses.payments.results.models import ReportLine
from expenses.payments.runs.models import Payment, PaymentRun
from expenses.payments.states import RunState


def entries_of(month: Month) -> QuerySet[JournalEntry]:
    """What happened in a month."""
    return JournalEntry.objects.filter(
        organisation=month.organisation, on__gte=month.first, on__lte=month.last
    )


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
    at_end = balances(organisation=month.organisation, on__lte=month.last)
    return Closing(
        opening=owed(balances(organisation=month.organisation, on__lt=month.first)),
        moved={kind: by_kind[kind] for kind in EntryKind.values if kind in by_kind},
        closing=owed(at_end),
        trial_balance=sum(at_end.values()),
    )


def with_reference(entries: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
    """Add to each entry the `reference` of the payment it is about, and its `pence`."""
    payment = Payment.objects.filter(pk=OuterRef("source_id")).values("reference")
    debits = JournalLine.objects.filter(entry=OuterRef("pk"), amount_pence__gt=0).order_by().values("entry")
    return entries.annotate(
        reference=Case(
            When(source=PAYMENT, then=Subquery(payment)),
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


def sheet_of(month: Month) -> Iterator[SheetRow]:
    """Yield heading, opening, one row for each entry, closing. Text as text, money as whole pence."""
    accounts = [str(capfirst(account.label)) for account in Account]
    yield [_("Day"), _("What happened"), _("Reference"), _("Run"), *accounts]
    opening = balances(organisation=month.organisation, on__lt=month.first)
    yield [month.first.isoformat(), _("Opening"), "", "", *opening.values()]
    entries = by_account(with_reference(entries_of(month))).select_related("run")
    for entry in entries.iterator(chunk_size=1000):
        words = str(EntryKind(entry.kind).label)
        pence = [getattr(entry, f"in_{account}") for account in Account.values]
        run = str(entry.run.number) if entry.run else ""
        yield [entry.on.isoformat(), words, entry.reference or "", run, *pence]
    closing = balances(organisation=month.organisation, on__lte=month.last)
    yield [month.last.isoformat(), _("Closing"), "", "", *closing.values()]


def open_things(month: Month) -> dict[str, int]:
    """Return what stands between finance and a closed month, as numbers."""
    runs = PaymentRun.objects.filter(organisation=month.organisation)
    return {
        "waiting_runs": runs.filter(
            Q(status__in=[RunState.DRAFT, RunState.LOCKED, RunState.RELEASED, RunState.EXPORTED]),
            made_at__lte=clock.end_of_day(month.last),
        ).count(),
        "not_reconciled": runs.filter(
            status=RunState.RECORDED, paid_on__lte=month.last, reconciled=None
        ).count(),
        "differences": ReportLine.objects.different().filter(report__organisation=month.organisation).count(),
    }
