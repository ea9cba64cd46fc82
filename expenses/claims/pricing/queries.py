"""What the price of a line depends on: the policy of its day, what counts for that day, what was chosen."""

import datetime as dt

from django.db.models import Sum

from coproduce.foundation import clock
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.pricing.rules import (
    Basis,
    CostBasis,
    Entry,
    FeeBasis,
    MilesBasis,
    OfferBasis,
    Priced,
    wants_fee,
)
from expenses.claims.states import Kind
from expenses.payees.recognition.models import RecognitionChoice
from expenses.policies.mileage.rules import MilesBefore
from expenses.policies.models import Policy
from expenses.policies.rates.rules import Offer, offers
from expenses.policies.states import BY_RATE, Category, pays_for


def price(
    claim: Claim, entry: Entry, *, choice: RecognitionChoice | None, line: ClaimLine | None = None
) -> Priced:
    """Return what an entry of a claim comes to. `choice` is the one that counts for the claim.

    `line` is the line being priced again, so that nothing of its own is counted before it.
    Raises NoRate with a sentence for the person.
    """
    return _basis_of(claim, entry, line, choice).price(entry)


def _basis_of(claim: Claim, entry: Entry, line: ClaimLine | None, choice: RecognitionChoice | None) -> Basis:
    """Return what the price of an entry depends on: only what its kind needs is read."""
    if entry.category == Category.FEE:
        return _basis_of_fee(claim, entry, line, choice)
    if entry.category in BY_RATE:
        return OfferBasis(*_offered(claim, entry, line))
    policy = Policy.objects.in_force(claim.organisation_id, entry.activity_date)
    if entry.category == Category.MILEAGE:
        if policy is None:
            return MilesBasis()
        rates = list(policy.mileage_rates.select_related("policy"))
        return MilesBasis(rates, miles_before(claim, entry, line))
    limits = list(policy.expense_rules.all()) if policy else []
    same = ClaimLine.objects.for_day(claim, entry.activity_date, before=line).filter(category=entry.category)
    return CostBasis(limits, same.pence() if limits else 0)


def _basis_of_fee(
    claim: Claim, entry: Entry, line: ClaimLine | None, choice: RecognitionChoice | None
) -> FeeBasis:
    found, earned = _offered(claim, entry, line)
    most = choice.most_pence if choice else None
    asked = 0 if most is None else fees_of_the_day(claim, entry.activity_date, before=line)
    return FeeBasis(found, earned, is_wanted=wants_fee(choice), most_a_day=most, asked_that_day=asked)


def _offered(claim: Claim, entry: Entry, line: ClaimLine | None) -> tuple[dict[str, Offer], int]:
    """Return what is offered on the day of an entry, and the pence they get for what they chose already."""
    if not entry.offer:
        return {}, 0
    found = offers_on(claim.organisation_id, entry.category, entry.activity_date)
    offer = found.get(entry.offer)
    return found, earned_that_day(claim, entry.activity_date, line, offer) if offer else 0


def offers_on(organisation_id: int, category: str, date: dt.date) -> dict[str, Offer]:
    """Return {key: offer} of what can be paid on a day: fees, or allowances for joining from home."""
    policy = Policy.objects.in_force(organisation_id, date)
    if policy is None:
        return {}
    rates = list(policy.rates.select_related("policy"))
    wanted = [rate for rate in rates if pays_for(rate.unit, category)]
    return {offer.key: offer for offer in offers(wanted, date)}


def earned_that_day(claim: Claim, day: dt.date, line: ClaimLine | None, offer: Offer) -> int:
    """Return the pence of the same offer on the same day, where the policy pays so much a day and no more."""
    if not any(rate.most_a_day_pence for rate in offer.rates):
        return 0
    same = ClaimLine.objects.for_day(claim, day, before=line)
    return same.filter(rate__label=offer.label, rate__role_tier=offer.role_tier).pence()


def fees_of_the_day(claim: Claim, day: dt.date, *, before: ClaimLine | None) -> int:
    """Return the fees the person asks of the claim's organisation for one day, in pence, drafts included."""
    return ClaimLine.objects.for_day(claim, day, before=before, drafts=True).filter(kind=Kind.FEE).pence()


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
