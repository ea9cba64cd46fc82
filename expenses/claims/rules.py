"""What a claim comes to, where it stands, and until when it is in time. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coproduce.foundation import clock
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import Kind, LineDecision
from expenses.policies.models import ExpenseRule, Policy
from projects.meetings.models import Attendance


def sent_on(claim: Claim) -> dt.date:
    """Return the UK day a claim was sent; today while it is still written."""
    return clock.uk(claim.sent_at).date() if claim.sent_at else clock.today()


ANSWER_WITHIN_DAYS = 14

LOOK_WITHIN_DAYS = 7
"""Half of the shortest published promise to pay, two weeks (Ace Centre; National Voices)."""


@dataclass(frozen=True)
class Totals:
    """Whole pence of each kind: sums of rounded lines. Fees can count as income, the others do not."""

    fee: int = 0
    expense: int = 0
    allowance: int = 0
    before: int = 0
    """What the person had as an advance: a part of the expenses."""

    @property
    def to_pay(self) -> int:
        """What the person gets."""
        return self.everything - self.before

    @property
    def everything(self) -> int:
        return self.fee + self.expense + self.allowance


def totals(lines: Iterable[ClaimLine]) -> Totals:
    """Return what lines come to, kind by kind. The only place where lines are added up."""
    sums, before = dict.fromkeys(Kind, 0), 0
    for line in lines:
        sums[Kind(line.kind)] += line.amount_pence
        before += line.covered_pence
    return Totals(sums[Kind.FEE], sums[Kind.EXPENSE], sums[Kind.ALLOWANCE], before)


def still_asked_for(lines: Iterable[ClaimLine]) -> list[ClaimLine]:
    """Return the lines that are, or may yet be, paid."""
    return [line for line in lines if line.status != LineDecision.REFUSED]


@dataclass(frozen=True)
class Evidence:
    """What is known of a claim, read once: what it lacks and what an approver should look at follow from it.

    `with_receipt` holds the ids of lines that have one. `limits` are those of `policy`.
    """

    lines: Sequence[ClaimLine]
    policy: Policy
    limits: Sequence[ExpenseRule]
    with_receipt: Collection[int]
    noted: Attendance | None
    """What was noted of the claim's meeting about its person."""
