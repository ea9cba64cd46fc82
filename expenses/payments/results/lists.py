from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Since, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare, number, pounds
from expenses.payments.results.states import Finding, Kind, ReportState
from expenses.payments.states import Result


def ours(line: Any) -> str:
    """Return the payment or the run of ours that a line is about."""
    return line.payment.payee_name if line.payment else str(line.run or "")


def the_bank_says(line: Any) -> str:
    """Return the result a line tells, with the bank's reason."""
    said = capfirst(line.get_said_display())
    return f"{said}: {line.why}" if line.why else said


_LINES = [
    number(_("Line"), "number"),
    Column(_("Reference"), "reference"),
    day(_("On"), "on"),
    pounds(_("Amount (£)"), "amount_pence"),
    Column(_("The bank says"), the_bank_says),
    choice(_("What we found"), "finding"),
    Column(_("Our record"), ours),
]
_REFERENCE = Words(_("Reference or name"), ["reference", "payment__payee_name"])
_FINDING = Choice("finding", _("What we found"), Finding.choices)

REPORTS = declare(
    "payments:reports",
    title=_("Files from the bank"),
    columns=[
        Column(_("File"), str),
        choice(_("Kind"), "kind"),
        Column(_("Organisation"), "organisation.name"),
        day(_("Read"), "made_at"),
        number(_("Lines"), "line_count"),
        choice(_("Status"), "status"),
    ],
    filters=[
        Choice("kind", _("Kind"), Kind.choices),
        Choice("status", _("Status"), ReportState.choices),
        Since(_("Read in"), "made_at"),
    ],
)
LINES = declare(
    "payments:report", title=_("Lines of the file"), columns=_LINES, filters=[_REFERENCE, _FINDING]
)
DIFFERENCES = declare(
    "payments:differences",
    title=_("Open differences"),
    columns=[Column(_("File"), lambda line: str(line.report)), *_LINES],
    filters=[_REFERENCE, _FINDING],
)
NOT_FOUND_YET = declare(
    "payments:not_found_yet",
    title=_("Payments not yet on a statement"),
    columns=[
        Column(_("To"), "payee_name"),
        Column(_("Reference"), "reference"),
        Column(_("Run"), lambda payment: str(payment.run)),
        day(_("Paid on"), "run.paid_on"),
        choice(_("Result"), "result"),
        pounds(_("Amount (£)"), "amount_pence"),
    ],
    filters=[
        Words(_("Name or reference"), ["payee_name", "reference"]),
        Choice("result", _("Result"), Result.choices),
    ],
)
