"""Every kind of promise of payments: a worker learns them here, each stands in its topic."""

from expenses.payments.advances import promises as advances
from expenses.payments.runs import promises as runs
from expenses.payments.waits import promises as waits

__all__ = ["advances", "runs", "waits"]
