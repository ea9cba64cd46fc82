"""When an agreed role ends, and when both sides talk about what comes next."""

import datetime as dt
from calendar import monthrange

from coproduce.foundation import clock
from projects.roles.models.choices import TermKind

REVIEW_BEFORE = dt.timedelta(weeks=4)
"""How long before its end both sides talk about what comes next, and the person hears that it ends."""
AT_LEAST = dt.timedelta(days=7)
"""What there is of it where a role is that short, or its end was brought forward."""


FIXED = TermKind.FIXED
MONTHS = {"month": 1, "year": 12}


def after(begins: dt.date, number: int, unit: str) -> dt.date:
    """Return the last day of a time of `number` weeks, months or years that begins on a day."""
    if unit == "week":
        return begins + dt.timedelta(weeks=number, days=-1)
    months = begins.month - 1 + number * MONTHS[unit]
    year, month = begins.year + months // 12, months % 12 + 1
    day = min(begins.day, monthrange(year, month)[1])
    ends = dt.date(year, month, day)
    return ends if day < begins.day else ends - dt.timedelta(days=1)


def agreed_end(
    written: dt.date | None, *, begins: dt.date, kind: str, number: int | None, unit: str
) -> dt.date | None:
    """Return the last day of a role: the day the text names, else the end of a term of a fixed length.

    A term of at least, or usually, so long ends on no day that anybody could hold the other to.
    """
    if written is None and kind == FIXED and number and unit:
        written = after(begins, number, unit)
    return last_day(written, begins=begins)


def last_day(written: dt.date | None, *, begins: dt.date) -> dt.date | None:
    """Return the last day of a role from the end that the agreed text names; None when it names none.

    Nobody's role ends before it begins.
    """
    return max(written, begins) if written else None


def review_due(ends_on: dt.date, *, today: dt.date) -> dt.datetime:
    """Return by when (UTC) both sides have talked: four weeks before the end, never in the past."""
    return clock.end_of_day(max(ends_on - REVIEW_BEFORE, min(today + AT_LEAST, ends_on), today))


def ends_soon(ends_on: dt.date, *, today: dt.date) -> bool:
    """Say whether it is time to talk about what comes next."""
    return today >= ends_on - REVIEW_BEFORE
