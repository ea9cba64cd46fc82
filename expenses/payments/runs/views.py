"""What finance looks at and does with a run: put together, closed, released, sent, paid, or given up."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import User
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.payments.queries import find_run, organisations_of
from expenses.payments.rules import NAMED
from expenses.payments.runs import actions, queries, rules
from expenses.payments.runs.forms import CancelForm, CheckForm, PaidForm, ReasonForm, StartForm
from expenses.payments.runs.lists import LEFT_OUT, PAYMENTS, RUNS
from expenses.payments.runs.models import PaymentRun
from expenses.payments.states import RunState


@require_safe
@permissions.permission_required("see_payments")
def list_runs(request: AuthenticatedRequest) -> HttpResponse:
    """Every run, newest first."""
    runs = PaymentRun.objects.visible_to(request.user).select_related("organisation")
    return lists.answer(request, RUNS, runs, key="-id", template="payments/list.html", context={})


@require_safe
@permissions.permission_required("see_payments")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One run: totals, what can be done next, its payments, what was left out."""
    run = find_run(request.user, ref)
    context = {
        "run": run,
        "totals": queries.totals(run),
        "actions": buttons(request.user, run),
        "left_out": queries.left_out_counts(run),
        "file": getattr(run, "bank_file", None),
        "reconciled": getattr(run, "reconciled", None),
        "may_undo": run.facts.is_recorded and request.user.can("make_payments", run.organisation_id),
        "back_url": reverse("payments:list"),
    }
    return lists.answer(
        request,
        PAYMENTS,
        run.payments.with_parts().select_related("claim"),
        key="id",
        template="payments/detail.html",
        context=context,
        about=run,
    )


def buttons(user: User, run: PaymentRun) -> list[dict[str, Any]]:
    """Return the steps that are open to this person from where the run stands, the likely one first."""
    around = [("hold", _("Check for changes")), ("cancel", _("Cancel it"))]
    steps: dict[str, list[tuple[str, str]]] = {
        RunState.DRAFT: [("lock", _("Close this run")), *around],
        RunState.LOCKED: [("release", _("Release for payment")), *around],
        RunState.RELEASED: [("export", _("Make the file")), *around],
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
    run = find_run(request.user, ref)
    return lists.answer(
        request,
        LEFT_OUT,
        run.left_out.select_related("claim__person"),
        key="id",
        template="payments/left_out.html",
        context={"run": run, "back_url": reverse("payments:detail", args=[run.ref])},
        about=run,
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def start(request: AuthenticatedRequest) -> HttpResponse:
    """Put a new run together."""
    mine = list(organisations_of(request.user, "make_payments"))
    form = StartForm(posted(request), organisations=mine, initial={"method": "bank"})
    made: list[PaymentRun] = []
    if submit(
        request,
        form,
        lambda: made.append(actions.make_run(**form.arguments(), by=request.user)),
        done=_("The run is ready. Look through it, then close it."),
    ):
        return redirect("payments:detail", made[0].ref)
    context = {
        "form": form,
        "heading": _("Make a payment run"),
        "layout": "layouts/staff.html",
        "waiting": [queries.to_pay(one) for one in mine],
        "back_url": reverse("payments:list"),
    }
    return render(request, "payments/start.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def lock(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Close a run to changes."""
    run = find_run(request.user, ref, "make_payments")
    form = CheckForm(posted(request), submit_label=_("Close this run"))
    done = _("The run is closed. Someone else now has to release it.")
    if submit(request, form, lambda: actions.lock_run(run, by=request.user), done=done):
        return redirect("payments:detail", run.ref)
    lead = _("After this, a second person has to release it.")
    return step_page(request, run, form, heading=_("Close this run"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("release_payments")
@step_up
@idempotent
def release(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Release a run as the second person."""
    run = find_run(request.user, ref, "release_payments")
    pays_them = queries.own_payments(run, request.user).exists()
    if why := rules.why_not_release(run, request.user, pays_them=pays_them):
        messages.error(request, why)
        return redirect("payments:detail", run.ref)
    form = CheckForm(posted(request), submit_label=_("Release for payment"))
    done = _("The run is released. Next: make the file.")
    if submit(request, form, lambda: actions.release_run(run, by=request.user), done=done):
        return redirect("payments:detail", run.ref)
    lead = _("You confirm that these people may be paid these amounts.")
    who, numbers = queries.in_earlier_files(run)
    if who and request.method == "GET":
        messages.warning(request, rules.file_before(who, numbers))
    return step_page(request, run, form, heading=_("Release for payment"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def export(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Make the file, once."""
    run = find_run(request.user, ref, "make_payments")
    form = CheckForm(posted(request), submit_label=_("Make the file"))
    done = _("The file is ready. Download it below.")
    shut = [one.payee_name for one in queries.unreadable(run)] if request.method == "POST" else []
    if submit(request, form, lambda: actions.export_run(run, by=request.user), done=done):
        if shut:
            messages.warning(request, rules.held_back(shut))
        return redirect("payments:detail", run.ref)
    lead = _("The file is made once and kept. You can download it as often as you need.")
    return step_page(request, run, form, heading=_("Make the file"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that the bank paid a run."""
    run = find_run(request.user, ref, "make_payments")
    form = PaidForm(posted(request), initial={"paid_on": clock.today()})
    done = _("Recorded. Everyone in this run will get a message.")
    if submit(
        request, form, lambda: actions.record_paid(run, **form.cleaned_data, by=request.user), done=done
    ):
        return redirect("payments:detail", run.ref)
    lead = _("Everyone in this run will then get a message that the money is on its way.")
    return step_page(request, run, form, heading=_("Record as paid"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def cancel(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give up a run."""
    run = find_run(request.user, ref, "make_payments")
    form = CancelForm(posted(request), file_made=run.facts.is_exported)
    done = _("The run is cancelled. Its claims will wait for the next one.")
    if submit(
        request,
        form,
        lambda: actions.cancel_run(run, why=form.cleaned_data["why"], by=request.user),
        done=done,
    ):
        return redirect("payments:detail", run.ref)
    lead = _("Its claims will wait for the next run. Nobody loses anything.")
    return step_page(request, run, form, heading=_("Cancel this run"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def hold(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Hold back the payments that no longer fit, because details or claims have changed."""
    run = find_run(request.user, ref, "make_payments")
    wrong = list(queries.to_hold(run)[: NAMED * 10])
    if not wrong and request.method == "GET":
        messages.success(request, _("Nothing has changed."))
        return redirect("payments:detail", run.ref)
    form = ReasonForm(posted(request), submit_label=_("Hold these payments back"))
    done = _("These payments are held back. Their claims will wait for the next run.")
    if submit(
        request,
        form,
        lambda: actions.hold_payments(queries.to_hold(run), run, **form.cleaned_data, by=request.user),
        done=done,
    ):
        return redirect("payments:detail", run.ref)
    lead = _("Something has changed for: %(who)s.") % {"who": ", ".join(one.payee_name for one in wrong)}
    return step_page(request, run, form, heading=_("Hold payments back"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def hold_one(request: AuthenticatedRequest, ref: str, claim: str) -> HttpResponse:
    """Hold one payment back."""
    run = find_run(request.user, ref, "make_payments")
    payment = get_object_or_404(run.payments.live(), claim__ref=claim)
    form = ReasonForm(posted(request), submit_label=_("Hold this payment back"))
    chosen = run.payments.filter(pk=payment.pk)
    done = _("The payment is held back. The claim will wait for the next run.")
    if submit(
        request,
        form,
        lambda: actions.hold_payments(chosen, run, **form.cleaned_data, by=request.user),
        done=done,
    ):
        return redirect("payments:detail", run.ref)
    totals = queries.one_payment(payment)
    return step_page(
        request, run, form, heading=_("Hold a payment back"), lead=payment.payee_name, totals=totals
    )


def step_page(
    request: AuthenticatedRequest,
    run: PaymentRun,
    form: Form,
    *,
    heading: str,
    lead: str,
    totals: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """Show the page of a step. `totals` is what it is about, when that is not the whole run."""
    context = {
        "form": form,
        "run": run,
        "totals": totals or queries.totals(run),
        "heading": heading,
        "caption": str(run),
        "lead": lead,
        "layout": "layouts/staff.html",
        "back_url": reverse("payments:detail", args=[run.ref]),
    }
    return render(request, "payments/step.html", context)


def posted(request: AuthenticatedRequest) -> QueryDict | None:
    """Return what was sent, even when that is an empty form: a step is a button and nothing else."""
    return request.POST if request.method == "POST" else None
