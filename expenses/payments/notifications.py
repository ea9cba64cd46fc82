"""Every kind of notification of payments: a worker learns them here, each stands in its topic."""

from expenses.payments.advances import notifications as advances
from expenses.payments.questions import notifications as questions
from expenses.payments.results import notifications as results
from expenses.payments.runs import notifications as runs

__all__ = ["advances", "questions", "results", "runs"]
