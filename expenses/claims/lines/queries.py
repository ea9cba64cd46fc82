"""What stands between a claim and being sent."""

import datetime as dt

from coproduce.foundation import clock
from expenses.claims.lines import rules
from expenses.claims.lines.rules import Missing
from expenses.claims.models import Claim
from expenses.claims.queries import choice_of, evidence_of
from expenses.policies.models import ExpenseRule, Policy


def expense_rules(claim: Claim) -> list[ExpenseRule]:
    """Return what the policy of today says about costs; empty without one."""
    policy = Policy.objects.in_force(claim.organisation_id, clock.today())
    return list(policy.expense_rules.all()) if policy else []


def missing(claim: Claim) -> list[Missing]:
    """Return what still stands between a claim and being sent."""
    return rules.missing(claim, evidence_of(claim, on=clock.today()), choice_of(claim))


def usual_day(claim: Claim) -> dt.date | None:
    """Return the day most people mean: that of the meeting, or of the line before. Nothing is asked twice."""
    if claim.meeting:
        return clock.uk(claim.meeting.starts_at).date()
    last = claim.lines.order_by("-id").first()
    return last.activity_date if last else None
