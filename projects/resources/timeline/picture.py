"""A timeline, drawn by the server: where each bar stands on its strip, and where the months begin. Pure.

Strips are a thousand units wide whatever the page is; words stand beside them as text, so that they can be
read at any size. Numbers leave as text with a point, whatever the language of the page.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format

from coproduce.foundation.pages.presenters import short_date
from projects.resources.timeline.rules import PlanEntry
from projects.resources.timeline.states import PlanKind

WIDTH = 1000
NARROWEST = 14
"""A single day is drawn this wide, so that it can be seen."""
MOST_LINES = 12
"""More months than this, and only every second, third, … begins with a line."""


@dataclass(frozen=True)
class PlanStrip:
    """One row: `x` and `width` of its bar, in thousandths; `kind` gives the colour."""

    label: str
    when: str
    kind: str
    x: str
    width: str
    late: bool = False
    done: bool = False

    @property
    def colour(self) -> str:
        """What is late has its own colour, whatever it is; the words say so too."""
        return "late" if self.late else self.kind


@dataclass
class PlanPicture:
    """The rows of a timeline, the line for today and those for the months."""

    first: dt.date
    last: dt.date
    strips: list[PlanStrip] = field(default_factory=list)
    today: str = ""
    months: list[str] = field(default_factory=list)


def draw(
    entries: Sequence[PlanEntry], *, starts_on: dt.date, ends_on: dt.date, today: dt.date
) -> PlanPicture | None:
    """Return the picture of a plan, from its earliest to its latest day; None where nothing has a date."""
    if not entries:
        return None
    first = min([starts_on, *(entry.on for entry in entries)])
    last = max([ends_on, *(entry.last_day for entry in entries)])
    picture = PlanPicture(first, last, months=_months(first, last))
    if first <= today <= last:
        picture.today = _text(_x(today, first, last))
    for entry in entries:
        begins = _x(entry.on, first, last)
        wide = max(NARROWEST, _x(_ends(entry), first, last) - begins)
        begins = min(begins, WIDTH - wide)
        picture.strips.append(
            PlanStrip(
                entry.title,
                when(entry),
                PlanKind(entry.kind).value,
                _text(begins),
                _text(wide),
                late=entry.late,
                done=entry.done,
            )
        )
    return picture


def when(entry: PlanEntry) -> str:
    """Return the day, the month or the time of something, in words."""
    if entry.month_only:
        return date_format(entry.on, "F Y")
    if entry.until and entry.until != entry.on:
        return f"{short_date(entry.on)} – {short_date(entry.until)}"
    return short_date(entry.on)


def _ends(entry: PlanEntry) -> dt.date:
    return _next_month(entry.on) if entry.month_only else entry.last_day + dt.timedelta(days=1)


def _x(day: dt.date, first: dt.date, last: dt.date) -> float:
    """Return how far right a day begins."""
    return WIDTH * (day - first).days / ((last - first).days + 1)


def _months(first: dt.date, last: dt.date) -> list[str]:
    days, day = [], _next_month(first)
    while day <= last:
        days.append(day)
        day = _next_month(day)
    step = -(-len(days) // MOST_LINES) or 1
    return [_text(_x(day, first, last)) for day in days[::step]]


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _text(number: float) -> str:
    return f"{number:.1f}"
