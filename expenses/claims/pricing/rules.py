"""The price of a line: what was typed and what it depends on in, amount and sentence out. Pure.

Each kind of line has a basis: what its price depends on, and how it comes to that.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import ClassVar, Protocol

from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds, round_pence
from coproduce.foundation.pages.presenters import hours
from expenses.claims.models import ClaimLine
from expenses.claims.states import Kind
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.states import NO_FEE
from expenses.policies.costs.rules import Cost, price_cost
from expenses.policies.mileage.rules import MilesBefore, price_mileage
from expenses.policies.models import ExpenseRule, MileageRate, Rate
from expenses.policies.rates.rules import NoRate, Offer, price_offer


@dataclass(frozen=True)
class Entry:
    """What a person typed for one line. They never work anything out.

    `miles_tenths` is the whole way, there and back where they came back. `offer` is the key of what
    they did; `amount_pence` what a cost was.
    """

    category: str
    activity_date: dt.date
    description: str = ""
    offer: str = ""
    minutes: int | None = None
    miles_tenths: int | None = None
    vehicle: str = ""
    from_place: str = ""
    to_place: str = ""
    return_journey: bool = False
    passengers: int = 0
    passenger_names: str = ""
    provider_number: str = ""
    care_from: dt.time | None = None
    care_to: dt.time | None = None
    hourly_pence: int | None = None
    supporter_cost: str = ""
    number: int = 1
    amount_pence: int | None = None
    no_receipt_because: str = ""


@dataclass(frozen=True)
class Priced:
    """The fields of a line that follow from the policy. `spent_pence` only where it pays less than that."""

    kind: Kind
    amount_pence: int
    explanation: str
    rate: Rate | None = None
    mileage_rate: MileageRate | None = None
    spent_pence: int | None = None


def entry_of(line: ClaimLine) -> Entry:
    """Return what was typed for a line, to price it again or to change it. Needs `rate` to be loaded."""
    names = Entry.__dataclass_fields__.keys() - {"offer"}
    entry = Entry(**{name: getattr(line, name) for name in names})
    if line.spent_pence:
        entry = replace(entry, amount_pence=line.spent_pence)
    return replace(entry, offer=line.rate.offer_key) if line.rate else entry


def wants_fee(choice: RecognitionChoice | None) -> bool:
    """Say whether a fee may be proposed: not where the person turned it down."""
    return choice is None or choice.choice not in NO_FEE


class Basis(Protocol):
    """What the price of an entry depends on besides the entry: something else for each kind. Whole pence."""

    def price(self, entry: Entry) -> Priced:
        """Return what an entry comes to. Raises NoRate with a sentence for the person."""


@dataclass(frozen=True)
class CostBasis:
    """For what somebody paid: the limits of the policy, and what they get for that day and kind already."""

    limits: Sequence[ExpenseRule] = ()
    paid_that_day: int = 0

    def price(self, entry: Entry) -> Priced:
        """What was paid, or as much of it as the policy pays where it says "no more than".

        A cost that the policy would not pay at all is left as it is, and marked: a person decides.
        """
        spent, words = entry.amount_pence or 0, _("What you paid.")
        if entry.hourly_pence and entry.minutes:
            spent, words = _care(entry.minutes, entry.hourly_pence)
        cost = Cost(spent, entry.minutes, entry.number, self.paid_that_day)
        found = price_cost(self.limits, entry.category, cost)
        if 0 < found.pence < spent:
            return Priced(Kind.EXPENSE, found.pence, found.explanation, spent_pence=spent)
        return Priced(Kind.EXPENSE, spent, words)


def _care(minutes: int, an_hour: int) -> tuple[int, str]:
    """Hours times rate, rounded once: the person never has to."""
    pence = round_pence(Decimal(an_hour * minutes) / 60)
    facts = {"time": hours(minutes), "rate": pounds(an_hour)}
    return pence, _("%(time)s at %(rate)s an hour, as you paid.") % facts


@dataclass(frozen=True)
class MilesBasis:
    """For a journey: the rates (None: no policy is in force on that day) and the miles counted before."""

    rates: Sequence[MileageRate] | None = None
    before: MilesBefore = field(default_factory=MilesBefore)

    def price(self, entry: Entry) -> Priced:
        """The miles by the rates of their day."""
        if self.rates is None:
            raise NoRate(_("We do not have a mileage rate for that day yet. Ask us, and we will find out."))
        result = price_mileage(
            self.rates,
            date=entry.activity_date,
            vehicle=entry.vehicle,
            miles_tenths=entry.miles_tenths or 0,
            passengers=entry.passengers,
            before=self.before,
        )
        if result.pence == 0:
            raise NoRate(_("This journey is too short to be worth a penny."))
        return Priced(Kind.EXPENSE, result.pence, result.explanation, mileage_rate=result.rate)


@dataclass(frozen=True)
class OfferBasis:
    """For an allowance: what is offered on that day, by key, and what they get for it that day already."""

    offers: Mapping[str, Offer] = field(default_factory=dict)
    paid_that_day: int = 0
    kind: ClassVar[Kind] = Kind.ALLOWANCE

    def price(self, entry: Entry) -> Priced:
        """What was agreed, or what the policy offers."""
        if not entry.offer:
            if not entry.amount_pence:
                raise NoRate(_("Tell us what was agreed."))
            words = _("The amount you told us was agreed. It does not come from a policy.")
            return Priced(self.kind, entry.amount_pence, words)
        found = self.offers.get(entry.offer)
        if found is None:
            raise NoRate(_("Different rates applied on that day. Choose again what you did."))
        result = price_offer(found, entry.minutes, earned_that_day=self.paid_that_day)
        if result.pence == 0 and result.rate.most_a_day_pence:
            raise NoRate(_("You have already claimed the most the policy pays for one day."))
        if result.pence == 0:
            raise NoRate(_("This role has no fee. You can claim your costs."))
        return Priced(self.kind, result.pence, result.explanation, rate=result.rate)


@dataclass(frozen=True)
class FeeBasis(OfferBasis):
    """For a fee: as an allowance, and as the person chose to be recognised."""

    is_wanted: bool = True
    most_a_day: int | None = None
    """What they want at most for one day."""
    asked_that_day: int = 0
    """What they ask for that day already, where they want no more than so much."""
    kind: ClassVar[Kind] = Kind.FEE

    def price(self, entry: Entry) -> Priced:
        """Never more than the person wants for one day. Raises NoRate when they want none, or have it."""
        priced = super().price(entry)
        if not self.is_wanted:
            raise NoRate(
                _("You chose no fee for this. You can change that under “How we recognise your time”.")
            )
        if self.most_a_day is None:
            return priced
        left = self.most_a_day - self.asked_that_day
        most = pounds(self.most_a_day)
        if left <= 0:
            words = _(
                "You asked for no more than %(amount)s for one day. Your claims for that day "
                "already reach it."
            )
            raise NoRate(words % {"amount": most})
        if priced.amount_pence <= left:
            return priced
        words = _("No more than %(amount)s for one day, as you asked.") % {"amount": most}
        return replace(priced, amount_pence=left, explanation=f"{priced.explanation} {words}")
