"""What finance does with a run, one page a step: look at it, then press the button."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.accounts.models import Organisation
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.models import Claim
from expenses.payments import actions, figures, payable, replies, rules
from expenses.payments.forms import (
    BouncedForm,
    CancelForm,
    CheckForm,
    PaidForm,
    ReasonForm,
    ReplyForm,
    StartForm,
)
from expenses.payments.models import PaymentRun
from expenses.payments.outcomes import Confirmation
from expenses.payments.states import RunState
from expenses.payments.views import found


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def start(request: AuthenticatedRequest) -> HttpResponse:
    """Put a new run together."""
    mine = list(Organisation.objects.filter(pk__in=request.user.organisation_ids("make_payments")))
    form = StartForm(posted(request), organisations=mine, initial={"method": "bank"})
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.make_run(
                organisation=form.chosen(),
                by=request.user,
                method=form.cleaned_data["method"],
                statement_reference=form.cleaned_data["statement_reference"],
            )
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The run is put together. Look through it, then close it."))
            return redirect("payments:detail", run.ref)
    context = {
        "form": form,
        "heading": _("Make a payment run"),
        "layout": "layouts/staff.html",
        "waiting": [figures.waiting(one) for one in mine],
        "back_url": reverse("payments:list"),
    }
    return render(request, "payments/start.html", context)


def step_page(
    request: AuthenticatedRequest,
    run: PaymentRun,
    form: Any,
    *,
    heading: str,
    lead: str,
    act: Callable[[], Any],
    done: str,
    totals: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """Show the page of a step, or take the step and go back to the run; a refusal is shown there too.

    `totals` is what the step is about, when that is not the whole run.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("payments:detail", run.ref)
    context = {
        "form": form,
        "run": run,
        "totals": totals or figures.totals(run),
        "heading": heading,
        "caption": str(run),
        "lead": lead,
        "layout": "layouts/staff.html",
        "back_url": reverse("payments:detail", args=[run.ref]),
    }
    return render(request, "payments/step.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def lock(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Close a run to changes."""
    run = mine(request, ref)
    return step_page(
        request,
        run,
        CheckForm(posted(request), submit_label=_("Close this run")),
        heading=_("Close this run"),
        lead=_("After this a second person has to release it."),
        act=lambda: actions.lock_run(run, by=request.user),
        done=_("The run is closed. Now somebody else has to release it."),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("release_payments")
@step_up
@idempotent
def release(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Release a run as the second person."""
    run = mine(request, ref, "release_payments")
    if why := rules.why_not_release(run, request.user):
        messages.error(request, why)
        return redirect("payments:detail", run.ref)
    return step_page(
        request,
        run,
        CheckForm(posted(request), submit_label=_("Release for payment")),
        heading=_("Release for payment"),
        lead=_("You say that these people may be paid these amounts."),
        act=lambda: actions.release_run(run, by=request.user),
        done=_("The run is released. Next: make the file."),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def export(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Make the file, once."""
    run = mine(request, ref)
    return step_page(
        request,
        run,
        CheckForm(posted(request), submit_label=_("Make the file")),
        heading=_("Make the file"),
        lead=_("The file is made once and kept. You can download it as often as you need."),
        act=lambda: actions.export_run(run, by=request.user),
        done=_("The file is made. Download it below."),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that the bank paid a run."""
    run = mine(request, ref)
    form = PaidForm(posted(request), initial={"paid_on": clock.today()})
    return step_page(
        request,
        run,
        form,
        heading=_("Record as paid"),
        lead=_("Everybody in this run then gets a message that the money is on its way."),
        act=lambda: actions.record_paid(run, paid_on=form.cleaned_data["paid_on"], by=request.user),
        done=_("Recorded. Everybody in this run gets a message."),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def cancel(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give up a run."""
    run = mine(request, ref)
    form = CancelForm(posted(request), file_made=run.status == RunState.EXPORTED)
    return step_page(
        request,
        run,
        form,
        heading=_("Cancel this run"),
        lead=_("Its claims wait for the next run. Nobody loses anything."),
        act=lambda: actions.cancel_run(run, why=form.cleaned_data["why"], by=request.user),
        done=_("The run is cancelled. Its claims wait for the next one."),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def hold(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Hold back the payments that no longer fit, because details or claims have changed."""
    run = mine(request, ref)
    wrong = list(payable.misfits(run)[: rules.NAMED * 10])
    if not wrong and request.method == "GET":
        messages.success(request, _("Everything still fits."))
        return redirect("payments:detail", run.ref)
    form = ReasonForm(posted(request), submit_label=_("Hold these payments back"))
    return step_page(
        request,
        run,
        form,
        heading=_("Hold payments back"),
        lead=_("Something has changed for: %(who)s.") % {"who": ", ".join(one.payee_name for one in wrong)},
        act=lambda: actions.hold_payments(
            payable.misfits(run), run, why=form.cleaned_data["why"], by=request.user
        ),
        done=_("These payments are held back. Their claims wait for the next run."),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def hold_one(request: AuthenticatedRequest, ref: str, claim: str) -> HttpResponse:
    """Hold one payment back."""
    run = mine(request, ref)
    payment = get_object_or_404(run.payments.live(), claim__ref=claim)
    form = ReasonForm(posted(request), submit_label=_("Hold this payment back"))
    chosen = run.payments.filter(pk=payment.pk)
    return step_page(
        request,
        run,
        form,
        heading=_("Hold a payment back"),
        lead=payment.payee_name,
        act=lambda: actions.hold_payments(chosen, run, why=form.cleaned_data["why"], by=request.user),
        done=_("The payment is held back. The claim waits for the next run."),
        totals=figures.one_payment(payment),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def bounced(request: AuthenticatedRequest, ref: str, claim: str) -> HttpResponse:
    """Record that a payment came back."""
    run = mine(request, ref)
    payment = get_object_or_404(run.payments.live(), claim__ref=claim)
    form = BouncedForm(posted(request), initial={"on": clock.today()})
    return step_page(
        request,
        run,
        form,
        heading=_("A payment came back"),
        lead=payment.payee_name,
        act=lambda: replies.record_bounced(payment, **form.cleaned_data, by=request.user),
        done=_("Recorded. The claim waits for the next run, and the person gets a message."),
        totals=figures.one_payment(payment),
    )


def posted(request: AuthenticatedRequest) -> QueryDict | None:
    """Return what was sent, even when that is an empty form: a step is a button and nothing else."""
    return request.POST if request.method == "POST" else None


def mine(request: AuthenticatedRequest, ref: str, capability: str = "make_payments") -> PaymentRun:
    """Return a run the person may act on. Raises Http404, PermissionDenied."""
    run = found(request, ref)
    permissions.allow(request.user, capability, run.organisation_id)
    return run


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_payments")
@idempotent
def question(request: AuthenticatedRequest, claim: str) -> HttpResponse:
    """What a payee said about a payment, and our answer."""
    seen = Claim.objects.filter(organisation__in=request.user.organisation_ids("see_payments"))
    about = permissions.get_visible_or_404(seen.select_related("person"), claim)
    said = (
        Confirmation.objects.filter(payment__claim=about).select_related("payment", "reply").order_by("-id")
    )
    open_one = next((one for one in said if one.answer != "came" and not hasattr(one, "reply")), None)
    form = ReplyForm(posted(request))
    if request.method == "POST" and open_one and form.is_valid():
        try:
            replies.answer(open_one, words=form.cleaned_data["words"], by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your answer is on its way."))
        return redirect("payments:question", about.ref)
    context = {
        "claim": about,
        "said": said,
        "form": form if open_one else None,
        "heading": _("What %(name)s told us about a payment") % {"name": about.person.name},
        "back_url": reverse("payments:list"),
    }
    return render(request, "payments/question.html", context)
