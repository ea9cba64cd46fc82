"""Opened up for everybody at once, availability says what it says for one person at one time."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contributors.availability.rules import MINUTE, Pattern, Way, can_come, spans_of
from coproduce.foundation import clock
from projects.meetings.times.board import Board, Hours, offset_over, set_of

FORWARD, BACK = dt.date(2027, 3, 28), dt.date(2027, 10, 31)  # the days UK clocks change in 2027
MONDAY = dt.date(2027, 10, 25)
ALL_DAY = Hours(length=60, earliest=0, latest=24 * 60, step=30)

minutes = st.integers(0, 24 * 60)
spans = st.tuples(st.integers(0, 6), minutes, minutes).filter(lambda span: span[1] < span[2])
NEW_YORK = ZoneInfo("America/New_York")  # clocks change on 14 March and 7 November
zones = st.sampled_from(
    [
        *(clock.UK, clock.UK, NEW_YORK),
        *map(ZoneInfo, ("Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago")),
    ]
)
near = st.sampled_from(
    [FORWARD, BACK, dt.date(2027, 3, 14), dt.date(2027, 11, 7), dt.date(2027, 10, 3)]
).flatmap(lambda day: st.integers(-3, 3).map(lambda far: day + dt.timedelta(days=far)))
away = st.tuples(near, near).map(lambda days: (min(days), max(days)))
travels = st.sampled_from([0, 0, 30, 90, 480])
patterns = st.builds(
    Pattern,
    st.lists(spans, max_size=4).map(tuple),
    st.lists(away, max_size=2).map(tuple),
    zones,
    travels,
    travels,
    st.booleans(),
)


@given(
    st.lists(patterns, min_size=1, max_size=5),
    near,
    st.sampled_from([25, 60, 150]),
    st.sampled_from([(0, 24 * 60), (9 * 60, 17 * 60)]),
    st.sampled_from(Way),
)
@settings(max_examples=200, deadline=None)
def test_every_time_of_a_day_is_what_asking_each_person_finds(people, day, length, between, way):
    """On the days around both clock changes of the UK, of New York and of Lord Howe Island."""
    hours = Hours(length, *between, step=45)
    times = Board(people, way).times([day], hours)
    assert len(times) >= len(hours.starts) - 2  # the hour that the clocks skip
    for time in times:
        ends_at = time.starts_at + length * MINUTE
        slow = [one for one, p in enumerate(people) if not can_come(p, time.starts_at, ends_at, way)]
        assert time.people == set_of(slow, len(people)), clock.uk(time.starts_at)


def test_nobody_asked_is_nobody_left_out():
    assert {time.people for time in Board([]).times([MONDAY, BACK], ALL_DAY)} == {0}


def test_the_night_the_clocks_go_forward_has_no_time_in_the_hour_that_is_missing():
    faces = [divmod(time.minute, 60) for time in Board([Pattern()]).times([FORWARD], ALL_DAY)]
    assert [face for face in faces if face[0] < 3] == [(0, 0), (0, 30), (2, 0), (2, 30)]


def test_the_night_the_clocks_go_back_takes_the_first_of_the_hour_that_comes_twice():
    sleeps_from_two = Pattern(weekly=((6, 120, 420),))
    times = {time.minute: time for time in Board([sleeps_from_two]).times([BACK], ALL_DAY)}
    assert times[60].starts_at == dt.datetime(2027, 10, 31, 0, 0, tzinfo=dt.UTC)
    assert [times[minute].people for minute in (60, 90, 120)] == [0, 0, 1]


def test_clocks_change_on_two_days_a_year():
    days = [dt.date(2027, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    assert [day for day in days if offset_over(clock.UK, day, 0, 24 * 60) is None] == [FORWARD, BACK]
    assert [offset_over(clock.UK, day, 180, 24 * 60) for day in (FORWARD, BACK)] == [60, 0]  # from 3am


NIGHTS = Pattern(
    weekly=tuple(spans_of([0, 1, 2], 22 * 60, 8 * 60) + [(d, 8 * 60, 14 * 60) for d in (1, 2, 3)])
)
SCHOOL_RUN = Pattern(weekly=tuple((d, *t) for d in range(5) for t in ((510, 555), (885, 960))))
FRIDAY_PRAYER = Pattern(weekly=((4, 12 * 60, 14 * 60 + 30),))


@pytest.mark.parametrize(
    ("who", "day", "free"),
    [
        (NIGHTS, 1, ["14:00", "15:00", "16:00"]),  # sleeps after a night at work
        (NIGHTS, 4, ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]),
        (SCHOOL_RUN, 0, ["10:00", "11:00", "12:00", "13:00", "16:00"]),  # 8:30 to 9:15 and 14:45 to 16:00
        (SCHOOL_RUN, 5, ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]),
        (FRIDAY_PRAYER, 4, ["09:00", "10:00", "11:00", "15:00", "16:00"]),
    ],
)  # fmt: skip
def test_a_shift_worker_a_carer_and_somebody_who_prays_on_fridays(who, day, free):
    times = Board([who]).times([MONDAY + dt.timedelta(days=day)], Hours(60, 9 * 60, 17 * 60, step=60))
    assert [f"{time.minute // 60:02d}:00" for time in times if not time.people] == free
