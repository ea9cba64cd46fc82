"""Whom each time leaves out, for all people at once: availability is opened up once and kept as sets.

Exactly what `contributors.availability.rules.can_come` says, on the UK wall clock. On the two days a
year when clocks change each time is cut into pieces as there; on others the clock face is enough.
"""

import datetime as dt
import heapq
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import ValidationError

from contributors.availability.rules import Pattern, pieces
from coproduce.foundation import clock
from coproduce.foundation.fields import uk_datetime

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


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
    """Everybody's availability, opened up. People are numbered in the order given."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        weekly: dict[tuple[int, int, int], list[int]] = {}
        away: dict[tuple[dt.date, dt.date], list[int]] = {}
        for number, pattern in enumerate(patterns):
            for span in pattern.weekly:
                weekly.setdefault(span, []).append(number)
            for days in pattern.away:
                away.setdefault(days, []).append(number)
        self.spans: list[list[tuple[int, int, int]]] = [[] for _day in range(7)]
        for (weekday, start, end), who in weekly.items():
            self.spans[weekday].append((start, end, set_of(who, len(patterns))))
        self.away = [(first, last, set_of(who, len(patterns))) for (first, last), who in away.items()]
        self.weekdays: dict[tuple[int, Hours], list[tuple[int, int]]] = {}

    def left_out(self, starts_at: dt.datetime, ends_at: dt.datetime) -> int:
        """Return the people who cannot come from start to end (aware), at any hour of any day."""
        people = 0
        for piece in pieces(starts_at, ends_at):
            people |= self._away_on(piece.day)
            people |= self._at(piece.day.weekday(), piece.from_minute, piece.to_minute)
        return people

    def times(self, days: Sequence[dt.date], hours: Hours) -> list[Time]:
        """Return every time on these days, the earliest first. An hour that the clocks skip is left out."""
        found = []
        for day in days:
            if clock_changes(day):
                found += self._one_by_one(day, hours)
                continue
            away = self._away_on(day)
            found += [Time(day, minute, people | away) for minute, people in self._weekday(day, hours)]
        return found

    def _weekday(self, day: dt.date, hours: Hours) -> list[tuple[int, int]]:
        """Return what repeats each week. Worked out once for each day of the week."""
        key = day.weekday(), hours
        if key not in self.weekdays:
            self.weekdays[key] = [
                (minute, self._at(key[0], minute, minute + hours.length)) for minute in hours.starts
            ]
        return self.weekdays[key]

    def _one_by_one(self, day: dt.date, hours: Hours) -> list[Time]:
        found = []
        for minute in hours.starts:
            try:
                starts_at = uk_datetime(day, dt.time(*divmod(minute, 60))).utc
            except ValidationError:  # the hour that is missing in March
                continue
            found.append(Time(day, minute, self.left_out(starts_at, starts_at + hours.length * MINUTE)))
        return found

    def _at(self, weekday: int, from_minute: int, to_minute: int) -> int:
        people = 0
        for start, end, who in self.spans[weekday]:
            if start < to_minute and from_minute < end:
                people |= who
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


def clock_changes(day: dt.date) -> bool:
    """Say whether UK clocks change on a day."""
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=clock.UK)
    return midnight.utcoffset() != (midnight + DAY).utcoffset()


def days_of_series(
    first_day: dt.date, meetings: int, every: int, weekdays: Set[int], *, after: dt.date
) -> list[list[dt.date]]:
    """Return for each meeting the days it may be on: those of its week, from the first day and `after` a day.

    A week runs from Monday. `every` is how many weeks lie from one meeting to the next.
    """
    monday = first_day - first_day.weekday() * DAY
    found = []
    for number in range(meetings):
        week = [monday + (7 * every * number + one) * DAY for one in sorted(weekdays)]
        found.append([day for day in week if day >= first_day and day > after])
    return found


def best_times(times: Sequence[Time], public: int, number: int) -> list[Time]:
    """Return the best single times, those that leave out the fewest public contributors first.

    Then the fewest staff, then the earliest. `public` is the set of public contributors.
    """
    ranked = [
        ((time.people & public).bit_count(), time.people.bit_count(), place)
        for place, time in enumerate(times)
    ]
    return [times[place] for _public, _all, place in heapq.nsmallest(number, ranked)]
