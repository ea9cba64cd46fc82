"""Days on which somebody is at work: no weekend, no bank holiday in England."""

import datetime as dt

import pytest

from coproduce.foundation import working_days


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 11, 24)),
        (dt.date(2026, 11, 27), dt.date(2026, 11, 30)),  # Friday: over the weekend
        (dt.date(2026, 11, 28), dt.date(2026, 11, 30)),
        (dt.date(2026, 11, 29), dt.date(2026, 11, 30)),
        (dt.date(2026, 12, 24), dt.date(2026, 12, 29)),  # Christmas, a weekend, Boxing Day on Monday
        (dt.date(2026, 12, 31), dt.date(2027, 1, 4)),  # into another year
        (dt.date(2027, 3, 25), dt.date(2027, 3, 30)),  # Good Friday to Easter Monday
        (dt.date(2028, 2, 28), dt.date(2028, 2, 29)),
        (dt.date(2027, 3, 16), dt.date(2027, 3, 17)),  # a bank holiday in Northern Ireland alone
        (dt.date(2027, 11, 29), dt.date(2027, 11, 30)),  # in Scotland alone
    ],
)
def test_the_next_working_day_is_no_weekend_and_no_bank_holiday_in_england(day, following):
    assert working_days.next_working_day(day) == following


@pytest.mark.parametrize(
    ("day", "ahead", "found"),
    [
        (dt.date(2026, 8, 14), 0, dt.date(2026, 8, 14)),
        (dt.date(2026, 8, 15), 0, dt.date(2026, 8, 17)),
        (dt.date(2026, 8, 15), 1, dt.date(2026, 8, 18)),  # a Saturday counts as the Monday
        (dt.date(2026, 8, 28), 1, dt.date(2026, 9, 1)),  # the summer bank holiday
        (dt.date(2026, 12, 24), 3, dt.date(2026, 12, 31)),
    ],
)
def test_days_ahead_are_counted_in_working_days(day, ahead, found):
    assert working_days.working_day_from(day, ahead) == found


def test_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        working_days.working_day_from(dt.date(2026, 8, 14), -1)


def test_a_holiday_of_one_nation_is_named():
    assert working_days.bank_holiday_in(dt.date(2027, 11, 30)) == ["Scotland"]
    assert working_days.bank_holiday_in(dt.date(2027, 7, 12)) == ["Northern Ireland"]
    assert working_days.bank_holiday_in(dt.date(2027, 11, 2)) == []
