"""Marks of one line, found on values given. They refuse nothing. Pure.

What is marked is decided here, and when a claim is sent only that is kept. The sentence is put together
when an approver reads it.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import hours, short_date
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import Evidence, sent_on
from expenses.claims.states import Kind, MarkKind, Part
from expenses.policies.costs.rules import Cost, price_cost
from expenses.policies.models import ExpenseRule
from expenses.policies.rates.rules import BELOW_FLOOR
from expenses.policies.states import BY_RATE

LATE = _("Late: it was on %(day)s, and the policy allows %(days)s days. You can still approve it.")
AGREE_FIRST = _("The policy says to agree this first.")
NO_RECEIPT = _("No receipt: %(why)s")
AGREED = _("This amount was agreed with the person. It does not come from a policy.")
SAID_ABSENT = _("The project says that this person did not take part.")
NOTED_ABSENT = _("The project recorded that this person was not at the meeting.")
MORE_TIME = _("The project recorded %(time)s at the meeting.")

READ_AS: Mapping[str, Callable[[Any], str]] = {"day": short_date, "time": hours, "floor": pounds}
"""How a fact stands in a sentence, where it is more than its own text."""


@dataclass(frozen=True)
class Mark:
    """One thing to look at: its kind, a sentence, and the facts it tells.

    `claim_id` is another claim it is about, if there is one.
    """

    kind: MarkKind
    sentence: LazyStr
    facts: Mapping[str, Any] = field(default_factory=dict)
    claim_id: int | None = None

    @property
    def words(self) -> str:
        """The sentence with its facts, as an approver reads it."""
        shown = {name: READ_AS.get(name, str)(fact) for name, fact in self.facts.items()}
        return str(self.sentence) % shown if shown else str(self.sentence)


Marks = dict[int, list[Mark]]


def of_line(line: ClaimLine, claim: Claim, evidence: Evidence) -> Iterator[Mark]:
    """Yield what stands against one line: lateness, limits, missing papers, time that was not noted.

    What the project says of the person may be wrong.
    """
    noted, policy = evidence.noted, evidence.policy
    window = policy.claim_window_days
    own = [rule for rule in evidence.limits if rule.category == line.category]
    if late(line.activity_date, sent_on(claim), window):
        yield Mark(MarkKind.LATE, LATE, {"day": line.activity_date, "days": window})
    if limit := _passed_limit(line, own):
        yield Mark(MarkKind.LIMIT, limit)
    if line.kind == Kind.FEE and policy.is_below_floor(line.amount_pence, line.minutes):
        yield Mark(MarkKind.LIMIT, BELOW_FLOOR, {"floor": policy.floor_pence_an_hour})
    if any(rule.prior_agreement for rule in own):
        yield Mark(MarkKind.AGREE_FIRST, AGREE_FIRST)
    if line.no_receipt_because and line.pk not in evidence.with_receipt:
        yield Mark(MarkKind.NO_RECEIPT, NO_RECEIPT, {"why": line.no_receipt_because})
    if line.category in BY_RATE and line.rate_id is None:
        yield Mark(MarkKind.AGREED, AGREED)
    if noted is None and claim.attended is False:
        yield Mark(MarkKind.ABSENT, SAID_ABSENT)
    if noted and not noted.came:
        yield Mark(MarkKind.ABSENT, NOTED_ABSENT)
    if noted and noted.came and line.part == Part.TIME and (line.minutes or 0) > noted.minutes:
        yield Mark(MarkKind.MORE_TIME, MORE_TIME, {"time": noted.minutes})


def what_of(line: ClaimLine) -> dict[str, object]:
    """Return what makes two lines twins: the day, the category and the amount."""
    return {name: getattr(line, name) for name in ("activity_date", "category", "amount_pence")}


def late(activity: dt.date, sent: dt.date, window_days: int) -> bool:
    """Say whether a line was sent after the time to claim. Warn, never block."""
    return sent > activity + dt.timedelta(days=window_days)


def _passed_limit(line: ClaimLine, own: Sequence[ExpenseRule]) -> str:
    """Return what a line is above or below of the limits for its kind of cost, as a sentence."""
    cost = Cost(line.spent_pence or line.amount_pence, line.minutes, line.number)
    found = price_cost(own, line.category, cost)
    return found.limit or ("" if found.pence else found.explanation)
