"""Which rate, and how much. Pure: rows in, a price and the sentence that explains it out.

Rates are chosen by the day of the activity, never by the day of the claim (domain/payments.md, 1.1).
Money is whole pence; each line is rounded half up, once.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import hours
from expenses.policies.models import MileageRate, Rate
from expenses.policies.states import UNITS, Unit

BELOW_FLOOR = gettext_lazy("This comes to less than %(floor)s an hour.")


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
    def key(self) -> str:
        """What stands for it in a form."""
        return self.rates[0].offer_key

    @property
    def words(self) -> str:
        return self.rates[0].words

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


def offers(rates: Iterable[Rate], date: dt.date) -> list[Offer]:
    """Return what a person can choose from on a day, in the order of the rates.

    Limits of time are joined in one offer: people say how long it took, and the policy decides.
    A day and a half day without stated limits stay two offers: people say which it was.
    """
    found: dict[tuple[str, str, bool], list[Rate]] = {}
    for rate in rates:
        if applies_on(rate, date):
            found.setdefault((rate.label, rate.role_tier, rate.needs_minutes), []).append(rate)
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
        if rate.fits(minutes):
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
        "what": rate.words,
        "time": hours(minutes or 0),
        "amount": pounds(rate.amount_pence),
        "limits": rate.limits,
        "block": hours(rate.block_minutes or 0),
        "policy": rate.policy.name,
    }
    chosen_by_limits = unit.explain_limits and minutes and facts["limits"]
    return str(unit.explain_limits if chosen_by_limits else unit.explain) % facts


def paid_for(rate: Rate) -> str:
    """Return what an amount is paid for, in words."""
    words = str(UNITS[Unit(rate.unit)].paid_for) or rate.get_unit_display()
    return words % {"block": hours(rate.block_minutes or 0)}
