"""Money and miles: trust.md, section 4, rows 15-26."""

import pytest
from django.core.exceptions import ValidationError

from coproduce.foundation.fields import MilesField, MoneyField
from tests import stopwatch

SHAPE = "Enter an amount in pounds and pence, for example 12.50."
DIGITS = "Use the digits 0 to 9, for example 12.50."
OVER_ZERO = "The amount must be more than 0."
TOO_MUCH = "The amount must be £100,000 or less. Check it, or ask us."
FOREIGN = (
    "Enter the amount in pounds. If you paid in another currency, use the amount on your bank statement."
)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        pytest.param("£12.50", 1250, id="15-sign"),
        pytest.param("£ 12.50", 1250, id="15-sign-space"),
        pytest.param("12.5", 1250, id="15-one-digit"),
        pytest.param("1,234.50", 123450, id="15-comma"),
        pytest.param(" 12.50 ", 1250, id="15-spaces"),
        pytest.param("12", 1200, id="15-pounds"),
        pytest.param("12.", 1200, id="15-stop"),
        pytest.param(".5", 50, id="15-pence"),
        pytest.param("0.01", 1, id="25-penny"),
        pytest.param("100,000.00", 10_000_000, id="22-limit"),
    ],
)
def test_amounts_as_people_write_them_are_whole_pence(typed, pence):
    assert MoneyField().clean(typed) == pence


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("12,50", "Use a full stop between pounds and pence, for example 12.50.", id="16"),
        pytest.param("1e3", SHAPE, id="17-1e3"),
        pytest.param("1E+2", SHAPE, id="17-1E+2"),
        pytest.param("1_000", SHAPE, id="17-underscore"),
        pytest.param("0x10", SHAPE, id="17-hex"),
        pytest.param("+12", SHAPE, id="17-plus"),
        pytest.param("1,23,4", SHAPE, id="17-commas"),
        pytest.param("1.234.50", SHAPE, id="17-stops"),
        pytest.param("١٢.٥", DIGITS, id="18-arabic"),
        pytest.param("１２.５", DIGITS, id="18-full-width"),
        pytest.param("12²", DIGITS, id="18-squared"),
        pytest.param("-5", OVER_ZERO, id="19-minus"),
        pytest.param("-0", OVER_ZERO, id="19-minus-zero"),
        pytest.param("0", OVER_ZERO, id="19-zero"),
        pytest.param("0.00", OVER_ZERO, id="19-zero-pence"),
        pytest.param("0.005", "Use 2 digits for pence, for example 12.50.", id="20-half-penny"),
        pytest.param("12.505", "Use 2 digits for pence, for example 12.50.", id="20-three"),
        pytest.param("NaN", SHAPE, id="21-NaN"),
        pytest.param("Infinity", SHAPE, id="21-Infinity"),
        pytest.param("999999999999.99", TOO_MUCH, id="22-huge"),
        pytest.param("100000.01", TOO_MUCH, id="22-limit"),
        pytest.param("$12", FOREIGN, id="26-dollar"),
        pytest.param("12 €", FOREIGN, id="26-euro"),
        pytest.param("12 EUR", FOREIGN, id="26-EUR"),
        pytest.param(".", SHAPE, id="stop"),
        pytest.param("£", SHAPE, id="sign"),
    ],
)
def test_an_amount_that_is_refused_says_how_to_write_it(typed, message):
    with pytest.raises(ValidationError) as refused:
        MoneyField().clean(typed)
    assert refused.value.messages == [message]


def test_4400_digits_are_refused_at_once():  # row 22
    def refused() -> None:
        with pytest.raises(ValidationError):
            MoneyField().clean("9" * 4400)

    assert stopwatch.cost(refused) < 1


def test_zero_is_for_the_fields_that_ask_for_it():
    assert MoneyField(zero_allowed=True).clean("0.00") == 0
    assert MoneyField(required=False).clean("") is None
    assert MoneyField(required=False).clean("  ") is None


def test_a_stored_amount_is_shown_as_it_is_typed():
    assert MoneyField().prepare_value(123405) == "1234.05"
    assert MoneyField().prepare_value("12,50") == "12,50"


@pytest.mark.parametrize(("typed", "tenths"), [("13.7", 137), ("14", 140), ("13.7 miles", 137), ("0.1", 1)])
def test_miles_are_whole_tenths(typed, tenths):  # row 24: 13.7 x 45p is exact in tenths
    assert MilesField().clean(typed) == tenths


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("13.75", "Enter the miles as a number, for example 13.7."),
        ("１３", "Enter the miles as a number, for example 13.7."),
        ("-3", "Enter the miles as a number, for example 13.7."),
        ("1e2", "Enter the miles as a number, for example 13.7."),
        ("0", "The distance must be more than 0 miles."),
        ("1000.1", "The distance must be 1000 miles or less. Check it."),
    ],
)
def test_miles_that_are_refused(typed, message):
    with pytest.raises(ValidationError) as refused:
        MilesField().clean(typed)
    assert refused.value.messages == [message]
