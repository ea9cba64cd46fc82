import datetime as dt

import pytest

from expenses.policies.mileage.rules import MilesBefore, price_mileage
from expenses.policies.models import MileageRate, Policy
from expenses.policies.rates.rules import NoRate

BEFORE, SINCE = dt.date(2026, 4, 5), dt.date(2026, 4, 6)


def rate(pence, **fields):
    return MileageRate(
        **{"policy": Policy(name="HMRC"), "vehicle": "car", "pence_per_mile": pence, "band": "all", **fields}
    )


def car(up_to, above, *, threshold=10_000, period="tax_year", **dates):
    limit = {"threshold_miles": threshold, "period": period, **dates}
    return [rate(up_to, band="up_to", **limit), rate(above, band="above", **limit)]


HMRC = [
    *car(45, 25, effective_from=dt.date(2011, 4, 6), effective_to=BEFORE),
    *car(55, 25, effective_from=SINCE),
    rate(24, vehicle="motorcycle", effective_from=dt.date(2011, 4, 6), effective_to=BEFORE),
    rate(5, vehicle="passenger", effective_from=dt.date(2011, 4, 6), effective_to=BEFORE),
]


def price(tenths, *, date=BEFORE, vehicle="car", rates=HMRC, **more):
    return price_mileage(rates, date=date, vehicle=vehicle, miles_tenths=tenths, **more)


def test_thirteen_point_seven_miles_at_45p_is_617p():
    assert price(137).pence == 617


def test_the_rate_follows_the_day_of_the_journey():
    assert [price(100, date=day).pence for day in (BEFORE, SINCE)] == [450, 550]


def test_a_journey_across_ten_thousand_miles_is_split_and_rounded_once():
    found = price(137, before=MilesBefore(tax_year=99_900))
    # 10 miles at 45p and 3.7 at 25p: 450 + 92.5 = 542.5, so 543.
    assert found.pence == 543
    assert found.explanation == "10 miles at 45p and 3.7 miles at 25p. From the policy “HMRC”."


@pytest.mark.parametrize(("before", "pence"), [(99_999, 25 + 2), (100_000, 25), (0, 45)])
def test_the_last_tenth_below_the_threshold_is_paid_at_the_first_rate(before, pence):
    assert price(10, before=MilesBefore(tax_year=before)).pence == pence


@pytest.mark.parametrize(("period", "pence"), [("claim", 50 * 45 + 30 * 25), ("journey", 80 * 45)])
def test_a_threshold_of_100_miles_a_claim_or_a_journey(period, pence):
    rates = car(45, 25, threshold=100, period=period)
    assert price(800, rates=rates, before=MilesBefore(claim=500, tax_year=90_000)).pence == pence


def test_a_threshold_whose_period_nobody_stated_prices_nothing():
    with pytest.raises(NoRate, match="does not say what period"):
        price(10, rates=car(45, 25, threshold=100, period="not_stated"))


def test_passengers_ride_along_in_the_same_line():
    found = price(137, passengers=2)
    assert found.pence == 754  # 616.5 + 137.0 = 753.5
    assert found.explanation == (
        "13.7 miles at 45p and 2 passengers for 13.7 miles at 5p each. From the policy “HMRC”."
    )


def test_no_rate_for_passengers_adds_nothing_and_says_so():
    found = price(100, date=SINCE, passengers=1)
    assert found.pence == 550
    assert found.explanation.endswith("The policy has no rate for passengers on this day.")


def test_a_vehicle_without_a_rate_on_that_day_is_said_plainly():
    with pytest.raises(NoRate, match="no mileage rate for this day: motorcycle"):
        price(100, date=SINCE, vehicle="motorcycle")


def test_the_order_of_the_two_bands_makes_no_difference():
    rates = car(45, 25, threshold=10)
    for found in (rates, rates[::-1]):
        assert price(150, rates=found).pence == 10 * 45 + 5 * 25
