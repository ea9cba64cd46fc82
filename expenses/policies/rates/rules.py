"""Which rate, and how much. Pure: rows in, a price and the sentence that explains it out.

Rates are chosen by the day of the activity, never by the day of the claim (domain/payments.md, 1.1).
Money is whole pence; each line is rounded half up, once.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import ge, gt, le, lt

from django.utils.translation import gettext as _

from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import hours
from expenses.policies.models import MileageRate, Policy, Rate, WithinTime
from expenses.policies.states import UNITS, Unit

COMPARE = {">=": ge, ">": gt, "<=": le, "<": lt}
ANY_LENGTH = 10**9


class NoRate(Exception):
    """No rate fits. The text is for the person who asked."""


@dataclass(frozen=True)
class Price:
    """What one line comes to, in whole pence, and why."""

    pence: int
    explanation: str
    rate: Rate


@dataclass(frozen=True)
class Offer:
    """Something a person can be paid for: one label and role, whatever the length of time."""

    label: str
    role_tier: str
    needs_minutes: bool
    rates: tuple[Rate, ...]

    @property
    def words(self) -> str:
        return f"{self.label} – {self.role_tier}" if self.role_tier else self.label

    @property
    def adds_up(self) -> bool:
        """Whether more time is more money: each hour or block is paid."""
        return all(UNITS[Unit(rate.unit)].adds_up for rate in self.rates)

    @property
    def for_meetings(self) -> bool:
        return UNITS[Unit(self.rates[0].unit)].for_meetings

    @property
    def hint(self) -> str:
        """What it pays, for a line below its radio."""
        amounts = sorted({rate.amount_pence for rate in self.rates}, reverse=True)
        words = _(" or ").join(pounds(pence) for pence in amounts) if amounts else ""
        return f"{words}, {self.rates[0].get_unit_display()}" if len(self.rates) == 1 else words


def applies_on(rate: Rate | MileageRate, date: dt.date) -> bool:
    """Say whether a rate's dates cover a day; an empty end is open."""
    starts, ends = rate.effective_from, rate.effective_to
    return (starts is None or starts <= date) and (ends is None or date <= ends)


def needs_minutes(rate: Rate) -> bool:
    """Say whether the length of time decides: by the hour, or between limits."""
    return UNITS[Unit(rate.unit)].by_clock or rate.lower_minutes is not None or rate.upper_minutes is not None


def fits(rate: WithinTime, minutes: int) -> bool:
    """Say whether a length of time in minutes is inside the limits, each with its own operator."""
    if rate.lower_minutes is not None and not COMPARE[rate.lower_operator](minutes, rate.lower_minutes):
        return False
    return rate.upper_minutes is None or COMPARE[rate.upper_operator](minutes, rate.upper_minutes)


def share_a_minute(one: WithinTime, other: WithinTime) -> bool:
    """Say whether some length of time is inside the limits of both."""
    (low, high), (other_low, other_high) = _whole_minutes(one), _whole_minutes(other)
    return low <= other_high and other_low <= high


def _whole_minutes(row: WithinTime) -> tuple[int, int]:
    """Return the first and last whole minute inside the limits: "more than 240" starts at 241."""
    low, high = row.lower_minutes or 0, ANY_LENGTH if row.upper_minutes is None else row.upper_minutes
    return low + (row.lower_operator == WithinTime.Lower.MORE_THAN), high - (
        row.upper_operator == WithinTime.Upper.LESS_THAN
    )


def offers(rates: Iterable[Rate], date: dt.date) -> list[Offer]:
    """Return what a person can choose from on a day, in the order of the rates.

    Limits of time are joined in one offer: people say how long it took, and the policy decides.
    A day and a half day without stated limits stay two offers: people say which it was.
    """
    found: dict[tuple[str, str, bool], list[Rate]] = {}
    for rate in rates:
        if applies_on(rate, date):
            found.setdefault((rate.label, rate.role_tier, needs_minutes(rate)), []).append(rate)
    return [Offer(label, tier, timed, tuple(rows)) for (label, tier, timed), rows in found.items()]


def price_offer(offer: Offer, minutes: int | None, *, earned_that_day: int = 0) -> Price:
    """Return the price of one activity. `minutes` is needed when the offer says so. Raises NoRate.

    `earned_that_day` is what the same person gets for the same offer on that day already, in whole
    pence: a policy may pay so much a day and no more.
    """
    if not offer.needs_minutes:
        rate = offer.rates[0]
        return _within_a_day(Price(rate.amount_pence, _explain(rate, None), rate), earned_that_day)
    if not minutes:
        raise NoRate(_("Tell us how long it took."))
    for rate in offer.rates:
        if fits(rate, minutes):
            found = Price(_amount(rate, minutes), _explain(rate, minutes), rate)
            return _within_a_day(found, earned_that_day)
    message = _("The policy has no rate for “%(offer)s” that takes %(time)s. Ask us, and we will find out.")
    raise NoRate(message % {"offer": offer.words, "time": hours(minutes)})


def _amount(rate: Rate, minutes: int) -> int:
    return UNITS[Unit(rate.unit)].price(rate.amount_pence, minutes, rate.block_minutes or 0)


def _within_a_day(price: Price, earned: int) -> Price:
    most = price.rate.most_a_day_pence
    if most is None or earned + price.pence <= most:
        return price
    words = _("The policy pays at most %(most)s a day for this.") % {"most": pounds(most)}
    return Price(max(0, most - earned), f"{price.explanation} {words}", price.rate)


def _explain(rate: Rate, minutes: int | None) -> str:
    unit = UNITS[Unit(rate.unit)]
    facts = {
        "what": Offer(rate.label, rate.role_tier, False, ()).words,
        "time": hours(minutes or 0),
        "amount": pounds(rate.amount_pence),
        "limits": limits(rate),
        "block": hours(rate.block_minutes or 0),
        "policy": rate.policy.name,
    }
    chosen_by_limits = unit.explain_limits and minutes and facts["limits"]
    return str(unit.explain_limits if chosen_by_limits else unit.explain) % facts


def paid_for(rate: Rate) -> str:
    """Return what an amount is paid for, in words."""
    words = str(UNITS[Unit(rate.unit)].paid_for) or rate.get_unit_display()
    return words % {"block": hours(rate.block_minutes or 0)}


def below_floor(policy: Policy, pence: int, minutes: int | None) -> str:
    """Return a sentence when a fee comes to less an hour than the policy's floor, else "".

    A fee mostly covers preparation too, so this marks and never stops (domain/payments.md, 2).
    """
    floor = policy.floor_pence_an_hour
    if not floor or not minutes or pence * 60 >= floor * minutes:
        return ""
    return _("This comes to less than %(floor)s an hour.") % {"floor": pounds(floor)}


def limits(rate: WithinTime) -> str:
    """Return limits of time as words: "more than 4 hours"."""
    words = {
        ">=": _("%(time)s or longer"),
        ">": _("more than %(time)s"),
        "<": _("less than %(time)s"),
        "<=": _("%(time)s or less"),
    }
    pairs = ((rate.lower_operator, rate.lower_minutes), (rate.upper_operator, rate.upper_minutes))
    return _(" and ").join(words[sign] % {"time": hours(known(minutes))} for sign, minutes in pairs if sign)
