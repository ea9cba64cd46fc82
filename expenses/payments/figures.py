"""What pages show of runs and payments: strings and rows, prepared here so that templates only draw."""

from typing import Any

from django.db.models import Count, F, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation
from coproduce.foundation import money
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.lazy import LazyStr
from expenses.payments import payable
from expenses.payments.models import LeftOut, Payment, PaymentRun
from expenses.payments.states import Account, Method, Reason


def totals(run: PaymentRun) -> list[dict[str, str]]:
    """Return the run's totals as rows of a summary list; fees, expenses and allowances stay apart."""
    rows = [
        (_("Payments"), f"{run.payment_count:,}"),
        (_("Fees"), money.pounds(run.fee_pence)),
        (_("Expenses"), money.pounds(run.expense_pence)),
        (_("Allowances"), money.pounds(run.allowance_pence)),
        (_("Together"), money.pounds(run.total_pence)),
    ]
    return [{"label": label, "value": value} for label, value in rows]


def one_payment(payment: Payment) -> list[dict[str, str]]:
    """Return one payment as rows of a summary list."""
    return [
        {"label": _("Payment"), "value": money.pounds(payment.amount_pence)},
        {"label": _("Reference"), "value": payment.reference},
    ]


def steps_taken(run: PaymentRun) -> list[Any]:
    """Return who did what with a run, newest first."""
    return list(entries_about(run).prefetch_related("by__people")[:20])


def waiting(organisation: Organisation) -> dict[str, Any]:
    """Return what a run of each method would hold now, and why other claims would stay out."""
    return {
        "organisation": organisation,
        "methods": [
            {"label": method.label, **_sums(payable.ready(organisation, method))} for method in Method
        ],
        "reasons": _reasons(payable.not_ready(organisation, Method.BANK)),
    }


def _sums(claims: Any) -> dict[str, Any]:
    lines = (
        claims.order_by()
        .filter(lines__status="approved")
        .aggregate(
            claims=Count("pk", distinct=True),
            pence=Sum(F("lines__amount_pence") - F("lines__covered_pence"), default=0),
        )
    )
    return {
        "number": lines["claims"],
        "claims": f"{lines['claims']:,}",
        "amount": money.pounds(lines["pence"]),
    }


def _reasons(claims: Any) -> list[tuple[LazyStr, int]]:
    counted = claims.order_by().values_list("reason").annotate(Count("pk"))
    return [(Reason(reason).label, number) for reason, number in sorted(counted)]


def left_out_counts(run: PaymentRun) -> list[tuple[LazyStr, int]]:
    """Return how many claims a run left out, by reason."""
    return _reasons(LeftOut.objects.filter(run=run))


def accounts(balances: dict[str, int]) -> list[dict[str, str]]:
    """Return balances as rows of a summary list, with the sum that must be nothing."""
    rows: list[dict[str, str]] = [
        {"label": str(capfirst(Account(name).label)), "value": money.pounds(pence)}
        for name, pence in balances.items()
    ]
    return [*rows, {"label": _("Together (must be nothing)"), "value": money.pounds(sum(balances.values()))}]
