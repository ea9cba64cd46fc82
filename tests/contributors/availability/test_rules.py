"""When people can come, against a naive walk over every minute."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contributors.availability.clocks.rules import clocks
from contributors.availability.rules import Pattern, Way, can_come, merged, pieces, spans_of
from coproduce.foundation.clock import UK

DAY = 24 * 60
MINUTE = dt.timedelta(minutes=1)

# Around both clock changes of 2027 in the UK (28 March, 31 October), in New York (14 March, 7 November)
# and on Lord Howe Island (half an hour: 4 April, 3 October), and an ordinary week.
NIGHTS = [
    dt.datetime(2027, 3, 27, 12, tzinfo=dt.UTC),
    dt.datetime(2027, 10, 30, 12, tzinfo=dt.UTC),
    dt.datetime(2027, 3, 13, 18, tzinfo=dt.UTC),
    dt.datetime(2027, 11, 6, 18, tzinfo=dt.UTC),
    dt.datetime(2027, 4, 3, 1, tzinfo=dt.UTC),
    dt.datetime(2027, 10, 2, 1, tzinfo=dt.UTC),
    dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC),
]
NEW_YORK = ZoneInfo("America/New_York")
zones = st.sampled_from(
    [UK, NEW_YORK, *map(ZoneInfo, ("Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati"))]
)
travels = st.sampled_from([(0, 0), (30, 0), (45, 90), (240, 480)])
starts = st.builds(
    lambda base, minutes: base + minutes * MINUTE, st.sampled_from(NIGHTS), st.integers(0, 2 * DAY)
)
lengths = st.integers(1, 16 * 60).map(lambda minutes: minutes * MINUTE)
spans = st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)).filter(lambda span: span[0] < span[1])
weekly = st.lists(st.tuples(st.integers(0, 6), spans).map(lambda pair: (pair[0], *pair[1])), max_size=4)
near = st.integers(-1, 4).flatmap(
    lambda offset: st.tuples(st.sampled_from(NIGHTS), st.just(offset), st.integers(0, 2))
)
away = st.lists(
    near.map(
        lambda made: (
            made[0].date() + dt.timedelta(days=made[1]),
            made[0].date() + dt.timedelta(days=made[1] + made[2]),
        )
    ),
    max_size=2,
)


def by_the_minute(pattern: Pattern, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """The oracle: look at the kitchen clock at every minute of the meeting and of the way."""
    moment = starts_at - pattern.before * MINUTE
    while moment < ends_at + pattern.after * MINUTE:
        local = moment.astimezone(pattern.zone)
        minute = local.hour * 60 + local.minute
        if any(first <= local.date() <= last for first, last in pattern.away):
            return False
        if any(day == local.weekday() and start <= minute < end for day, start, end in pattern.weekly):
            return False
        moment += MINUTE
    return True


@settings(max_examples=500, deadline=None)
@given(starts, lengths, weekly, away, zones, travels)
# The hour that is missing in March: 01:00 to 02:00 on 28 March 2027 blocks nothing.
@example(
    dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC), dt.timedelta(hours=1), [(6, 60, 120)], [], UK, (0, 0)
)
# The hour that comes twice in October: the second 01:30 is blocked as well.
@example(dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC), 5 * MINUTE, [(6, 60, 120)], [], UK, (0, 0))
@example(dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC), 5 * MINUTE, [(6, 60, 120)], [], UK, (0, 0))
# The same in New York: no 02:30 on 14 March, two of 01:30 on 7 November.
@example(dt.datetime(2027, 3, 14, 7, 30, tzinfo=dt.UTC), 5 * MINUTE, [(6, 120, 180)], [], NEW_YORK, (0, 0))
@example(dt.datetime(2027, 11, 7, 6, 30, tzinfo=dt.UTC), 5 * MINUTE, [(6, 60, 120)], [], NEW_YORK, (0, 0))
def test_as_a_walk_over_every_minute(starts_at, length, weekly, away, zone, travel):
    pattern = Pattern(tuple(weekly), tuple(away), zone, *travel)
    ends_at = starts_at + length
    assert can_come(pattern, starts_at, ends_at, Way.IN_PERSON) is by_the_minute(pattern, starts_at, ends_at)


def test_midnights_and_clock_changes_fall_on_quarters_of_an_hour_everywhere():
    """What `pieces` relies on, hour by hour over two years for every clock that is offered."""
    first = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    hours = [first + dt.timedelta(hours=n) for n in range(0, 2 * 365 * 24, 2)]
    wrong = []
    for name, _label in clocks():
        zone = ZoneInfo(name)
        offsets = [hour.astimezone(zone).utcoffset() for hour in hours]
        changes = [hour for hour, (one, two) in zip(hours, pairwise(offsets), strict=False) if one != two]
        wrong += [name for offset in set(offsets) if offset % dt.timedelta(minutes=15)]
        for hour in changes:
            minutes = [(hour + n * MINUTE).astimezone(zone).utcoffset() for n in range(121)]
            wrong += [name for n in range(120) if minutes[n] != minutes[n + 1] and (n + 1) % 15]
    assert wrong == []


@pytest.mark.parametrize(
    ("way", "joins_online", "expected"),
    [
        (Way.IN_PERSON, False, (45, 60)),
        (Way.IN_PERSON, True, (45, 60)),  # there is no other way to be there
        (Way.EITHER, False, (45, 60)),
        (Way.EITHER, True, (0, 0)),
        (Way.ONLINE, False, (0, 0)),
    ],
)
def test_the_way_counts_for_who_comes_to_a_place(way, joins_online, expected):
    assert Pattern(before=45, after=60, joins_online=joins_online).travel(way) == expected


def test_getting_there_and_back_has_to_fit_as_well():
    school_run = ((1, 8 * 60 + 30, 9 * 60 + 15), (1, 15 * 60, 16 * 60))
    carer = Pattern(school_run, before=45, after=45)
    fits = {
        (start, end): can_come(carer, uk(2027, 6, 1, *start), uk(2027, 6, 1, *end), Way.IN_PERSON)
        for start, end in (((10,), (14, 15)), ((9, 45), (12,)), ((10,), (14, 30)))
    }
    assert list(fits.values()) == [True, False, False]
    assert can_come(carer, uk(2027, 6, 1, 9, 45), uk(2027, 6, 1, 14, 30), Way.ONLINE)


def test_nine_to_five_in_new_york_is_two_to_ten_in_the_uk_but_for_the_weeks_between_clock_changes():
    works = Pattern(tuple((day, 9 * 60, 17 * 60) for day in range(5)), zone=NEW_YORK)
    fits = [
        can_come(works, uk(2027, month, day, hour), uk(2027, month, day, hour + 1))
        for month, day in ((3, 8), (3, 15), (3, 29), (11, 1), (11, 8))  # Mondays
        for hour in (12, 13, 21, 22)
    ]
    usual, between = [True, True, False, True], [True, False, True, True]
    assert fits == [*usual, *between, *usual, *between, *usual]


@settings(max_examples=200, deadline=None)
@given(starts, lengths, zones)
def test_the_pieces_are_the_whole_meeting(starts_at, length, zone):
    cut = pieces(starts_at, starts_at + length, zone)
    assert sum(piece.to_minute - piece.from_minute for piece in cut) * MINUTE == length
    assert all(0 <= piece.from_minute < piece.to_minute <= DAY for piece in cut)


def uk(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=UK)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        (uk(2027, 6, 1, 12), uk(2027, 6, 1, 13), True),  # right after the morning
        (uk(2027, 6, 1, 11, 59), uk(2027, 6, 1, 13), False),
        (uk(2027, 6, 1, 8), uk(2027, 6, 1, 9), True),  # right before it
        (uk(2027, 6, 1, 8), uk(2027, 6, 1, 9, 0, 1), False),  # a second into it
        (uk(2027, 12, 7, 9), uk(2027, 12, 7, 10), False),  # the same clock in winter
        (uk(2027, 6, 2, 9), uk(2027, 6, 2, 10), True),  # Wednesday
        (uk(2027, 5, 31, 23), uk(2027, 6, 1, 9, 30), False),  # across midnight into it
    ],
)
def test_not_on_tuesday_mornings(starts_at, ends_at, expected):
    assert can_come(Pattern(weekly=((1, 9 * 60, 12 * 60),)), starts_at, ends_at) is expected


def test_days_away_are_whole_uk_days():
    pattern = Pattern(away=((dt.date(2027, 6, 1), dt.date(2027, 6, 1)),))
    late_monday = dt.datetime(2027, 5, 31, 23, 30, tzinfo=dt.UTC)  # 0:30 on Tuesday in the UK
    assert not can_come(pattern, late_monday, late_monday + MINUTE)
    assert can_come(pattern, late_monday - dt.timedelta(hours=1), late_monday - 30 * MINUTE)


def test_a_meeting_ends_after_it_starts():
    nine = uk(2027, 6, 1, 9)
    for pattern in (Pattern(), Pattern(before=45, after=45)):  # the way there makes no meeting of it
        with pytest.raises(ValueError, match="after"):
            can_come(pattern, nine, nine, Way.IN_PERSON)
    with pytest.raises(ValueError, match="after"):
        pieces(nine, nine)


def test_a_time_that_ends_as_it_starts_is_a_day_long():
    assert spans_of([6], 9 * 60, 9 * 60) == [(6, 9 * 60, 24 * 60), (0, 0, 9 * 60)]


@given(st.lists(spans, max_size=8))
def test_merged_spans_cover_the_same_minutes_and_never_touch(given_spans):
    found = merged(given_spans)
    assert {m for s, e in found for m in range(s, e)} == {m for s, e in given_spans for m in range(s, e)}
    assert all(one[1] < two[0] for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("weekdays", "start", "end", "expected"),
    [
        ([0, 2], 540, 720, [(0, 540, 720), (2, 540, 720)]),
        ([6], 1320, 360, [(6, 1320, DAY), (0, 0, 360)]),  # nights, Sunday into Monday
        ([4], 1080, 0, [(4, 1080, DAY)]),  # until midnight
    ],
)
def test_times_across_midnight_belong_to_two_days(weekdays, start, end, expected):
    assert spans_of(weekdays, start, end) == expected
