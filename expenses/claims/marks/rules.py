"""Marks of one line, found on values given. They refuse nothing. Pure."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import hours, short_date
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import Evidence, sent_on, window_days
from expenses.claims.states import Kind, MarkKind
from expenses.policies.costs.rules import Cost, price_cost
from expenses.policies.models import ExpenseRule, Policy
from expenses.policies.rates.rules import below_floor
from expenses.policies.states import BY_RATE
from projects.meetings.models import Attendance


@dataclass(frozen=True)
class Mark:
    """One thing to look at. `claim_id` is another claim it is about, if there is one."""

    kind: MarkKind
    words: str
    claim_id: int | None = None


Marks = dict[int, list[Mark]]


def of_line(line: ClaimLine, claim: Claim, evidence: Evidence) -> Iterator[Mark]:
    """Yield what stands against one line: lateness, limits, missing papers, time that was not noted."""
    yield from _late(claim, line, window_days(evidence.policy))
    yield from _against(evidence.limits, evidence.policy, line)
    yield from _without(line, evidence.with_receipt)
    yield from _not_noted(claim, line, evidence.noted)


def what_of(line: ClaimLine) -> dict[str, object]:
    """Return what makes two lines twins: the day, the category and the amount."""
    return {name: getattr(line, name) for name in ("activity_date", "category", "amount_pence")}


def late(activity: dt.date, sent: dt.date, window_days: int) -> bool:
    """Say whether a line was sent after the time to claim. Warn, never block."""
    return sent > activity + dt.timedelta(days=window_days)


def _late(claim: Claim, line: ClaimLine, window: int) -> Iterator[Mark]:
    if late(line.activity_date, sent_on(claim), window):
        words = _("Late: it was on %(day)s, and the policy says %(days)s days. You may still approve it.")
        yield Mark(MarkKind.LATE, words % {"day": short_date(line.activity_date), "days": window})


def _against(rules: Sequence[ExpenseRule], policy: Policy | None, line: ClaimLine) -> Iterator[Mark]:
    own = [rule for rule in rules if rule.category == line.category]
    cost = Cost(line.spent_pence or line.amount_pence, line.minutes, line.number)
    found = price_cost(own, line.category, cost)
    if limit := found.limit or ("" if found.pence else found.explanation):
        yield Mark(MarkKind.LIMIT, limit)
    if policy and line.kind == Kind.FEE and (low := below_floor(policy, line.amount_pence, line.minutes)):
        yield Mark(MarkKind.LIMIT, low)
    if any(rule.prior_agreement for rule in own):
        yield Mark(MarkKind.AGREE_FIRST, _("The policy asks for this to be agreed first."))


def _without(line: ClaimLine, with_receipt: Collection[int]) -> Iterator[Mark]:
    if line.no_receipt_because and line.pk not in with_receipt:
        yield Mark(MarkKind.NO_RECEIPT, _("No receipt: %(why)s") % {"why": line.no_receipt_because})
    if line.category in BY_RATE and line.rate_id is None:
        words = _("This amount was agreed with the person. It does not come from a policy.")
        yield Mark(MarkKind.AGREED, words)


def _not_noted(claim: Claim, line: ClaimLine, noted: Attendance | None) -> Iterator[Mark]:
    """What the project says of the person stands against this line. It may be wrong."""
    if noted is None and claim.attended is False:
        yield Mark(MarkKind.ABSENT, _("The project says that this person did not take part."))
    if noted is None:
        return
    if not noted.came:
        yield Mark(MarkKind.ABSENT, _("The project noted that this person was not at the meeting."))
    elif line.part == "time" and (line.minutes or 0) > noted.minutes:
        words = _("The project noted %(time)s at the meeting.")
        yield Mark(MarkKind.MORE_TIME, words % {"time": hours(noted.minutes)})
