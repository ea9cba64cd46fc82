"""Festivals near a day: by name, without the network, and open about what is not certain."""

import datetime as dt

import holidays
import pytest

from projects.meetings.special_days import rules as special_days_rules
from projects.meetings.special_days.rules import (
    FESTIVALS,
    Holiday,
    NearFestival,
    SchoolCalendar,
    _kept_in,
    not_known,
    special,
)

LEEDS = SchoolCalendar(
    (
        Holiday("Leeds", "Autumn", dt.date(2027, 10, 25), dt.date(2027, 10, 29), "leeds.gov.uk"),
        Holiday("Leeds", "Christmas", dt.date(2027, 12, 20), dt.date(2028, 1, 3), "leeds.gov.uk"),
        Holiday("Hull", "Autumn", dt.date(2027, 10, 18), dt.date(2027, 10, 29), "hull.gov.uk"),
    )
)


def test_every_festival_is_found_by_its_name_in_the_library_each_year():
    """Fails when a new version of the library calls one by another name."""
    _kept_in.cache_clear()  # read anew, whoever asked before
    special_days_rules.festivals_unknown_in.cache_clear()
    for year in range(2026, 2032):
        kept = [one for festivals_of_day in _kept_in(year).values() for one in festivals_of_day]
        assert [one.there for one in FESTIVALS if one not in kept] == [], year
        assert special_days_rules.festivals_unknown_in(year) == []


def test_dates_are_those_of_the_library_and_nobody_elses():
    for land, name in (("IL", "Yom Kippur"), ("SG", "Chinese New Year"), ("IN", "Diwali")):
        days = holidays.country_holidays(land, years=2027, language="en_US").get_named(name, lookup="exact")
        assert days
        for day in days:
            assert day in {one.day for one in special_days_rules.festivals_near(day)}


def test_what_is_counted_by_the_calendar_is_on_its_day_alone():
    assert special_days_rules.festivals_near(dt.date(2027, 10, 11)) == [
        NearFestival("Yom Kippur", dt.date(2027, 10, 11), False)
    ]
    assert special_days_rules.festivals_near(dt.date(2027, 10, 12)) == []


@pytest.mark.parametrize("day", [9, 10, 11])
def test_what_follows_the_moon_may_be_a_day_earlier_or_later(day):
    expected = NearFestival("Eid al-Fitr", dt.date(2027, 3, 10), True)
    assert expected in special_days_rules.festivals_near(dt.date(2027, 3, day))
    [words] = special(dt.date(2027, 3, day), SchoolCalendar()).festivals
    assert words == (
        "Eid al-Fitr is expected on Wednesday 10 March 2027. It may fall a day earlier or later."
    )


def test_over_the_end_of_a_year():
    shifts = [one for one in FESTIVALS if one.may_shift]
    days = {day for day, kept in _kept_in(2026).items() if set(kept) & set(shifts)}
    assert days  # the neighbouring year is looked at as well: nothing raises
    assert (
        special_days_rules.festivals_near(dt.date(2026, 12, 31))
        == special_days_rules.festivals_near(dt.date(2027, 1, 1))
        == []
    )


def test_years_that_the_library_does_not_know_are_said_and_raise_no_warning():
    day = dt.date(2045, 6, 1)
    assert "Diwali" in {one.name for one in special_days_rules.festivals_unknown_in(2045)}
    assert "Yom Kippur" not in {one.name for one in special_days_rules.festivals_unknown_in(2045)}
    assert special_days_rules.festivals_near(day) == []
    assert not_known(day, LEEDS)[-1].startswith("We have no dates in 2045 for: ")


def test_school_holidays_of_a_day_and_what_is_not_entered():
    assert special(dt.date(2027, 10, 25), LEEDS).schools == [
        "This falls in the school holidays of Leeds (Autumn).",
        "This falls in the school holidays of Hull (Autumn).",
    ]
    assert special(dt.date(2027, 10, 18), LEEDS).schools == [
        "This falls in the school holidays of Hull (Autumn)."
    ]
    assert special(dt.date(2027, 11, 1), LEEDS).words == []
    assert not_known(dt.date(2027, 10, 26), LEEDS) == []
    words = "School holidays around this day have not been entered for {}."
    assert not_known(dt.date(2027, 11, 1), LEEDS) == [words.format("Hull")]
    for day in (dt.date(2027, 10, 25), dt.date(2028, 1, 3)):  # the first day and the last are entered
        assert "Leeds" not in "".join(not_known(day, LEEDS))
    assert not_known(dt.date(2028, 1, 4), LEEDS) == [words.format("Hull, Leeds")]
    assert not_known(dt.date(2028, 7, 1), LEEDS) == [words.format("Hull, Leeds")]
    assert not_known(dt.date(2027, 11, 1), SchoolCalendar()) == ["No school holidays have been entered yet."]
