"""How much of a cost the policy pays, and why. Pure. Whole pence.

A limit marks what is above it for the approver; it cuts only where the policy says "no more than".
Limits may be for a night, an hour or a day, and depend on how long somebody was away: "food when you
are away for 5 hours or longer" (NHS Grampian asks for the whole time, travel counted in).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds, round_pence
from expenses.policies.models import ExpenseRule
from expenses.policies.states import BY_RATE, BookedBy, Category, UpToFor

# "Needed for everything except mileage, fees and pre-booked travel" (NHS Grampian; NHS England, interim).
NO_RECEIPT = (*BY_RATE, Category.MILEAGE)


@dataclass(frozen=True)
class Cost:
    """What somebody paid: for how many nights, meals or things, and how long they were away."""

    spent_pence: int
    minutes: int | None = None
    number: int = 1
    paid_that_day: int = 0  # pence of the same kind the same person gets for that day already


@dataclass(frozen=True)
class CostPrice:
    """What is paid, the sentence that says why, and what an approver is shown beside it."""

    pence: int
    explanation: str
    notes: tuple[str, ...] = ()
    limit: str = ""  # what is not as the policy's limit has it, and was paid all the same


def price_cost(rules: Iterable[ExpenseRule], category: str, cost: Cost) -> CostPrice:
    """Return what the policy pays of a cost. Without a rule about this kind: what was paid."""
    own = [rule for rule in rules if rule.category == category]
    rule = rule_for(own, cost.minutes)
    if rule is None:
        return _outside(own, cost) if own else CostPrice(cost.spent_pence, _("What was paid."))
    return _within(rule, cost)


def _within(rule: ExpenseRule, cost: Cost) -> CostPrice:
    """What one rule says of a cost: cut at its limit, marked above it, or paid as it is."""
    notes, most, limit = tuple(_notes(rule)), _most(rule, cost), ""
    facts = {"limit": limit_words(rule), "spent": pounds(cost.spent_pence)}
    if most is None and rule.cap_pence:
        limit = _("The limit is %(limit)s. Say how long it took.") % facts
    if most is not None and cost.spent_pence > most:
        if rule.pays_no_more:
            return CostPrice(most, _("%(spent)s was paid. The policy pays up to %(limit)s.") % facts, notes)
        limit = _("Above the usual limit of %(limit)s.") % facts
    return CostPrice(cost.spent_pence, _("What was paid."), notes, limit)


def _notes(rule: ExpenseRule) -> Iterator[str]:
    if rule.prior_agreement:
        yield _("This has to be agreed first.")
    if rule.booked_by == BookedBy.ORGANISATION:
        yield _("The organisation books and pays this itself.")


def rule_for(own: Sequence[ExpenseRule], minutes: int | None) -> ExpenseRule | None:
    """Return the rule that fits the time away; one without limits of time is for every length."""
    timed = [rule for rule in own if rule.lower_operator or rule.upper_operator]
    fitting = [rule for rule in timed if minutes and rule.fits(minutes)]
    return next(iter(fitting or [rule for rule in own if rule not in timed]), None)


def same_cost(one: ExpenseRule, other: ExpenseRule) -> bool:
    """Say whether two rules are for the same cost. A rule for every length stands beside one with limits."""
    timed = [bool(rule.lower_operator or rule.upper_operator) for rule in (one, other)]
    if one.category != other.category or timed[0] != timed[1]:
        return False
    return not timed[0] or one.shares_a_minute(other)


def _outside(own: list[ExpenseRule], cost: Cost) -> CostPrice:
    """The policy pays this only from, or up to, a time away, and this was not it."""
    when = _(" or ").join(rule.limits for rule in own)
    if cost.minutes is None:
        note = _("The policy pays this when someone is away for %(when)s. Say how long it was.")
        return CostPrice(cost.spent_pence, _("What was paid."), limit=note % {"when": when})
    note = _("The policy pays this when someone is away for %(when)s.") % {"when": when}
    if any(rule.pays_no_more for rule in own):
        return CostPrice(0, note)
    return CostPrice(cost.spent_pence, _("What was paid."), limit=note)


def _most(rule: ExpenseRule, cost: Cost) -> int | None:
    """Return the pence a rule pays at most for this cost; None without a limit, or when it is not known."""
    if rule.cap_pence is None:
        return None
    if rule.cap_for == UpToFor.EACH:
        return rule.cap_pence * cost.number
    if rule.cap_for == UpToFor.HOUR:
        return round_pence(Decimal(rule.cap_pence * cost.minutes) / 60) if cost.minutes else None
    return max(0, rule.cap_pence - cost.paid_that_day) if rule.cap_for == UpToFor.DAY else rule.cap_pence


def limit_words(rule: ExpenseRule) -> str:
    """Return a limit as people read it: "£10.00", "£10.00 an hour"."""
    words = {
        UpToFor.LINE: "%(cap)s",
        UpToFor.EACH: _("%(cap)s for each"),
        UpToFor.HOUR: _("%(cap)s an hour"),
        UpToFor.DAY: _("%(cap)s a day"),
    }[UpToFor(rule.cap_for)]
    return words % {"cap": pounds(rule.cap_pence or 0)}


def receipt_needed(category: str, rules: Sequence[ExpenseRule]) -> bool:
    """Say whether a kind of cost needs a receipt: by the policy, else by what is usual."""
    own = [rule for rule in rules if rule.category == category]
    return any(rule.receipt_needed for rule in own) if own else category not in NO_RECEIPT
