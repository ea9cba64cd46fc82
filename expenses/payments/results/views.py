"""Files from the bank: read one, see what fits, record it, explain what does not; money that came back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import Organisation
from contributors.accounts.step_up.decorators import step_up
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.payments.queries import find_run
from expenses.payments.queries import organisations_of as organisations_with
from expenses.payments.results import actions, queries
from expenses.payments.results.forms import (
    BouncedForm,
    RecordForm,
    RecordResultsForm,
    RulesForm,
    UploadForm,
    WhyForm,
)
from expenses.payments.results.lists import DIFFERENCES, LINES, NOT_FOUND_YET, REPORTS
from expenses.payments.results.models import BankReport, ReportLine
from expenses.payments.results.queries import find_report
from expenses.payments.results.states import Finding, Kind, ReportState
from expenses.payments.runs.models import Payment
from expenses.payments.runs.queries import one_payment
from expenses.payments.runs.views import step_page

STAFF = "layouts/staff.html"


@require_safe
@permissions.permission_required("see_payments")
def list_reports(request: AuthenticatedRequest) -> HttpResponse:
    """Every file from the bank, newest first."""
    reports = BankReport.objects.visible_to(request.user).select_related("organisation")
    context = {"kinds": Kind.choices, "back_url": reverse("payments:list")}
    return lists.answer(
        request, REPORTS, reports, key="-id", template="payments/reports/list.html", context=context
    )


@require_safe
@permissions.permission_required("see_payments")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One file: how many lines fit, differ or are unknown, and the lines."""
    report = find_report(request.user, ref)
    lines = report.lines.select_related("payment__claim", "payment__run", "run", "explained_by")
    chosen = request.GET.get("finding", "")
    may_record = request.user.can("make_payments", report.organisation_id)
    context = {
        "report": report,
        "rows": queries.what_it_holds(report),
        "actions": buttons(report, may_record=may_record),
        "chosen": Finding(chosen).label if chosen in Finding.values else "",
        "may_record": may_record,
        "back_url": reverse("payments:reports"),
    }
    return lists.answer(
        request,
        LINES,
        lines,
        key="id",
        template="payments/reports/detail.html",
        context=context,
        about=report,
    )


@require_safe
@permissions.permission_required("see_payments")
def differences(request: AuthenticatedRequest) -> HttpResponse:
    """Every line that does not fit and that nobody has explained, oldest first."""
    lines = ReportLine.objects.visible_to(request.user).different()
    lines = lines.select_related("report", "payment__claim", "payment__run", "run")
    return lists.answer(
        request,
        DIFFERENCES,
        lines,
        key="id",
        template="payments/reports/differences.html",
        context={"back_url": reverse("payments:list")},
    )


@require_safe
@permissions.permission_required("see_payments")
def not_found_yet(request: AuthenticatedRequest) -> HttpResponse:
    """Payments that left the bank or came back, and were not found on a statement yet."""
    ours = Payment.objects.filter(run__organisation__in=request.user.organisation_ids("see_payments"))
    payments = queries.not_on_a_statement(ours).select_related("run", "claim")
    return lists.answer(
        request,
        NOT_FOUND_YET,
        payments,
        key="id",
        template="payments/reports/not_found_yet.html",
        context={"back_url": reverse("payments:list")},
    )


def buttons(report: BankReport, *, may_record: bool) -> list[dict[str, Any]]:
    """Return what can be done with a file, the likely thing first."""
    if not may_record or report.status == ReportState.PUT_ASIDE:
        return []
    steps = []
    if report.lines.filter(finding=Finding.FITS).exists():
        steps.append(("report_record", _("Record what matches"), False))
    if ReportLine.objects.different().filter(report=report).exists():
        steps.append(("report_match", _("Match again"), True))
    if report.status == ReportState.READ:
        steps.append(("report_aside", _("Put this file aside"), False))
    return [
        {
            "label": label,
            "url": reverse(f"payments:{name}", args=[report.ref]),
            "post": post,
            "kind": "secondary" if place else "",
        }
        for place, (name, label, post) in enumerate(steps)
    ]


def organisations_of(request: AuthenticatedRequest, kind: str) -> list[Organisation]:
    """Return where the person makes payments. Raises Http404 for a kind of file there is not."""
    if kind not in Kind.values:
        raise Http404
    return list(organisations_with(request.user, "make_payments"))


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def upload(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    """Read a file from the bank."""
    organisations = organisations_of(request, kind)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, organisations=organisations, kind=kind)
    kept: list[BankReport] = []

    def keep() -> None:
        try:
            reading = form.cleaned_data["reading"]
            kept.append(actions.keep(reading, organisation=form.chosen(), kind=kind, by=request.user))
        except actions.SeenBefore as before:
            kept.append(before.report)
            messages.info(request, str(before))

    if submit(request, form, keep):
        return redirect("payments:report", kept[0].ref)
    form.secondary = (_("What the bank calls its columns"), reverse("payments:report_columns", args=[kind]))
    return form_page(request, form, Kind(kind).label, back=reverse("payments:reports"))


def form_page(
    request: AuthenticatedRequest, form: Form, heading: LazyStr, *, back: str, lead: str = ""
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
    usual = vars(queries.reading_rules_of(organisations[0], kind))
    data = request.POST if request.method == "POST" else None
    form = RulesForm(data, organisations=organisations, kind=kind, initial=usual)
    if submit(
        request,
        form,
        lambda: actions.set_rules(kind=kind, by=request.user, **form.arguments()),
        done=_("The columns are saved."),
    ):
        return redirect("payments:report_upload", kind)
    back = reverse("payments:report_upload", args=[kind])
    return form_page(request, form, _("What the bank calls its columns"), back=back)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@step_up
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record every line that fits."""
    report = find_report(request.user, ref, "make_payments")
    asked = RecordResultsForm if report.kind == Kind.RESULTS else RecordForm
    form = asked(request.POST if request.method == "POST" else None)

    def take() -> BankReport:
        try:
            return actions.record(report, by=request.user, **form.cleaned_data)
        except actions.Changed:
            actions.match_again(report, by=request.user)
            raise

    done = _("Recorded. Differences stay open until someone explains them.")
    if submit(request, form, take, done=done):
        return redirect("payments:report", report.ref)
    context = {
        "form": form,
        "totals": queries.to_record(report),
        "heading": _("Record what matches"),
        "caption": str(report),
        "lead": _("Matching lines are recorded together. Lines that differ are left as they are."),
        "layout": STAFF,
        "back_url": reverse("payments:report", args=[report.ref]),
    }
    return render(request, "payments/step.html", context)


@require_POST
@permissions.permission_required("make_payments")
@idempotent
def match_again(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Find anew what the open lines are."""
    report = find_report(request.user, ref, "make_payments")
    submit(request, None, lambda: actions.match_again(report, by=request.user), done=_("Matched again."))
    return redirect("payments:report", report.ref)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def put_aside(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put a file aside that was read wrongly."""
    report = find_report(request.user, ref, "make_payments")
    form = WhyForm(request.POST if request.method == "POST" else None, submit_label=_("Put this file aside"))
    back = reverse("payments:report", args=[report.ref])
    if submit(request, form, lambda: actions.put_aside(report, **form.cleaned_data, by=request.user)):
        return redirect(back)
    return form_page(request, form, _("Put this file aside"), back=back)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def explain(request: AuthenticatedRequest, ref: str, number: int) -> HttpResponse:
    """Say why a line differs."""
    report = find_report(request.user, ref, "make_payments")
    line = get_object_or_404(report.lines.select_related("report"), number=number)
    form = WhyForm(request.POST if request.method == "POST" else None, submit_label=_("Save the reason"))
    back = reverse("payments:report", args=[report.ref])
    if submit(request, form, lambda: actions.explain(line, **form.cleaned_data, by=request.user)):
        return redirect(back)
    heading = _("Explain line %(n)s") % {"n": line.number}
    return form_page(request, form, heading, back=back, lead=line.reference)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("make_payments")
@idempotent
def bounced(request: AuthenticatedRequest, ref: str, claim: str) -> HttpResponse:
    """Record that a payment came back."""
    run = find_run(request.user, ref, "make_payments")
    payment = get_object_or_404(run.payments.live(), claim__ref=claim)
    form = BouncedForm(request.POST or None, initial={"on": clock.today()})
    if submit(
        request,
        form,
        lambda: actions.record_bounced(payment, **form.cleaned_data, by=request.user),
        done=_("Recorded. The claim waits for the next run, and we have sent the person a message."),
    ):
        return redirect("payments:detail", run.ref)
    totals = one_payment(payment)
    heading = _("A payment came back")
    return step_page(request, run, form, heading=heading, lead=payment.payee_name, totals=totals)
