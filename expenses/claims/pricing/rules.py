"""The price of a line: what was typed and what it depends on in, amount and sentence out. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from coproduce.foundation.known import known
from coproduce.foundation.money import pounds, round_pence
from coproduce.foundation.pages.presenters import hours
from expenses.claims.models import ClaimLine
from expenses.claims.states import Kind
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.states import NO_FEE, Choice
from expenses.policies.costs.rules import Cost, price_cost
from expenses.policies.mileage.rules import MilesBefore, price_mileage
from expenses.policies.models import ExpenseRule, MileageRate, Rate
from expenses.policies.rates.rules import NoRate, Offer, offers, price_offer
from expenses.policies.states import BY_RATE, Category


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
class Basis:
    """What the price of an entry depends on besides the entry. Whole pence."""

    offers: Mapping[str, Offer] = field(default_factory=dict)
    mileage_rates: Sequence[MileageRate] | None = None
    """None: no policy is in force on that day."""
    expense_rules: Sequence[ExpenseRule] = ()
    miles_before: MilesBefore = field(default_factory=MilesBefore)
    paid_that_day: int = 0
    """For the same cost or offer: what a limit a day of the policy counts."""
    choice: RecognitionChoice | None = None
    fees_that_day: int = 0
    """What the person asked for already, where they want no more than so much a day."""


@dataclass(frozen=True)
class Priced:
    """The fields of a line that follow from the policy. `spent_pence` only where it pays less than that."""

    kind: Kind
    amount_pence: int
    explanation: str
    rate: Rate | None = None
    mileage_rate: MileageRate | None = None
    spent_pence: int | None = None


def key_of(offer: Offer) -> str:
    """Return what stands for an offer in a form."""
    return "|".join([offer.label, offer.role_tier, "timed" if offer.needs_minutes else "flat"])


def entry_of(line: ClaimLine) -> Entry:
    """Return what was typed for a line, to price it again or to change it. Needs `rate` to be loaded."""
    names = Entry.__dataclass_fields__.keys() - {"offer"}
    entry = Entry(**{name: getattr(line, name) for name in names})
    if line.spent_pence:
        entry = replace(entry, amount_pence=line.spent_pence)
    if line.rate is None:
        return entry
    return replace(entry, offer=key_of(offers([line.rate], line.activity_date)[0]))


def price(entry: Entry, basis: Basis) -> Priced:
    """Return what an entry comes to. Raises NoRate with a sentence for the person."""
    if entry.category == Category.MILEAGE:
        return _price_miles(entry, basis)
    if entry.category not in BY_RATE:
        return _price_cost(entry, basis)
    priced = _price_offer(entry, basis)
    return apply_recognition(priced, basis) if priced.kind == Kind.FEE else priced


def _price_cost(entry: Entry, basis: Basis) -> Priced:
    """What was paid, or as much of it as the policy pays where it says "no more than".

    A cost that the policy would not pay at all is left as it is, and marked: a person decides.
    """
    spent, words = _care(entry) if entry.hourly_pence else (entry.amount_pence or 0, _("What you paid."))
    cost = Cost(spent, entry.minutes, entry.number, basis.paid_that_day)
    found = price_cost(basis.expense_rules, entry.category, cost)
    if 0 < found.pence < spent:
        return Priced(Kind.EXPENSE, found.pence, found.explanation, spent_pence=spent)
    return Priced(Kind.EXPENSE, spent, words)


def _care(entry: Entry) -> tuple[int, str]:
    """Hours times rate, rounded once: the person never has to."""
    minutes, an_hour = known(entry.minutes), known(entry.hourly_pence)
    pence = round_pence(Decimal(an_hour * minutes) / 60)
    facts = {"time": hours(minutes), "rate": pounds(an_hour)}
    return pence, _("%(time)s at %(rate)s an hour, as you paid.") % facts


def _price_offer(entry: Entry, basis: Basis) -> Priced:
    kind = Kind.FEE if entry.category == Category.FEE else Kind.ALLOWANCE
    if not entry.offer:
        if not entry.amount_pence:
            raise NoRate(_("Tell us what was agreed."))
        words = _("The amount you told us was agreed. It does not come from a policy.")
        return Priced(kind, entry.amount_pence, words)
    found = basis.offers.get(entry.offer)
    if found is None:
        raise NoRate(_("On that day other rates were in force. Choose again what you did."))
    result = price_offer(found, entry.minutes, earned_that_day=basis.paid_that_day)
    if result.pence == 0 and result.rate.most_a_day_pence:
        raise NoRate(_("You have as much as the policy pays for one day already."))
    if result.pence == 0:
        raise NoRate(_("This role has no fee. You can claim your costs."))
    return Priced(kind, result.pence, result.explanation, rate=result.rate)


def apply_recognition(priced: Priced, basis: Basis) -> Priced:
    """Return a priced fee as the person chose to be recognised: never more than they want for one day.

    Raises NoRate with a sentence when they chose no fee, or have that much already.
    """
    choice = basis.choice
    if choice is None or choice.choice not in (*NO_FEE, Choice.LESS):
        return priced
    if choice.choice in NO_FEE:
        raise NoRate(_("You chose no fee for this. You can change that under “How we recognise your time”."))
    most = known(choice.most_pence)
    left = most - basis.fees_that_day
    if left <= 0:
        words = _("You want %(amount)s at most for one day. Your claims for that day have it already.")
        raise NoRate(words % {"amount": pounds(most)})
    if priced.amount_pence <= left:
        return priced
    words = _("At most %(amount)s for one day, as asked.") % {"amount": pounds(most)}
    return replace(priced, amount_pence=left, explanation=f"{priced.explanation} {words}")


def _price_miles(entry: Entry, basis: Basis) -> Priced:
    if basis.mileage_rates is None:
        raise NoRate(_("There are no rates for miles on that day yet. Ask us, and we will find out."))
    result = price_mileage(
        basis.mileage_rates,
        date=entry.activity_date,
        vehicle=entry.vehicle,
        miles_tenths=entry.miles_tenths or 0,
        passengers=entry.passengers,
        before=basis.miles_before,
    )
    if result.pence == 0:
        raise NoRate(_("This journey is too short to come to a penny."))
    return Priced(Kind.EXPENSE, result.pence, result.explanation, mileage_rate=result.rate)
