"""The ledger, account by account."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coproduce.foundation import money, permissions
from coproduce.foundation.pages.requests import AuthenticatedRequest
from expenses.payments.ledger import queries
from expenses.payments.ledger.states import Account
from expenses.payments.queries import find_run, organisations_of


@require_safe
@permissions.permission_required("see_payments")
def trial_balance(request: AuthenticatedRequest, ref: str = "") -> HttpResponse:
    """The ledger, account by account: of one run and who did what with it, or of each organisation."""
    run = find_run(request.user, ref) if ref else None
    if run:
        books = [(str(run), queries.balances(run=run))]
    else:
        mine = organisations_of(request.user, "see_payments")
        books = [(one.name, queries.balances(organisation=one)) for one in mine]
    back = reverse("payments:detail", args=[run.ref]) if run else reverse("payments:list")
    context = {
        "books": [(name, accounts(balances)) for name, balances in books],
        "steps": queries.steps_taken(run) if run else [],
        "back_url": back,
    }
    return render(request, "payments/ledger.html", context)


def accounts(balances: dict[str, int]) -> list[dict[str, str]]:
    """Return balances as rows of a summary list, with the sum that must be nothing."""
    rows: list[dict[str, str]] = [
        {"label": str(capfirst(Account(name).label)), "value": money.pounds(pence)}
        for name, pence in balances.items()
    ]
    return [*rows, {"label": _("Total (must be zero)"), "value": money.pounds(sum(balances.values()))}]
