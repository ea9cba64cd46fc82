"""Who can come when, on the wall clock each person lives by: the UK's unless they say otherwise.

"Not Tuesdays 9 to 12" means what a kitchen clock shows, in winter and in summer. The hour that comes
twice in autumn is blocked both times; the hour that is missing in spring blocks nothing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from zoneinfo import ZoneInfo

from contributors.availability.models import DAY
from coproduce.foundation import clock

MINUTE = dt.timedelta(minutes=1)
QUARTER = 15


class Way(Enum):
    """How people meet: whoever comes to a place has to get there, and back."""

    ONLINE = "online"
    EITHER = "either"
    IN_PERSON = "in person"


@dataclass(frozen=True)
class Pattern:
    """When one person cannot come. `before` and `after` are minutes of travel.

    Empty means any time once they `told` us; until then nobody knows.
    """

    weekly: tuple[tuple[int, int, int], ...] = ()  # (weekday, from, to): minutes after midnight
    away: tuple[tuple[dt.date, dt.date], ...] = ()  # (first, last day), both included
    zone: ZoneInfo = clock.UK
    before: int = 0
    after: int = 0
    joins_online: bool = False  # wherever there is a choice
    told: bool = False  # they said when they can come, or that any time is fine

    def travel(self, way: Way) -> tuple[int, int]:
        """Return how many minutes before and after such a meeting they need as well."""
        stays = way == Way.ONLINE or (way == Way.EITHER and self.joins_online)
        return (0, 0) if stays else (self.before, self.after)


@dataclass(frozen=True)
class Piece:
    """A part of a meeting that lies on one day of a wall clock: from and to in minutes after midnight."""

    day: dt.date
    from_minute: int
    to_minute: int


def can_come(pattern: Pattern, starts_at: dt.datetime, ends_at: dt.datetime, way: Way = Way.ONLINE) -> bool:
    """Say whether nothing keeps a person from the whole of a meeting, and from getting there and back.

    Times are aware; the end is not part of the meeting, so 12:00 to 13:00 fits after a morning
    that ends at 12:00. Raises ValueError when it ends before it starts.
    """
    if ends_at <= starts_at:
        raise ValueError("a meeting ends after it starts")
    before, after = pattern.travel(way)
    whole = pieces(starts_at - before * MINUTE, ends_at + after * MINUTE, pattern.zone)
    return not any(_blocked(pattern, piece) for piece in whole)


def _blocked(pattern: Pattern, piece: Piece) -> bool:
    if any(first <= piece.day <= last for first, last in pattern.away):
        return True
    return any(
        weekday == piece.day.weekday() and start < piece.to_minute and piece.from_minute < end
        for weekday, start, end in pattern.weekly
    )


def pieces(starts_at: dt.datetime, ends_at: dt.datetime, zone: ZoneInfo = clock.UK) -> list[Piece]:
    """Cut a meeting where the day or the clock changes.

    Looks at every full quarter of an hour of UTC: midnights and clock changes fall on one everywhere.
    Raises ValueError when it ends before it starts.
    """
    if ends_at <= starts_at:
        raise ValueError("a meeting ends after it starts")
    found: list[Piece] = []
    start, end = starts_at.astimezone(dt.UTC), ends_at.astimezone(dt.UTC)
    while start < end:
        whole = start.replace(second=0, microsecond=0)
        stop = min(whole + (QUARTER - whole.minute % QUARTER) * MINUTE, end)
        local = start.astimezone(zone)
        minute = local.hour * 60 + local.minute
        piece = Piece(local.date(), minute, minute - (whole - stop) // MINUTE)
        if found and (found[-1].day, found[-1].to_minute) == (piece.day, minute):
            piece = replace(found.pop(), to_minute=piece.to_minute)
        found.append(piece)
        start = stop
    return found


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
