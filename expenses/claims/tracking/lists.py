from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Since, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare, pounds
from expenses.claims import rules
from expenses.claims.states import ClaimState


def amount(claim: Any) -> int:
    """Return what a claim still asks for, in pence. Needs `lines` to be read."""
    return rules.totals(rules.still_asked_for(claim.lines.all())).everything


def pay_by(claim: Any) -> Any:
    """Return the promised day; None while the payment waits for something: then no day is named."""
    return None if claim.waits_for else claim.pay_by


CLAIMS = declare(
    "claims:list",
    title=_("Claims"),
    columns=[
        Column(_("Claim"), "ref"),
        Column(_("Name"), "person.name"),
        Column(_("For"), "title"),
        pounds(_("Amount (£)"), amount),
        Column(_("Status"), lambda claim: capfirst(claim.facts.listed or claim.get_status_display())),
        day(_("Since"), "status_since"),
        day(_("Pay by"), pay_by),
    ],
)
MY_CLAIMS = declare(
    "my_claims:list",
    title=_("My claims"),
    columns=[
        Column(_("Claim"), "ref"),
        Column(_("For"), "title"),
        pounds(_("Amount (£)"), amount),
        choice(_("Status"), "status"),
        day(
            _("We pay it by"), lambda claim: claim.pay_by if claim.is_unpaid and not claim.waits_for else None
        ),
        day(_("Paid on"), "paid_at"),
    ],
    filters=[
        Words(
            _("Part of what it was for"),
            ["ref", "about", "meeting__title", "project__title"],
        ),
        Choice(
            "status",
            _("Status"),
            [(one.value, one.label) for one in ClaimState if one != ClaimState.WITHDRAWN],
        ),
        Since(_("Begun in"), "made_at"),
    ],
    own=True,
)
