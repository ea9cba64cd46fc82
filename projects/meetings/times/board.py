"""Everybody's availability, opened up: whom each time leaves out, and which times near it leave out fewer.

Availability is loaded once and opened up, for one meeting as for a series. What a person told us about
their clock and their way is counted in it and is nowhere to be seen on its own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from contributors.availability.models import DAY as MINUTES_A_DAY
from contributors.availability.rules import MINUTE, Pattern, Way, pieces
from coproduce.foundation import clock
from coproduce.foundation.fields import uk_datetime
from coproduce.foundation.working_days import bank_holiday_in, is_weekend
from projects.meetings.times.rules import LeftOut
from projects.team.states import Side

EARLIEST, LATEST = 9 * 60, 20 * 60  # minutes after midnight: a meeting starts from 9am and ends by 8pm
STEP = 30
DAYS_AROUND = 7  # a week before and a week after: two weeks in all
OFFERED = 5
_Rank = tuple[int, int, int, int]
DAY = dt.timedelta(days=1)
Days = tuple[int, int]
"""The first and last day, counted from a day of the UK, that a time reaches into on another clock."""


@dataclass(frozen=True)
class Hours:
    """When a meeting may be, in minutes after UK midnight: from `earliest`, over by `latest`, each `step`."""

    length: int
    earliest: int
    latest: int
    step: int = 15

    @cached_property
    def starts(self) -> range:
        return range(self.earliest, self.latest - self.length + 1, self.step)


class Time(NamedTuple):
    """A day, a start in minutes after midnight, and the set of people it leaves out."""

    day: dt.date
    minute: int
    people: int

    @property
    def starts_at(self) -> dt.datetime:
        """The moment in UTC. A time that comes twice is taken the first time."""
        return uk_datetime(self.day, dt.time(*divmod(self.minute, 60))).utc


class Board:
    """Everybody's availability, opened up, for one way to meet. People are numbered in the order given."""

    def __init__(self, patterns: Sequence[Pattern], way: Way = Way.ONLINE) -> None:
        travels = [pattern.travel(way) for pattern in patterns]
        groups: dict[tuple[ZoneInfo, int, int], list[tuple[int, Pattern]]] = {}
        for number, (pattern, travel) in enumerate(zip(patterns, travels, strict=True)):
            groups.setdefault((pattern.zone, *travel), []).append((number, pattern))
        self.alike = [_Alike(*key, members, len(patterns)) for key, members in groups.items()]

    def left_out(self, starts_at: dt.datetime, ends_at: dt.datetime) -> int:
        """Return the people who cannot come from start to end (aware), at any hour of any day."""
        people = 0
        for group in self.alike:
            people |= group.left_out(starts_at, ends_at)
        return people

    def times(self, days: Sequence[dt.date], hours: Hours) -> list[Time]:
        """Return every time on these days, the earliest first. An hour that the clocks skip is left out."""
        found = []
        for day in days:
            known = [group.column(day, hours) for group in self.alike]
            columns = [column for column in known if column is not None]
            changes = offset_over(clock.UK, day, hours.earliest, hours.latest) is None
            if changes or len(columns) < len(known):
                found += self._one_by_one(day, hours)
                continue
            people = columns.pop() if columns else [0] * len(hours.starts)
            for column in columns:
                people = [here | there for here, there in zip(people, column, strict=True)]
            found += [Time(day, *time) for time in zip(hours.starts, people, strict=True)]
        return found

    def _one_by_one(self, day: dt.date, hours: Hours) -> list[Time]:
        found = []
        for minute in hours.starts:
            try:
                starts_at = uk_datetime(day, dt.time(*divmod(minute, 60))).utc
            except ValidationError:  # the hour that is missing in March
                continue
            found.append(Time(day, minute, self.left_out(starts_at, starts_at + hours.length * MINUTE)))
        return found


class _Week(NamedTuple):
    """What is the same each week on one day of it: people left out, and days reached into, by start."""

    people: list[int]
    reach: list[Days]
    days: frozenset[Days]


class _Alike:
    """People who live by one clock and are on the way as long, before and after, in minutes."""

    def __init__(
        self, zone: ZoneInfo, before: int, after: int, members: Iterable[tuple[int, Pattern]], size: int
    ) -> None:
        self.zone, self.before, self.after = zone, before, after
        weekly: dict[tuple[int, int, int], list[int]] = {}
        away: dict[tuple[dt.date, dt.date], list[int]] = {}
        for number, pattern in members:
            for span in pattern.weekly:
                weekly.setdefault(span, []).append(number)
            for days in pattern.away:
                away.setdefault(days, []).append(number)
        self.spans: list[list[tuple[int, int, int]]] = [[] for _day in range(7)]
        for (weekday, start, end), who in weekly.items():
            self.spans[weekday].append((start, end, set_of(who, size)))
        self.away = [(first, last, set_of(who, size)) for (first, last), who in away.items()]
        self.weekdays: dict[tuple[int, int, Hours], _Week] = {}

    def left_out(self, starts_at: dt.datetime, ends_at: dt.datetime) -> int:
        people = 0
        whole = starts_at - self.before * MINUTE, ends_at + self.after * MINUTE
        for piece in pieces(*whole, self.zone):
            people |= self._away_on(piece.day)
            people |= self._at(piece.day.weekday(), piece.from_minute, piece.to_minute)
        return people

    def column(self, day: dt.date, hours: Hours) -> list[int] | None:
        """Return whom each start of a UK day leaves out; None where a clock changes within these hours."""
        reach = day, hours.earliest - self.before, hours.latest + self.after
        here, there = offset_over(clock.UK, *reach), offset_over(self.zone, *reach)
        if here is None or there is None:
            return None
        week = self._weekday(day, there - here, hours)
        gone = {days: self._away_over(day, days) for days in week.days}
        if not any(gone.values()):
            return week.people
        return [people | gone[days] for people, days in zip(week.people, week.reach, strict=True)]

    def _weekday(self, day: dt.date, ahead: int, hours: Hours) -> "_Week":
        """Return what repeats each week while a clock is this many minutes ahead of the UK's."""
        key = day.weekday(), ahead, hours
        if key not in self.weekdays:
            begin, end = ahead - self.before, ahead + hours.length + self.after
            starts = [self._on_own_clock(key[0], minute + begin, minute + end) for minute in hours.starts]
            people, reach = [one[0] for one in starts], [one[1] for one in starts]
            self.weekdays[key] = _Week(people, reach, frozenset(reach))
        return self.weekdays[key]

    def _on_own_clock(self, weekday: int, start: int, end: int) -> tuple[int, Days]:
        """Return who is left out from start to end, in minutes from midnight of a day of the week."""
        first, last = start // MINUTES_A_DAY, (end - 1) // MINUTES_A_DAY
        people = 0
        for far in range(first, last + 1):
            midnight = far * MINUTES_A_DAY
            people |= self._at((weekday + far) % 7, start - midnight, end - midnight)
        return people, (first, last)

    def _at(self, weekday: int, from_minute: int, to_minute: int) -> int:
        people = 0
        for start, end, who in self.spans[weekday]:
            if start < to_minute and from_minute < end:
                people |= who
        return people

    def _away_over(self, day: dt.date, days: Days) -> int:
        people = 0
        for far in range(days[0], days[1] + 1):
            people |= self._away_on(day + far * DAY)
        return people

    def _away_on(self, day: dt.date) -> int:
        people = 0
        for first, last, who in self.away:
            if first <= day <= last:
                people |= who
        return people


def set_of(numbers: Sequence[int], size: int) -> int:
    """Return people as a set: a whole number with a bit for each."""
    bits = bytearray(size // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


@lru_cache(maxsize=10_000)
def offset_over(zone: ZoneInfo, day: dt.date, from_minute: int, to_minute: int) -> int | None:
    """Return how many minutes a clock is ahead of UTC from one minute after UK midnight to another.

    None when it changes in between. No clock changes twice in so short a time.
    """
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=clock.UK)
    first, last = (
        (midnight + minute * MINUTE).astimezone(zone).utcoffset() or dt.timedelta()
        for minute in (from_minute, to_minute)
    )
    return first // MINUTE if first == last else None


@dataclass(frozen=True)
class Everybody:
    """When the people asked to a meeting cannot come, as sets. Holds no names."""

    board: Board
    public: int  # the set of public contributors
    size: int
    told: int  # the set of those who told us when they can come; of the others nobody knows

    def at(self, starts_at: dt.datetime, ends_at: dt.datetime) -> LeftOut:
        """Count who cannot come from start to end (UTC)."""
        return self.count(self.board.left_out(starts_at, ends_at), starts_at, ends_at)

    def count(self, people: int, starts_at: dt.datetime, ends_at: dt.datetime) -> LeftOut:
        """Count a set of people who are left out, by side."""
        of_public = self.public.bit_count()
        public = (people & self.public).bit_count()
        staff = people.bit_count() - public
        told_public = (self.told & self.public).bit_count()
        told_staff = self.told.bit_count() - told_public
        return LeftOut(
            starts_at, ends_at, public, of_public, staff, self.size - of_public, told_public, told_staff
        )


def opened_up(patterns: Mapping[int, Pattern], sides: Mapping[int, str], way: Way) -> Everybody:
    """Open up what is loaded. People are numbered in the order of `sides`."""
    public = [number for number, side in enumerate(sides.values()) if side == Side.PUBLIC]
    told = [number for number, pk in enumerate(sides) if patterns[pk].told]
    size = len(sides)
    return Everybody(
        Board([patterns[pk] for pk in sides], way), set_of(public, size), size, set_of(told, size)
    )


def better_times(people: Everybody, now_left_out: LeftOut, *, now: dt.datetime) -> list[LeftOut]:
    """Return up to five times near the chosen one that leave out fewer people, the best first.

    Fewer public contributors come first, then fewer staff, then nearness; one time a day, so that
    there is a real choice. Same length; weekends only when the chosen day is one; no bank holidays.
    """
    chosen = now_left_out.starts_at
    length = now_left_out.ends_at - chosen
    hours = Hours(-(-length // MINUTE), EARLIEST, LATEST, STEP)
    best: dict[dt.date, tuple[_Rank, Time]] = {}
    for time in people.board.times(list(_days_around(chosen, now)), hours):
        public = (time.people & people.public).bit_count()
        staff = time.people.bit_count() - public
        if (public, staff) >= (now_left_out.public, now_left_out.staff):
            continue
        rank = public, staff, *_far(time, chosen)
        if time.day not in best or rank < best[time.day][0]:
            best[time.day] = rank, time
    offered = [time for _rank, time in sorted(best.values(), key=lambda pair: pair[0])[:OFFERED]]
    return [people.count(time.people, time.starts_at, time.starts_at + length) for time in offered]


def _far(time: Time, chosen: dt.datetime) -> tuple[int, int]:
    """Return how many days away a time is, and how many minutes from the time of day that was chosen."""
    there = clock.uk(chosen)
    return abs((time.day - there.date()).days), abs(time.minute - there.hour * 60 - there.minute)


def _days_around(chosen: dt.datetime, now: dt.datetime) -> Iterator[dt.date]:
    chosen_day, today = clock.uk(chosen).date(), clock.uk(now).date()
    weekends = is_weekend(chosen_day)
    for far in range(-DAYS_AROUND, DAYS_AROUND + 1):
        day = chosen_day + dt.timedelta(days=far)
        if day > today and is_weekend(day) == weekends and not bank_holiday_in(day):
            yield day
