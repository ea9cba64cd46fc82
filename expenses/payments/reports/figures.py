"""What pages show of files from the bank: strings and rows, prepared here so that templates only draw."""

from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coproduce.foundation import money
from coproduce.foundation.presenters import uk_when
from expenses.payments.reports.models import BankReport, ReportLine
from expenses.payments.reports.states import Finding, ReportState, Said


def what_it_holds(report: BankReport) -> list[dict[str, str]]:
    """Return how many lines of a file are what, as rows of a summary list with a link to each."""
    counted = dict(report.lines.order_by().values_list("finding").annotate(Count("pk")))
    rows = [
        {"label": _("When it was read"), "value": f"{uk_when(report.made_at)}, {report.made_by}"},
        {"label": _("Lines"), "value": f"{report.line_count:,}"},
    ]
    if report.recorded_at:
        rows.append(
            {
                "label": _("When it was recorded"),
                "value": f"{uk_when(report.recorded_at)}, {report.recorded_by}",
            }
        )
    address = reverse("payments:report", args=[report.ref])
    return rows + [
        {
            "label": str(capfirst(Finding(finding).label)),
            "value": f"{counted[finding]:,}",
            "url": f"{address}?finding={finding}",
            "action": _("Show"),
        }
        for finding in Finding.values
        if finding in counted
    ]


def to_record(report: BankReport) -> list[dict[str, str]]:
    """Return what recording a file would record, as rows of a summary list."""
    fits = report.lines.filter(finding=Finding.FITS).order_by()
    sums = fits.values_list("said").annotate(Count("pk"), Sum("amount_pence"))
    return [
        {"label": str(capfirst(Said(said).label)), "value": f"{number:,}: {money.pounds(pence)}"}
        for said, number, pence in sorted(sums, reverse=True)
    ]


def buttons(report: BankReport, *, may_record: bool) -> list[dict[str, Any]]:
    """Return what can be done with a file, the likely thing first."""
    if not may_record or report.status == ReportState.PUT_ASIDE:
        return []
    steps = []
    if report.lines.filter(finding=Finding.FITS).exists():
        steps.append(("report_record", _("Record what fits"), False))
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
