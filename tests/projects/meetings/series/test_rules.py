"""The days a series may be on, and the best time of each meeting on its own."""

import datetime as dt

import pytest

from contributors.availability.rules import Pattern
from projects.meetings.series.rules import ProposedMeeting, best_times, days_of_series, why
from projects.meetings.times.board import Board, Hours
from projects.meetings.times.rules import LeftOut

MONDAY = dt.date(2027, 10, 25)
EVERY_DAY = [MONDAY + dt.timedelta(days=n) for n in range(7)]


@pytest.mark.parametrize("every", [1, 2, 3, 4])
@pytest.mark.parametrize("first_day", EVERY_DAY, ids=lambda day: f"{day:%a}")
def test_whatever_day_a_series_begins_on_each_meeting_has_each_chosen_weekday_once(first_day, every):
    for weekdays in ({0}, {6}, {0, 2, 4}, set(range(5)), set(range(7))):
        periods = days_of_series(first_day, 4, every, weekdays, after=first_day - dt.timedelta(days=1))
        for number, days in enumerate(periods):
            begins = first_day + dt.timedelta(weeks=every * number)
            assert days == sorted(days)
            assert begins <= days[0] <= days[-1] < begins + dt.timedelta(days=7)
            assert {day.weekday() for day in days} == weekdays
            assert len(days) == len(weekdays)


@pytest.mark.parametrize("today", EVERY_DAY, ids=lambda day: f"{day:%a}")
def test_a_series_from_today_begins_tomorrow_and_loses_no_day(today):
    periods = days_of_series(today, 2, 1, {today.weekday()}, after=today)
    assert periods == [[today + dt.timedelta(days=7)], [today + dt.timedelta(days=14)]]


def test_a_meeting_lies_in_the_seven_days_from_the_first_day_and_after_today():
    wednesday = MONDAY + dt.timedelta(days=2)
    weeks = days_of_series(wednesday, 2, 3, frozenset([0, 2, 4]), after=wednesday)
    assert [[str(day) for day in week] for week in weeks] == [
        ["2027-10-29", "2027-11-01", "2027-11-03"],
        ["2027-11-19", "2027-11-22", "2027-11-24"],
    ]


def test_the_best_single_times_spare_public_contributors_first_then_staff_then_wait_least():
    public, staff = Pattern(weekly=((0, 9 * 60, 11 * 60),)), Pattern(weekly=((0, 11 * 60, 13 * 60),))
    times = Board([public, staff]).times([MONDAY], Hours(60, 9 * 60, 15 * 60, step=60))
    found = best_times(times, public=0b01, number=4)
    assert [(time.minute // 60, time.people) for time in found] == [(13, 0), (14, 0), (11, 2), (12, 2)]


def left_out(hour: int, public: int) -> LeftOut:
    start = dt.datetime(2027, 10, 25, hour, tzinfo=dt.UTC)
    return LeftOut(start, start + dt.timedelta(hours=1), public, 5, 0, 2, 5, 2)


@pytest.mark.parametrize(
    ("fair", "alone", "words"),
    [
        ((9, 1), (9, 1), "It is also the best time for this meeting on its own."),
        (
            (10, 1),
            (9, 1),
            "It leaves out the same number of people but different ones, so that it is not always the "
            "same people.",
        ),
        ((10, 2), (9, 1), "It leaves out 1 more person, so that others are not left out again."),
        ((10, 3), (9, 1), "It leaves out 2 more people, so that others are not left out again."),
    ],
)
def test_why_a_meeting_has_its_time(fair, alone, words):
    assert why(ProposedMeeting(left_out(*fair), left_out(*alone), 0, [])) == words
