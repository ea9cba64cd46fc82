"""What the ledger says: pence by account, and whether everything comes to nothing."""

from typing import Any

from django.db.models import Sum

from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.history.queries import entries_about
from expenses.payments.ledger.models import JournalLine
from expenses.payments.ledger.states import Account
from expenses.payments.runs.models import PaymentRun


def balances(**of: Any) -> dict[str, int]:
    """Return pence by account, every account named. `of` filters entries: organisation=, run=, on__lte=…"""
    chosen = {f"entry__{name}": value for name, value in of.items()}
    sums = (
        JournalLine.objects.filter(**chosen).values_list("account").annotate(Sum("amount_pence")).order_by()
    )
    return {account.value: 0 for account in Account} | dict(sums)


def trial_balance(**of: Any) -> int:
    """Return the sum of all accounts in pence. Anything but 0 means that somebody got round the ledger."""
    return sum(balances(**of).values())


def steps_taken(run: PaymentRun) -> list[HistoryEntry]:
    """Return who did what with a run, newest first."""
    return list(entries_about(run).prefetch_related("by__people")[:20])
