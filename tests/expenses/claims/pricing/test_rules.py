"""The price of a line on values alone: the edges where a penny decides."""

import datetime as dt

import pytest

from expenses.claims.pricing.rules import Entry, FeeBasis, MilesBasis, OfferBasis
from expenses.policies.models import MileageRate, Policy, Rate
from expenses.policies.rates.rules import NoRate, offers

DAY = dt.date(2026, 5, 1)
POLICY = Policy(name="Test policy")


def miles(tenths):
    rate = MileageRate(policy=POLICY, vehicle="car", band="all", pence_per_mile=4)
    entry = Entry("mileage", DAY, vehicle="car", miles_tenths=tenths)
    return MilesBasis([rate]).price(entry).amount_pence


def test_a_journey_comes_to_a_penny_or_has_no_price():
    assert miles(2) == 1
    with pytest.raises(NoRate, match="too short to be worth a penny"):
        miles(1)
    with pytest.raises(NoRate, match="We do not have a mileage rate for that day yet"):
        MilesBasis().price(Entry("mileage", DAY, vehicle="car", miles_tenths=100))


def priced(basis, *, pence=20_00, unit="meeting", **fields):
    """What one rate comes to, by a kind of basis."""
    (offer,) = offers([Rate(policy=POLICY, label="Panel", unit=unit, amount_pence=pence)], DAY)
    entry = Entry("fee", DAY, offer=offer.key)
    return basis({offer.key: offer}, **fields).price(entry)


@pytest.mark.parametrize("basis", [OfferBasis, FeeBasis])
def test_a_role_without_a_fee_has_no_price_and_one_of_a_penny_has(basis):
    assert priced(basis, pence=1).amount_pence == 1
    with pytest.raises(NoRate, match="This role has no fee"):
        priced(basis, pence=0, unit="zero")


@pytest.mark.parametrize(
    ("asked", "pence", "is_cut"),
    [(0, 20_00, False), (10_00, 20_00, False), (10_01, 19_99, True), (29_99, 1, True)],
)
def test_the_last_penny_of_what_somebody_wants_for_a_day_is_paid(asked, pence, is_cut):
    found = priced(FeeBasis, most_a_day=30_00, asked_that_day=asked)
    assert (found.amount_pence, "as you asked" in found.explanation) == (pence, is_cut)


@pytest.mark.parametrize("asked", [30_00, 30_01])
def test_who_has_what_they_want_for_a_day_is_told_so(asked):
    with pytest.raises(NoRate, match=r"You asked for no more than £30\.00 for one day"):
        priced(FeeBasis, most_a_day=30_00, asked_that_day=asked)
