"""Who can come when. All of it on the UK wall clock, the nights of clock changes included.

"Not Tuesdays 9 to 12" means what a kitchen clock shows, in winter and in summer. The hour that comes
twice in October is blocked both times; the hour that is missing in March blocks nothing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from contributors.availability.models import DAY, Away, Unavailable
from contributors.people.models import Person
from coproduce.foundation import clock

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Pattern:
    """When one person cannot come. Empty means any time."""

    weekly: tuple[tuple[int, int, int], ...] = ()  # (weekday, from, to): minutes after midnight
    away: tuple[tuple[dt.date, dt.date], ...] = ()  # (first, last day), both included


@dataclass(frozen=True)
class Piece:
    """A part of a meeting that lies on one UK day: from and to in minutes after midnight."""

    day: dt.date
    from_minute: int
    to_minute: int


def can_come(pattern: Pattern, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """Say whether nothing keeps a person from the whole of a meeting.

    Times are aware; the end is not part of the meeting, so 12:00 to 13:00 fits after a morning
    that ends at 12:00. Raises ValueError when it ends before it starts.
    """
    return not any(_blocked(pattern, piece) for piece in pieces(starts_at, ends_at))


def _blocked(pattern: Pattern, piece: Piece) -> bool:
    if any(first <= piece.day <= last for first, last in pattern.away):
        return True
    return any(
        weekday == piece.day.weekday() and start < piece.to_minute and piece.from_minute < end
        for weekday, start, end in pattern.weekly
    )


def pieces(starts_at: dt.datetime, ends_at: dt.datetime) -> list[Piece]:
    """Cut a meeting at every full hour: UK midnights and clock changes fall on full hours of UTC."""
    if ends_at <= starts_at:
        raise ValueError("a meeting ends after it starts")
    found, start, end = [], starts_at.astimezone(dt.UTC), ends_at.astimezone(dt.UTC)
    while start < end:
        next_hour = start.replace(minute=0, second=0, microsecond=0) + HOUR
        stop = min(next_hour, end)
        local = clock.uk(start)
        minute = local.hour * 60 + local.minute
        length = stop - start.replace(second=0, microsecond=0)
        found.append(Piece(local.date(), minute, minute + -(-length // dt.timedelta(minutes=1))))
        start = stop
    return found


def who_cannot(people: Iterable[Person], starts_at: dt.datetime, ends_at: dt.datetime) -> set[int]:
    """Return the ids of those who cannot come. Two queries, however many people."""
    ids = [person.pk for person in people]
    days = sorted({piece.day for piece in pieces(starts_at, ends_at)})
    weekly: dict[int, list[tuple[int, int, int]]] = {pk: [] for pk in ids}
    away: dict[int, list[tuple[dt.date, dt.date]]] = {pk: [] for pk in ids}
    rows = Unavailable.objects.filter(person__in=ids, weekday__in={day.weekday() for day in days})
    for pk, *times in rows.values_list("person", "weekday", "from_minute", "to_minute"):
        weekly[pk].append(tuple(times))
    rows = Away.objects.filter(person__in=ids, first_day__lte=days[-1], last_day__gte=days[0])
    for pk, first, last in rows.values_list("person", "first_day", "last_day"):
        away[pk].append((first, last))
    return {pk for pk in ids if not can_come(Pattern(tuple(weekly[pk]), tuple(away[pk])), starts_at, ends_at)}


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return (from, to) spans of one day as few as can be: those that touch or overlap become one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def spans_of(weekdays: Iterable[int], start: int, end: int) -> list[tuple[int, int, int]]:
    """Return (weekday, from, to) for a time on several days. An end at or before the start is the next day's.

    "22:00 to 06:00 on Monday" is Monday 22:00 to 24:00 and Tuesday 0:00 to 6:00.
    """
    found = []
    for weekday in weekdays:
        if end > start:
            found.append((weekday, start, end))
            continue
        found.append((weekday, start, DAY))
        if end:
            found.append(((weekday + 1) % 7, 0, end))
    return found
