"""What stands between a claim and being sent."""

import datetime as dt

from django.utils.translation import gettext as _

from coproduce.foundation import clock
from expenses.claims.lines import rules
from expenses.claims.lines.rules import Missing
from expenses.claims.models import Claim, ClaimLine, Receipt
from expenses.claims.pricing.queries import fee_is_wanted
from expenses.claims.states import Kind
from expenses.policies.models import ExpenseRule, Policy


def expense_rules(claim: Claim) -> list[ExpenseRule]:
    """Return what the policy of today says about costs; empty without one."""
    policy = Policy.objects.in_force(claim.organisation_id, clock.today())
    return list(policy.expense_rules.all()) if policy else []


def missing(claim: Claim) -> list[Missing]:
    """Return what still stands between a claim and being sent."""
    lines = list(claim.lines.all())
    with_receipt = set(Receipt.objects.filter(line__claim=claim).values_list("line_id", flat=True))
    found = rules.missing(claim, lines, with_receipt, expense_rules(claim))
    return found + unwanted_fees(claim, lines)


def unwanted_fees(claim: Claim, lines: list[ClaimLine]) -> list[Missing]:
    """Return the fees to take off before a claim is sent, because the person chose none."""
    typed = [line for line in lines if line.kind == Kind.FEE]
    if not typed or fee_is_wanted(claim):
        return []
    words = _("You chose no fee for this. Take the payment for your time off, or change your choice.")
    return [Missing(words, line) for line in typed[:1]]


def usual_day(claim: Claim) -> dt.date | None:
    """Return the day most people mean: that of the meeting, or of the line before. Nothing is asked twice."""
    if claim.meeting:
        return clock.uk(claim.meeting.starts_at).date()
    last = claim.lines.order_by("-id").first()
    return last.activity_date if last else None
