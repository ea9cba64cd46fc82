"""What a claim comes to, where it stands, and until when it is in time. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.presenters import short_date, uk_date
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import STAGES, Kind, LineDecision
from expenses.policies.models import Policy

DEFAULT_CLAIM_WINDOW_DAYS = 90
"""Until a policy says so: "three months" (Ace Centre)."""


def window_days(policy: Policy | None) -> int:
    """Return for how many days after an activity a claim is in time."""
    return policy.claim_window_days if policy else DEFAULT_CLAIM_WINDOW_DAYS


def sent_on(claim: Claim) -> dt.date:
    """Return the UK day a claim was sent; today while it is still written."""
    return clock.uk(claim.sent_at).date() if claim.sent_at else clock.today()


def late(activity: dt.date, sent: dt.date, window_days: int) -> bool:
    """Say whether a line was sent after the time to claim. Warn, never block."""
    return sent > activity + dt.timedelta(days=window_days)


DEFAULT_PAY_WITHIN_DAYS = 28
"""Until an organisation has a policy in force: "up to 4 weeks" (NIHR Dissemination Centre)."""

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


def name_of(line: ClaimLine) -> str:
    """Return a line in a few words: what, and when."""
    what = line.description or line.get_category_display()
    return f"{what}, {short_date(line.activity_date)}"


@dataclass(frozen=True)
class Stage:
    """One step of the tracker."""

    words: str
    done: bool
    now: bool


def stages(claim: Claim) -> list[Stage]:
    """Return the way of a claim: sent, approved, being paid, paid. What happened, never what should have."""
    at = claim.facts.stage
    here = -1 if at is None else at
    # "Sent" is now while we look at it; what is paid has nothing before it any more.
    return [
        Stage(str(words), here > place or claim.facts.is_paid, here == place)
        for place, words in enumerate(STAGES)
    ]


def who_has_it(claim: Claim, *, for_staff: bool = False) -> str:
    """Return who has to do something now, by name or team, as a sentence for either side.

    Needs `organisation`, `person`, `with_person`, `escalated_to` and `fee_hold` to be loaded.
    """
    facts = claim.facts
    if for_staff and facts.ours:
        return str(facts.ours) % {"name": claim.person.name}
    if claim.is_undecided:
        return _("It waits. It is not decided yet how to pay it.")
    organisation = claim.organisation.name
    if claim.with_person:
        who = _("%(name)s of %(organisation)s") % {
            "name": claim.with_person.name,
            "organisation": organisation,
        }
    else:
        who = _("The claims team of %(organisation)s") % {"organisation": organisation}
    words = str(facts.theirs) % {"who": who, "organisation": organisation}
    return " ".join([words, *_passed_on(claim)])


def _passed_on(claim: Claim) -> list[str]:
    """Return what was done so that a claim does not wait."""
    found = []
    if claim.deputised_at and claim.facts.waits_for_decision:
        words = _("They took it over on %(day)s, so that it does not wait.")
        found.append(words % {"day": uk_date(claim.deputised_at)})
    if claim.escalated_to and claim.is_unpaid:
        words = _("It is late, so on %(day)s we passed it on to %(name)s.")
        found.append(words % {"day": uk_date(claim.escalated_at), "name": claim.escalated_to.name})
    return found
