"""Files from the bank: all of them, one of them with what we found, and what is still different."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import paging, permissions
from coproduce.foundation.requests import AuthenticatedRequest
from expenses.payments.models import Payment
from expenses.payments.reports import figures
from expenses.payments.reports.models import BankReport, ReportLine
from expenses.payments.reports.statements import not_on_a_statement
from expenses.payments.reports.states import Finding, Kind


def found(request: AuthenticatedRequest, ref: str) -> BankReport:
    """Return the file among those the person may see. Raises Http404."""
    reports = BankReport.objects.visible_to(request.user)
    return permissions.get_visible_or_404(
        reports.select_related("organisation", "made_by", "recorded_by"), ref
    )


@require_safe
@permissions.permission_required("see_payments")
def list_reports(request: AuthenticatedRequest) -> HttpResponse:
    """Every file from the bank, newest first."""
    reports = BankReport.objects.visible_to(request.user).select_related("organisation")
    page = paging.page(reports, request, key="-id")
    context = {"page": page, "kinds": Kind.choices, "back_url": reverse("payments:list")}
    return render(request, "payments/reports/list.html", context)


@require_safe
@permissions.permission_required("see_payments")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One file: how many lines fit, differ or are unknown, and the lines."""
    report = found(request, ref)
    lines = report.lines.select_related("payment__claim", "payment__run", "run", "explained_by")
    chosen = request.GET.get("finding", "")
    if chosen in Finding.values:
        lines = lines.filter(finding=chosen)
    may_record = request.user.can("make_payments", report.organisation_id)
    context = {
        "report": report,
        "rows": figures.what_it_holds(report),
        "actions": figures.buttons(report, may_record=may_record),
        "page": paging.page(lines, request, key="id"),
        "chosen": Finding(chosen).label if chosen in Finding.values else "",
        "may_record": may_record,
        "back_url": reverse("payments:reports"),
    }
    return render(request, "payments/reports/detail.html", context)


@require_safe
@permissions.permission_required("see_payments")
def differences(request: AuthenticatedRequest) -> HttpResponse:
    """Every line that does not fit and that nobody has explained, oldest first."""
    lines = ReportLine.objects.visible_to(request.user).different()
    lines = lines.select_related("report", "payment__claim", "payment__run", "run")
    context = {
        "page": paging.page(lines, request, key="id"),
        "back_url": reverse("payments:list"),
    }
    return render(request, "payments/reports/differences.html", context)


@require_safe
@permissions.permission_required("see_payments")
def not_found_yet(request: AuthenticatedRequest) -> HttpResponse:
    """Payments that left the bank or came back, and were not found on a statement yet."""
    ours = Payment.objects.filter(run__organisation__in=request.user.organisation_ids("see_payments"))
    payments = not_on_a_statement(ours).select_related("run", "claim")
    context = {"page": paging.page(payments, request, key="id"), "back_url": reverse("payments:list")}
    return render(request, "payments/reports/not_found_yet.html", context)
