"""What finance looks at: runs, what is in one, what was left out, names as banks write them, the ledger."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contributors.accounts.models import Organisation, User
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import paging, permissions
from coproduce.foundation.history import actions as history
from coproduce.foundation.requests import AuthenticatedRequest
from expenses.payees.details import account_name
from expenses.payments import bank_file, figures, ledger
from expenses.payments.letters import bank_text
from expenses.payments.models import BankFile, PaymentRun
from expenses.payments.states import RunState


def found(request: AuthenticatedRequest, ref: str) -> PaymentRun:
    """Return the run among those the person may see. Raises Http404."""
    runs = PaymentRun.objects.visible_to(request.user).select_related(
        "organisation", "bank_file", "reconciled__by"
    )
    return permissions.get_visible_or_404(runs, ref)


@require_safe
@permissions.permission_required("see_payments")
def list_runs(request: AuthenticatedRequest) -> HttpResponse:
    """Every run, newest first."""
    runs = PaymentRun.objects.visible_to(request.user).select_related("organisation")
    state = request.GET.get("status", "")
    if state in RunState.values:
        runs = runs.filter(status=state)
    page = paging.page(runs, request, key="-id")
    context = {"page": page, "state": state, "states": RunState.choices}
    return render(request, "payments/list.html", context)


@require_safe
@permissions.permission_required("see_payments")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One run: totals, what can be done next, its payments, what was left out."""
    run = found(request, ref)
    page = paging.page(run.payments.with_parts().select_related("claim"), request, key="id")
    context = {
        "run": run,
        "totals": figures.totals(run),
        "actions": buttons(request.user, run),
        "page": page,
        "left_out": figures.left_out_counts(run),
        "file": getattr(run, "bank_file", None),
        "reconciled": getattr(run, "reconciled", None),
        "may_undo": run.facts.is_recorded and request.user.can("make_payments", run.organisation_id),
        "back_url": reverse("payments:list"),
    }
    return render(request, "payments/detail.html", context)


def buttons(user: User, run: PaymentRun) -> list[dict[str, Any]]:
    """Return the steps that are open to this person from where the run stands, the likely one first."""
    steps: dict[str, list[tuple[str, str]]] = {
        RunState.DRAFT: [
            ("lock", _("Close this run")),
            ("hold", _("Check for changes")),
            ("cancel", _("Cancel it")),
        ],
        RunState.LOCKED: [
            ("release", _("Release for payment")),
            ("hold", _("Check for changes")),
            ("cancel", _("Cancel it")),
        ],
        RunState.RELEASED: [
            ("export", _("Make the file")),
            ("hold", _("Check for changes")),
            ("cancel", _("Cancel it")),
        ],
        RunState.EXPORTED: [("record", _("Record as paid")), ("cancel", _("Cancel it"))],
    }
    return [
        {
            "label": label,
            "url": reverse(f"payments:{step}", args=[run.ref]),
            "kind": "secondary" if place else "",
        }
        for place, (step, label) in enumerate(steps.get(run.status, []))
        if user.can("release_payments" if step == "release" else "make_payments", run.organisation_id)
    ]


@require_safe
@permissions.permission_required("see_payments")
def left_out(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The claims a run had to leave out, and why."""
    run = found(request, ref)
    page = paging.page(run.left_out.select_related("claim__person"), request, key="id")
    context = {"run": run, "page": page, "back_url": reverse("payments:detail", args=[run.ref])}
    return render(request, "payments/left_out.html", context)


@require_safe
@permissions.permission_required("see_payments")
@step_up
def names(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Account names as typed and as the bank file writes them, before the file is made."""
    run = found(request, ref)
    permissions.allow(request.user, "make_payments", run.organisation_id)
    page = paging.page(run.payments.live().select_related("claim", "bank_details"), request, key="id")
    for payment in page:
        payment.typed = account_name(payment.bank_details) if payment.bank_details else payment.payee_name
        payment.written = bank_text(payment.typed)
    with transaction.atomic():
        history.record(run, "account names looked at", by=request.user, detail={"payments": len(page)})
    context = {"run": run, "page": page, "back_url": reverse("payments:detail", args=[run.ref])}
    return render(request, "payments/names.html", context)


@require_safe
@permissions.permission_required("see_payments")
@step_up
def download(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give out the frozen file, the same bytes every time. Who took it is written down."""
    run = found(request, ref)
    permissions.allow(request.user, "make_payments", run.organisation_id)
    file = get_object_or_404(BankFile, run=run)
    content = bank_file.content(file)
    with transaction.atomic():
        history.record(run, "file downloaded", by=request.user, detail={"sha256": file.sha256})
    kind = "text/plain; charset=us-ascii" if file.name.endswith(".txt") else "text/csv; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
@permissions.permission_required("see_payments")
def trial_balance(request: AuthenticatedRequest, ref: str = "") -> HttpResponse:
    """The ledger, account by account: of one run and who did what with it, or of each organisation."""
    run = found(request, ref) if ref else None
    if run:
        books = [(str(run), ledger.balances(run=run))]
    else:
        mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("see_payments"))
        books = [(one.name, ledger.balances(organisation=one)) for one in mine]
    back = reverse("payments:detail", args=[run.ref]) if run else reverse("payments:list")
    context = {
        "books": [(name, figures.accounts(balances)) for name, balances in books],
        "steps": figures.steps_taken(run) if run else [],
        "back_url": back,
    }
    return render(request, "payments/ledger.html", context)
