import datetime as dt
import heapq
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from contributors.availability.models import DAY as MINUTES_A_DAY
from contributors.availability.rules import MINUTE, Pattern, Way, pieces
from coproduce.foundation import clock
from coproduce.foundation.fields import uk_datetime

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
        groups: dict[tuple[ZoneInfo, int, int], list[tuple[int, Pattern]]] = {}
        for number, pattern in enumerate(patterns):
            groups.setdefault((pattern.zone, *pattern.travel(way)), []).append((number, pattern))
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


def days_of_series(
    first_day: dt.date, meetings: int, every: int, weekdays: Set[int], *, after: dt.date
) -> list[list[dt.date]]:
    """Return for each meeting the days it may be on, the earliest first: one for each of the `weekdays`.

    Each meeting has seven days, counted from the first day given, or from the day after `after` where
    that is later. `every` is how many weeks lie from one meeting to the next.
    """
    begin = max(first_day, after + DAY)
    whole = [begin + number * DAY for number in range(7)]
    chosen = [day for day in whole if day.weekday() in weekdays]
    return [[day + 7 * every * number * DAY for day in chosen] for number in range(meetings)]


def best_times(times: Sequence[Time], public: int, number: int) -> list[Time]:
    """Return the best single times, those that leave out the fewest public contributors first.

    Then the fewest staff, then the earliest. `public` is the set of public contributors.
    """
    ranked = [
        ((time.people & public).bit_count(), time.people.bit_count(), place)
        for place, time in enumerate(times)
    ]
    return [times[place] for _public, _all, place in heapq.nsmallest(number, ranked)]
