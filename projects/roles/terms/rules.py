"""When an agreed role ends, and when both sides talk about what comes next."""

import datetime as dt

from coproduce.foundation import clock

REVIEW_BEFORE = dt.timedelta(weeks=4)
"""How long before its end both sides talk about what comes next, and the person hears that it ends."""
AT_LEAST = dt.timedelta(days=7)
"""What there is of it where a role is that short, or its end was brought forward."""


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
