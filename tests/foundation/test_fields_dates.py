"""Dates and times as people type them: trust.md, section 4, rows 1-14."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from coproduce.foundation.fields import (
    DateField,
    DateTextField,
    DurationField,
    TimeField,
    parse_date,
    uk_datetime,
)


def refusal(field, typed) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


REFUSED_DATES = [
    pytest.param("31/04/2027", "April has 30 days. Check the day.", id="1"),
    pytest.param("29/02/2027", "February 2027 has 28 days. Check the day.", id="2"),
    pytest.param(
        "12/31/2026",
        "The month must be 12 or less. Write the day first, then the month, for example 31 12 2026.",
        id="3",
    ),
    pytest.param(
        "13/13/2026",
        "The month must be 12 or less. Write the day first, then the month, for example 13 12 2026.",
        id="3-both",
    ),
    pytest.param("5 Jan 26", "Write the year with 4 digits, for example 2027.", id="4-short-year"),
    pytest.param("1/1/69", "Write the year with 4 digits, for example 2027.", id="5"),
    pytest.param("01/01/0001", "Write the year with 4 digits, for example 2027.", id="6-year-1"),
    pytest.param("31/12/9999", "The date must be 31 December 2100 or earlier.", id="6-year-9999"),
    pytest.param("01/01/1899", "The date must be 1 January 1900 or later.", id="6-year-1899"),
    pytest.param("２０２６-01-05", "The day must be a number, like 27.", id="12"),
    pytest.param("٥/1/2026", "The day must be a number, like 27.", id="12-arabic"),
    pytest.param("0/1/2026", "Enter a day, a month and a year, for example 27 3 2027.", id="zero-day"),
    pytest.param("5/0/2026", "Enter a day, a month and a year, for example 27 3 2027.", id="zero-month"),
    pytest.param("tomorrow", "Enter a day, a month and a year, for example 27 3 2027.", id="word"),
    pytest.param("5 smarch 2026", "The month must be a number or a name, like 3 or March.", id="no-month"),
    pytest.param("5 ju 2026", "The month must be a number or a name, like 3 or March.", id="June-or-July"),
    pytest.param("9" * 4400, "Enter a day, a month and a year, for example 27 3 2027.", id="long"),
]


@pytest.mark.parametrize(("typed", "message"), REFUSED_DATES)
def test_a_date_that_is_refused_says_what_to_do(typed, message):
    assert refusal(DateTextField(), typed) == message


@pytest.mark.parametrize(
    ("typed", "message"), [row for row in REFUSED_DATES if row.values[0].count("/") == 2]
)
def test_the_three_boxes_refuse_with_the_same_words(typed, message):
    assert refusal(DateField(), typed.split("/")) == message


def test_full_width_digits_in_a_box_are_refused_like_everywhere():  # row 12
    assert refusal(DateField(), ["5", "1", "２０２６"]) == "The year must be a number, like 2027."


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        pytest.param("29/02/2028", dt.date(2028, 2, 29), id="2"),
        pytest.param("5 January 2026", dt.date(2026, 1, 5), id="4-words"),
        pytest.param("05-01-2026", dt.date(2026, 1, 5), id="4-dashes"),
        pytest.param("5.1.2026", dt.date(2026, 1, 5), id="4-stops"),
        pytest.param("5th Sept. 2026", dt.date(2026, 9, 5), id="ordinal"),
        pytest.param("1 MAY 2026", dt.date(2026, 5, 1), id="capitals"),
        pytest.param("3 Chwefror 2027", dt.date(2027, 2, 3), id="Welsh"),
        pytest.param("2026-01-05", dt.date(2026, 1, 5), id="ISO"),
    ],
)
def test_dates_as_people_type_them(typed, date):
    assert (parse_date(typed), DateTextField().clean(typed), DateField().clean([typed, "", ""])) == (
        date,
    ) * 3


def test_a_date_in_three_boxes():
    assert DateField().clean(["27", "3", "2027"]) == dt.date(2027, 3, 27)
    assert DateField().clean([" 27 ", "march", "2027"]) == dt.date(2027, 3, 27)
    assert DateField(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["27", "", "2027"], "The date must have a month."),
        (["27", "", ""], "The date must have a month and a year."),
        (["", "", ""], "This field is required."),
    ],
)
def test_an_empty_box_is_named(typed, message):
    assert refusal(DateField(), typed) == message


def test_bounds_are_asked_when_the_form_is_checked_and_have_their_own_words():  # row 7
    today = dt.date(2027, 3, 27)
    field = DateField(latest=lambda: today, too_late="The date you paid cannot be after today.")
    assert field.clean(["27", "3", "2027"]) == today
    assert refusal(field, ["28", "3", "2027"]) == "The date you paid cannot be after today."
    today = dt.date(2027, 3, 28)
    assert field.clean(["28", "3", "2027"]) == today


def test_bounds_show_the_date_they_want():  # row 14: a birthday gives age 130
    field = DateField(earliest=dt.date(1907, 1, 1))
    assert refusal(field, ["1", "1", "1896"]) == "The date must be 1 January 1907 or later."


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        pytest.param("7pm", dt.time(19), id="11-7pm"),
        pytest.param("7 p.m.", dt.time(19), id="11-p.m."),
        pytest.param("19.30", dt.time(19, 30), id="11-19.30"),
        pytest.param("noon", dt.time(12), id="11-noon"),
        pytest.param("12 Noon", dt.time(12), id="11-12-noon"),
        pytest.param("12am", dt.time(0), id="12am"),
        pytest.param("12:30pm", dt.time(12, 30), id="12.30pm"),
        pytest.param("0:00", dt.time(0), id="midnight"),
        pytest.param("1930", dt.time(19, 30), id="1930"),
        pytest.param("9:05 am", dt.time(9, 5), id="9.05am"),
    ],
)
def test_times_as_people_type_them(typed, time):
    assert TimeField().clean(typed) == time


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param(
            "24:00",
            "The day ends at 23:59. For midnight, enter 00:00 and the date of the next day.",
            id="11-24:00",
        ),
        pytest.param("25:10", "The hour must be 23 or less, for example 19:30.", id="11-25:10"),
        pytest.param("19:75", "The minutes must be 59 or less, for example 19:30.", id="minutes"),
        pytest.param("7", "Enter a time, for example 9:30am, 7pm or 19:30.", id="am-or-pm"),
        pytest.param("19:30am", "Enter a time, for example 9:30am, 7pm or 19:30.", id="19am"),
        pytest.param("０7:00", "Enter a time, for example 9:30am, 7pm or 19:30.", id="12-full-width"),
        pytest.param("tea time", "Enter a time, for example 9:30am, 7pm or 19:30.", id="words"),
    ],
)
def test_a_time_that_is_refused_says_what_to_do(typed, message):
    assert refusal(TimeField(), typed) == message


@pytest.mark.parametrize(
    ("typed", "minutes"), [(["2", "30"], 150), (["", "45"], 45), (["1", ""], 60), (["", "90"], 90)]
)
def test_a_length_of_time_is_whole_minutes(typed, minutes):
    assert DurationField().clean(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param(["0", "0"], "The time must be at least 1 minute.", id="8-nothing"),
        pytest.param(["400", "0"], "The time must be 100 hours or less. Check it.", id="8-400-hours"),
        pytest.param(
            ["1", "75"], "The minutes must be 59 or less. Put whole hours in the hours box.", id="75"
        ),
        pytest.param(
            ["1.5", ""], "Enter hours and minutes as whole numbers, for example 2 and 30.", id="decimal"
        ),
        pytest.param(
            ["-2", ""], "Enter hours and minutes as whole numbers, for example 2 and 30.", id="minus"
        ),
    ],
)
def test_a_length_of_time_that_is_refused(typed, message):
    assert refusal(DurationField(), typed) == message


def test_an_ordinary_uk_time_is_one_moment():
    winter = uk_datetime(dt.date(2027, 1, 14), dt.time(14))
    summer = uk_datetime(dt.date(2027, 7, 14), dt.time(14))
    assert (winter.utc, winter.note) == (dt.datetime(2027, 1, 14, 14, tzinfo=dt.UTC), "")
    assert (summer.utc, summer.note) == (dt.datetime(2027, 7, 14, 13, tzinfo=dt.UTC), "")


def test_the_hour_that_is_missing_is_explained_and_the_next_one_offered():  # row 9
    with pytest.raises(ValidationError) as refused:
        uk_datetime(dt.date(2027, 3, 28), dt.time(1, 30))
    assert refused.value.messages == [
        "The clocks go forward that night, so 01:30 does not exist. "
        "The next time is 02:30. Choose that or another time."
    ]
    assert refused.value.params["offer"] == "02:30"


def test_the_hour_that_comes_twice_is_the_first_and_says_so():  # row 10
    moment = uk_datetime(dt.date(2027, 10, 31), dt.time(1, 30))
    assert moment.utc == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)
    assert moment.note == "The clocks go back that night, so 01:30 happens twice. We used the first one."
