from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.registry import Column, day, declare, pounds
from expenses.claims import rules
from expenses.claims.tracking.lists import pay_by


def marks(claim: Any) -> str:
    """Return what somebody should look at before deciding."""
    return "; ".join(str(mark.get_kind_display()) for mark in claim.marks.all())


WAITING = declare(
    "claims:waiting",
    title=_("Claims waiting for a decision"),
    columns=[
        Column(_("Claim"), "ref"),
        Column(_("Name"), "person.name"),
        Column(_("For"), "title"),
        pounds(_("Amount (£)"), lambda claim: rules.totals(claim.lines.all()).everything),
        Column(_("Look at"), marks),
        day(_("Pay by"), pay_by),
    ],
)
