"""The price of a line, from the policy in force on the day of the activity."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.money import pounds, round_pence
from coproduce.foundation.presenters import hours
from expenses.claims.chosen import as_chosen
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import Kind
from expenses.policies.costs import Cost, price_cost
from expenses.policies.mileage import MilesBefore, price_mileage
from expenses.policies.models import Policy
from expenses.policies.rules import NoRate, Offer, offers, price_offer
from expenses.policies.states import BY_RATE, Category, pays_for


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


def key_of(offer: Offer) -> str:
    """Return what stands for an offer in a form."""
    return "|".join([offer.label, offer.role_tier, "timed" if offer.needs_minutes else "flat"])


def offers_on(organisation_id: int, category: str, date: dt.date) -> dict[str, Offer]:
    """Return {key: offer} of what can be paid on a day: fees, or allowances for joining from home."""
    policy = Policy.objects.in_force(organisation_id, date)
    if policy is None:
        return {}
    rates = list(policy.rates.select_related("policy"))
    wanted = [rate for rate in rates if pays_for(rate.unit, category)]
    return {key_of(offer): offer for offer in offers(wanted, date)}


def price(claim: Claim, entry: Entry, line: ClaimLine | None = None) -> dict[str, Any]:
    """Return the fields of a line that follow from the policy: kind, amount, sentence, rate.

    `line` is the line being priced again, so that its own miles are not counted before it.
    Raises NoRate with a sentence for the person.
    """
    if entry.category == Category.MILEAGE:
        return _price_miles(claim, entry, line)
    if entry.category in BY_RATE:
        fields = _price_offer(claim, entry, line)
        fee = fields["kind"] == Kind.FEE
        return as_chosen(claim, entry.activity_date, fields, line) if fee else fields
    fields = {"kind": Kind.EXPENSE, "rate": None, "mileage_rate": None}
    return fields | _price_cost(claim, entry, line)


def _price_cost(claim: Claim, entry: Entry, line: ClaimLine | None) -> dict[str, Any]:
    """What was paid, or as much of it as the policy pays where it says "no more than".

    A cost that the policy would not pay at all is left as it is, and marked: a person decides.
    """
    spent, words = _care(entry) if entry.hourly_pence else (entry.amount_pence or 0, _("What you paid."))
    policy = Policy.objects.in_force(claim.organisation_id, entry.activity_date)
    rules = list(policy.expense_rules.all()) if policy else []
    others = _same_day(claim, entry, line).filter(category=entry.category)
    cost = Cost(
        spent_pence=spent,
        minutes=entry.minutes,
        number=entry.number,
        paid_that_day=others.aggregate(sum=Sum("amount_pence", default=0))["sum"] if rules else 0,
    )
    found = price_cost(rules, entry.category, cost)
    if 0 < found.pence < spent:
        return {"amount_pence": found.pence, "spent_pence": spent, "explanation": found.explanation}
    return {"amount_pence": spent, "spent_pence": None, "explanation": words}


def _care(entry: Entry) -> tuple[int, str]:
    """Hours times rate, rounded once: the person never has to."""
    minutes, an_hour = known(entry.minutes), known(entry.hourly_pence)
    pence = round_pence(Decimal(an_hour * minutes) / 60)
    facts = {"time": hours(minutes), "rate": pounds(an_hour)}
    return pence, _("%(time)s at %(rate)s an hour, as you paid.") % facts


def _same_day(claim: Claim, entry: Entry, line: ClaimLine | None) -> QuerySet[ClaimLine]:
    """Lines of this person and organisation for the day, before one: what a limit a day counts."""
    same = ClaimLine.objects.counted_with_drafts_of(claim).filter(activity_date=entry.activity_date)
    return same.filter(pk__lt=line.pk) if line else same


def _price_offer(claim: Claim, entry: Entry, line: ClaimLine | None) -> dict[str, Any]:
    kind = Kind.FEE if entry.category == Category.FEE else Kind.ALLOWANCE
    fields: dict[str, Any] = {"kind": kind, "mileage_rate": None, "rate": None}
    if not entry.offer:
        if not entry.amount_pence:
            raise NoRate(_("Tell us what was agreed."))
        words = _("The amount you told us was agreed. It does not come from a policy.")
        return fields | {"amount_pence": entry.amount_pence, "explanation": words}
    found = offers_on(claim.organisation_id, entry.category, entry.activity_date).get(entry.offer)
    if found is None:
        raise NoRate(_("On that day other rates were in force. Choose again what you did."))
    result = price_offer(found, entry.minutes, earned_that_day=earned_that_day(claim, entry, line, found))
    if result.pence == 0 and result.rate.most_a_day_pence:
        raise NoRate(_("You have as much as the policy pays for one day already."))
    if result.pence == 0:
        raise NoRate(_("This role has no fee. You can claim your costs."))
    return fields | {"amount_pence": result.pence, "explanation": result.explanation, "rate": result.rate}


def earned_that_day(claim: Claim, entry: Entry, line: ClaimLine | None, offer: Offer) -> int:
    """Return the pence of the same offer on the same day, where the policy pays so much a day and no more."""
    if not any(rate.most_a_day_pence for rate in offer.rates):
        return 0
    same = _same_day(claim, entry, line).filter(rate__label=offer.label, rate__role_tier=offer.role_tier)
    return same.aggregate(sum=Sum("amount_pence", default=0))["sum"]


def _price_miles(claim: Claim, entry: Entry, line: ClaimLine | None) -> dict[str, Any]:
    policy = Policy.objects.in_force(claim.organisation_id, entry.activity_date)
    if policy is None:
        raise NoRate(_("There are no rates for miles on that day yet. Ask us, and we will find out."))
    result = price_mileage(
        list(policy.mileage_rates.select_related("policy")),
        date=entry.activity_date,
        vehicle=entry.vehicle,
        miles_tenths=entry.miles_tenths or 0,
        passengers=entry.passengers,
        before=miles_before(claim, entry, line),
    )
    if result.pence == 0:
        raise NoRate(_("This journey is too short to come to a penny."))
    return {
        "kind": Kind.EXPENSE,
        "amount_pence": result.pence,
        "explanation": result.explanation,
        "rate": None,
        "mileage_rate": result.rate,
    }


def miles_before(claim: Claim, entry: Entry, line: ClaimLine | None) -> MilesBefore:
    """Return the tenths this organisation paid, or may pay, for this vehicle before a journey.

    Counted by person and organisation, from 6 April; in the claim itself by date, then as typed.
    """
    start = clock.tax_year_start(entry.activity_date)
    end = clock.tax_year_start(start + dt.timedelta(days=370))
    elsewhere = (
        ClaimLine.objects.counted()
        .filter(
            claim__person=claim.person_id, claim__organisation=claim.organisation_id, vehicle=entry.vehicle
        )
        .filter(activity_date__gte=start, activity_date__lt=end)
        .exclude(claim=claim.pk)
    )
    place = (entry.activity_date, line.pk if line else float("inf"))
    here = [
        one
        for one in claim.lines.filter(vehicle=entry.vehicle)
        if (one.activity_date, one.pk) < place and (line is None or one.pk != line.pk)
    ]
    in_year = sum(one.miles_tenths or 0 for one in here if start <= one.activity_date < end)
    return MilesBefore(
        tax_year=in_year + (elsewhere.aggregate(sum=Sum("miles_tenths"))["sum"] or 0),
        claim=sum(one.miles_tenths or 0 for one in here),
    )


def entry_of(line: ClaimLine) -> Entry:
    """Return what was typed for a line, to price it again or to change it."""
    names = Entry.__dataclass_fields__.keys() - {"offer"}
    entry = Entry(**{name: getattr(line, name) for name in names})
    if line.spent_pence:
        entry = replace(entry, amount_pence=line.spent_pence)
    if line.rate is None:
        return entry
    return replace(entry, offer=key_of(offers([line.rate], line.activity_date)[0]))
