"""What finance does with files from the bank: read one, record what fits, explain what does not."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contributors.accounts.models import Organisation
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.requests import AuthenticatedRequest
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.reports import actions, figures
from expenses.payments.reports.forms import RecordForm, RecordResultsForm, RulesForm, UploadForm, WhyForm
from expenses.payments.reports.models import BankReport, ReportLine
from expenses.payments.reports.states import Kind
from expenses.payments.reports.views import found

STAFF = "layouts/staff.html"


def mine(request: AuthenticatedRequest, ref: str) -> BankReport:
    """Return a file the person may act on. Raises Http404, PermissionDenied."""
    report = found(request, ref)
    permissions.allow(request.user, "make_payments", report.organisation_id)
    return report


def organisations_of(request: AuthenticatedRequest, kind: str) -> list[Organisation]:
    """Return where the person makes payments. Raises Http404 for a kind of file there is not."""
    if kind not in Kind.values:
        raise Http404
    return list(Organisation.objects.filter(pk__in=request.user.organisation_ids("make_payments")))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def upload(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    """Read a file from the bank."""
    organisations = organisations_of(request, kind)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, organisations=organisations, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.keep(
                form.cleaned_data["reading"], organisation=form.chosen(), kind=kind, by=request.user
            )
        except actions.SeenBefore as refusal:
            report = refusal.report
            messages.info(request, str(refusal))
        return redirect("payments:report", report.ref)
    form.secondary = (_("What the bank calls its columns"), reverse("payments:report_columns", args=[kind]))
    return page(request, form, Kind(kind).label, back=reverse("payments:reports"))


def page(
    request: AuthenticatedRequest, form: Any, heading: LazyStr, *, back: str, lead: str = ""
) -> HttpResponse:
    """Show a page that is one form."""
    context = {"form": form, "heading": heading, "lead": lead, "layout": STAFF, "back_url": back}
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@step_up
@idempotent
def columns(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    """What the bank calls its columns."""
    organisations = organisations_of(request, kind)
    usual = vars(actions.rules_of(organisations[0], kind))
    form = RulesForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations,
        kind=kind,
        initial=usual,
    )
    if request.method == "POST" and form.is_valid():
        actions.set_rules(kind=kind, by=request.user, **form.arguments())
        messages.success(request, _("The columns are saved."))
        return redirect("payments:report_upload", kind)
    back = reverse("payments:report_upload", args=[kind])
    return page(request, form, _("What the bank calls its columns"), back=back)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@step_up
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record every line that fits."""
    report = mine(request, ref)
    asked = RecordResultsForm if report.kind == Kind.RESULTS else RecordForm
    form = asked(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record(report, by=request.user, **form.cleaned_data)
        except actions.Changed as refusal:
            actions.match_again(report, by=request.user)
            messages.error(request, str(refusal))
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Recorded. What differs stays open until somebody explains it."))
        return redirect("payments:report", report.ref)
    context = {
        "form": form,
        "totals": figures.to_record(report),
        "heading": _("Record what fits"),
        "caption": str(report),
        "lead": _("Lines that fit are recorded together. Lines that differ are left alone."),
        "layout": STAFF,
        "back_url": reverse("payments:report", args=[report.ref]),
    }
    return render(request, "payments/step.html", context)


@require_POST
@permissions.permission_required("make_payments")
@idempotent
def match_again(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Find anew what the open lines are."""
    report = mine(request, ref)
    actions.match_again(report, by=request.user)
    messages.success(request, _("Matched again."))
    return redirect("payments:report", report.ref)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def put_aside(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put a file aside that was read wrongly."""
    report = mine(request, ref)
    form = WhyForm(request.POST if request.method == "POST" else None, submit_label=_("Put this file aside"))
    return why_page(request, form, report, actions.put_aside, _("Put this file aside"))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def explain(request: AuthenticatedRequest, ref: str, number: int) -> HttpResponse:
    """Say why a line differs."""
    line = get_object_or_404(mine(request, ref).lines.select_related("report"), number=number)
    form = WhyForm(request.POST if request.method == "POST" else None, submit_label=_("Save the reason"))
    heading = _("Explain line %(n)s") % {"n": line.number}
    return why_page(request, form, line, actions.explain, heading, lead=line.reference)


def why_page(
    request: AuthenticatedRequest,
    form: WhyForm,
    about: BankReport | ReportLine,
    act: Any,
    heading: str,
    *,
    lead: str = "",
) -> HttpResponse:
    """Ask why, do it, and go back to the file; a refusal is shown there too."""
    report = about if isinstance(about, BankReport) else about.report
    back = reverse("payments:report", args=[report.ref])
    if request.method == "POST" and form.is_valid():
        try:
            act(about, why=form.cleaned_data["why"], by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(back)
    return page(request, form, heading, back=back, lead=lead)
