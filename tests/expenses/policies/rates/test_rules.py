"""Rates: chosen by the day of the activity, with the exact side of every limit."""

import datetime as dt

import pytest

from expenses.policies.models import Policy, Rate
from expenses.policies.rates.rules import (
    NoRate,
    Offer,
    applies_on,
    offers,
    paid_for,
    price_offer,
)

DAY = dt.date(2026, 5, 1)


def rate(**fields) -> Rate:
    policy = Policy(name="Test policy")
    return Rate(**{"policy": policy, "label": "Meeting", "unit": "hour", "amount_pence": 12_00, **fields})


def offer(*rates: Rate) -> Offer:
    found = offers(rates, DAY)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("operator", "field", "inside"),
    [(">=", "lower", [240, 241]), (">", "lower", [241]), ("<", "upper", [239]), ("<=", "upper", [239, 240])],
)
def test_each_operator_keeps_its_side_of_four_hours(operator, field, inside):
    limited = rate(unit="day", **{f"{field}_operator": operator, f"{field}_minutes": 240})
    assert [minutes for minutes in (239, 240, 241) if limited.fits(minutes)] == inside


def test_exactly_four_hours_is_a_day_in_the_earlier_policy_and_half_a_day_in_the_later():
    earlier = offer(
        rate(unit="day", lower_operator=">=", lower_minutes=240, amount_pence=150_00),
        rate(unit="half_day", upper_operator="<", upper_minutes=240, amount_pence=75_00),
    )
    later = offer(
        rate(unit="day", lower_operator=">", lower_minutes=240, amount_pence=150_00),
        rate(unit="half_day", upper_operator="<=", upper_minutes=240, amount_pence=75_00),
    )
    assert [price_offer(one, 240).pence for one in (earlier, later)] == [150_00, 75_00]


@pytest.mark.parametrize(
    ("minutes", "pence"),
    [(60, 11_50), (90, 17_25), (50, 9_58), (10, 1_92), (1, 19), (195, 37_38)],
)
def test_part_hours_are_paid_by_the_minute_and_rounded_half_up_once(minutes, pence):
    assert price_offer(offer(rate(amount_pence=11_50)), minutes).pence == pence


@pytest.mark.parametrize(("minutes", "pence"), [(1, 20_00), (120, 20_00), (121, 40_00), (240, 40_00)])
def test_a_block_is_paid_for_each_part_of_it(minutes, pence):
    assert (
        price_offer(offer(rate(unit="block", block_minutes=120, amount_pence=20_00)), minutes).pence == pence
    )


def test_part_hour_bands():
    banded = offer(
        rate(unit="part_hour_band", upper_operator="<=", upper_minutes=30, amount_pence=12_50),
        rate(
            unit="part_hour_band",
            lower_operator=">",
            lower_minutes=30,
            upper_operator="<=",
            upper_minutes=60,
            amount_pence=25_00,
        ),
    )
    assert [price_offer(banded, minutes).pence for minutes in (30, 31, 60)] == [12_50, 25_00, 25_00]
    with pytest.raises(NoRate):
        price_offer(banded, 61)


def test_the_sentence_says_which_side_of_the_limit_and_which_policy():
    limited = rate(
        unit="day", lower_operator=">", lower_minutes=240, amount_pence=300_00, role_tier="decision maker"
    )
    assert price_offer(offer(limited), 241).explanation == (
        "Meeting – decision maker: 4 hours 1 minute is more than 4 hours, so £300.00. "
        "From the policy “Test policy”."
    )
    assert rate(upper_operator="<=", upper_minutes=30).limits == "30 minutes or less"


def test_time_is_asked_for_before_a_price_is_given():
    with pytest.raises(NoRate, match="how long"):
        price_offer(offer(rate()), None)


def test_a_day_and_half_a_day_without_limits_are_two_offers():
    rows = [
        rate(label="A day", unit="day", amount_pence=150_00),
        rate(label="Half a day", unit="half_day", amount_pence=75_00),
    ]
    assert [(one.words, one.needs_minutes) for one in offers(rows, DAY)] == [
        ("A day", False),
        ("Half a day", False),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "applies"),
    [
        (None, None, True),
        (DAY, None, True),
        (DAY + dt.timedelta(days=1), None, False),
        (None, DAY, True),
        (None, DAY - dt.timedelta(days=1), False),
    ],
)
def test_dates_of_a_rate_include_both_ends(starts, ends, applies):
    assert applies_on(rate(effective_from=starts, effective_to=ends), DAY) is applies


@pytest.mark.parametrize(
    ("pence", "minutes", "below"),
    [(12_00, 60, False), (11_99, 60, True), (6_00, 30, False), (5_99, 30, True), (1, None, False)],
)
def test_a_fee_is_marked_below_the_floor_and_not_at_it(pence, minutes, below):
    assert Policy(floor_pence_an_hour=12_00).is_below_floor(pence, minutes) is below
    assert Policy().is_below_floor(pence, minutes) is False


def test_what_is_left_of_a_day_is_paid_and_said_only_where_it_cuts():
    daily = offer(rate(amount_pence=25_00, most_a_day_pence=150_00))
    prices = [price_offer(daily, 60, earned_that_day=earned) for earned in (124_99, 125_00, 125_01)]
    assert [(one.pence, "The policy pays at most" in one.explanation) for one in prices] == [
        (25_00, False),
        (25_00, False),
        (24_99, True),
    ]


def test_a_day_without_limits_says_nothing_of_time():
    policy = "From the policy “Test policy”."
    assert price_offer(offer(rate(unit="day")), None).explanation == f"Meeting: £12.00. {policy}"
    timed = offer(rate(unit="part_hour_band"))
    assert price_offer(timed, 60).explanation == f"Meeting: £12.00. {policy}"


def test_what_an_amount_is_for_is_the_unit_or_its_block():
    assert paid_for(rate(unit="block", block_minutes=30)) == "for each 30 minutes, or part of it"
    assert paid_for(rate(unit="meeting")) == "a meeting"


def test_an_offer_adds_up_where_each_of_its_rates_does():
    block = {"unit": "block", "block_minutes": 30}
    mixed = offer(rate(), rate(unit="part_hour_band"))
    assert [one.adds_up for one in (offer(rate(**block)), offer(rate(), rate(**block)), mixed)] == [
        True,
        True,
        False,
    ]


def test_the_hint_of_an_offer_names_its_amounts_and_the_unit_where_there_is_one():
    several = offer(rate(unit="part_hour_band"), rate(unit="part_hour_band", amount_pence=25_00))
    assert [offer(rate(unit="day")).hint, several.hint] == ["£12.00, a day", "£25.00 or £12.00"]
