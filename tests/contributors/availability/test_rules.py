"""When people can come, against a naive walk over every minute."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contributors.availability.rules import Pattern, can_come, merged, pieces, spans_of
from coproduce.foundation.clock import UK

DAY = 24 * 60
MINUTE = dt.timedelta(minutes=1)

# Around both clock changes of 2027 (28 March, 31 October) and an ordinary week.
NIGHTS = [
    dt.datetime(2027, 3, 27, 12, tzinfo=dt.UTC),
    dt.datetime(2027, 10, 30, 12, tzinfo=dt.UTC),
    dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC),
]
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
    """The oracle: look at the kitchen clock at every minute of the meeting."""
    moment = starts_at
    while moment < ends_at:
        wall = moment.astimezone(UK)
        minute = wall.hour * 60 + wall.minute
        if any(first <= wall.date() <= last for first, last in pattern.away):
            return False
        if any(day == wall.weekday() and start <= minute < end for day, start, end in pattern.weekly):
            return False
        moment += MINUTE
    return True


@settings(max_examples=300, deadline=None)
@given(starts, lengths, weekly, away)
# The hour that is missing in March: 01:00 to 02:00 on 28 March 2027 blocks nothing.
@example(dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC), dt.timedelta(hours=1), [(6, 60, 120)], [])
# The hour that comes twice in October: the second 01:30 is blocked as well.
@example(dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC), 5 * MINUTE, [(6, 60, 120)], [])
@example(dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC), 5 * MINUTE, [(6, 60, 120)], [])
def test_as_a_walk_over_every_minute(starts_at, length, weekly, away):
    pattern = Pattern(tuple(weekly), tuple(away))
    ends_at = starts_at + length
    assert can_come(pattern, starts_at, ends_at) is by_the_minute(pattern, starts_at, ends_at)


@settings(max_examples=200, deadline=None)
@given(starts, lengths)
def test_the_pieces_are_the_whole_meeting(starts_at, length):
    cut = pieces(starts_at, starts_at + length)
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
    with pytest.raises(ValueError, match="after"):
        can_come(Pattern(), uk(2027, 6, 1, 9), uk(2027, 6, 1, 9))


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
