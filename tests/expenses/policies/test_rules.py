"""What stands between a policy and being in force."""

import datetime as dt

import pytest

from expenses.policies.models import MileageRate, Policy, Rate
from expenses.policies.rules import problems

FIRST, LAST, NEXT = dt.date(2026, 4, 6), dt.date(2026, 5, 31), dt.date(2026, 6, 1)
NO_RATES = "It has no rates yet."
TWICE = "Two rates cover the same thing on the same day:"


def policy(**fields) -> Policy:
    return Policy(**{"organisation_id": 1, "effective_from": FIRST, "check_before_use": False, **fields})


def rate(**fields) -> Rate:
    return Rate(**{"label": "Meeting", "unit": "hour", "amount_pence": 12_00, **fields})


def miles(**fields) -> MileageRate:
    return MileageRate(**{"vehicle": "car", "band": "all", "pence_per_mile": 45, **fields})


def test_rates_for_time_or_for_miles_are_enough():
    found = [problems(policy(), *rows) for rows in (([rate()], []), ([], [miles()]), ([], []))]
    assert found == [[], [], [NO_RATES]]


def clash(*, rates=(), mileage=()) -> bool:
    found = problems(policy(), list(rates), list(mileage))
    assert [one for one in found if not one.startswith(TWICE) and one != NO_RATES] == []
    return any(one.startswith(TWICE) for one in found)


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        ((None, None), (None, None), True),
        ((FIRST, LAST), (NEXT, None), False),
        ((FIRST, NEXT), (NEXT, None), True),
        ((FIRST, None), (NEXT, None), True),
        ((None, LAST), (NEXT, None), False),
        ((None, LAST), (None, FIRST), True),
        ((None, None), (NEXT, NEXT), True),
        ((FIRST, LAST), (FIRST, LAST), True),
    ],
)
def test_two_rates_clash_on_any_day_they_share_whichever_comes_first(one, other, clashes):
    rows = [rate(effective_from=starts, effective_to=ends) for starts, ends in (one, other)]
    assert [clash(rates=rows), clash(rates=rows[::-1])] == [clashes, clashes]


@pytest.mark.parametrize(
    ("bands", "clashes"),
    [
        (("all", "up_to"), True),
        (("above", "all"), True),
        (("up_to", "up_to"), True),
        (("up_to", "above"), False),
    ],
)
def test_the_two_sides_of_a_threshold_stand_beside_each_other_and_every_mile_beside_nothing(bands, clashes):
    assert clash(mileage=[miles(band=band, period="claim") for band in bands]) is clashes
    assert not clash(mileage=[miles(), miles(vehicle="bicycle")])


def test_two_lengths_of_time_that_share_no_minute_are_no_clash():
    long, short = (
        {"lower_operator": ">=", "lower_minutes": 240},
        {"upper_operator": "<=", "upper_minutes": 240},
    )
    for one, other in ((long, short), (short, long)):
        assert clash(rates=[rate(**one), rate(**other)])  # exactly four hours
    assert not clash(rates=[rate(**long), rate(**short | {"upper_operator": "<"})])
    assert not clash(rates=[rate(**long | {"lower_operator": ">"}), rate(**short)])
    assert not clash(rates=[rate(), rate(role_tier="chair")])
