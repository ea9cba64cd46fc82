"""From which day a fee may be paid, which week or month a day is in, what a declaration comes to. Pure."""

import calendar
import datetime as dt

from expenses.payees.recognition.states import Outcome, Pace, Period

WEEK = dt.timedelta(days=7)


def not_before(pace: str, until: dt.date | None, last: dt.date | None, today: dt.date) -> dt.date | None:
    """Return the first day a fee may be paid; None for at once. `last` is the day of the fee before it."""
    if pace == Pace.HOLD:
        day = until
    elif last is None or pace == Pace.GO:
        return None
    else:
        day = last + WEEK if pace == Pace.WEEKLY else a_month_after(last)
    return day if day and day > today else None


def a_month_after(day: dt.date) -> dt.date:
    """Return the same day of the next month, or its last one: 31 January is followed by 28 February."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def starts_on(per: str, day: dt.date) -> dt.date:
    """Return the Monday, or the first of the month, that opens the week or month of a day."""
    return day.replace(day=1) if per == Period.MONTH else day - dt.timedelta(days=day.weekday())


def outcome_of(*, full_time: bool, unrelated: bool, own_time: bool) -> str:
    """Return what the answers come to: both ticks are needed (NIHR-DC; NETSCC)."""
    if not full_time:
        return Outcome.NOT_PUBLIC
    return Outcome.UNRELATED if unrelated and own_time else Outcome.COSTS_ONLY
