"""From which day a fee may be paid, and which week or month a day is in."""

import datetime as dt

import pytest

from expenses.payees.recognition.rules import a_month_after, not_before, starts_on


@pytest.mark.parametrize(
    ("day", "after"),
    [("2027-01-31", "2027-02-28"), ("2027-12-31", "2028-01-31"), ("2028-01-31", "2028-02-29")],
)
def test_a_month_later(day, after):
    assert a_month_after(dt.date.fromisoformat(day)) == dt.date.fromisoformat(after)


def test_which_day_a_fee_may_be_paid():
    today, soon = dt.date(2027, 5, 10), dt.date(2027, 5, 12)
    assert not_before("hold", soon, None, today) == soon
    assert not_before("hold", today, None, today) is None
    assert not_before("weekly", None, None, today) is None
    assert not_before("weekly", None, today, today) == dt.date(2027, 5, 17)
    assert not_before("monthly", None, dt.date(2027, 3, 1), today) is None
    assert not_before("go", None, today, today) is None
    assert (starts_on("week", dt.date(2027, 5, 16)), starts_on("month", soon)) == (today, dt.date(2027, 5, 1))
