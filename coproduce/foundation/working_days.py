"""Working days and bank holidays of the United Kingdom, worked out without asking the network.

A working day is a Monday to Friday that is no bank holiday in England, where the banks settle.
"""

import datetime as dt
from functools import cache

import holidays
from django.utils.translation import gettext_lazy as _

ENGLAND = "ENG"
NATIONS = {
    ENGLAND: _("England"),
    "WLS": _("Wales"),
    "SCT": _("Scotland"),
    "NIR": _("Northern Ireland"),
}
SATURDAY = 5
DAY = dt.timedelta(days=1)


def is_weekend(day: dt.date) -> bool:
    """Say whether a day is a Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def bank_holiday_in(day: dt.date) -> list[str]:
    """Return the names of the nations where a day is a bank holiday; an empty list for an ordinary day."""
    return [str(name) for code, name in NATIONS.items() if day in _bank_holidays(code, day.year)]


def is_working_day(day: dt.date) -> bool:
    """Say whether a day is a Monday to Friday and no bank holiday in England."""
    return not is_weekend(day) and day not in _bank_holidays(ENGLAND, day.year)


def working_day_from(day: dt.date, ahead: int = 0) -> dt.date:
    """Return the working day that comes `ahead` working days after `day`.

    With 0 it is the day itself or the next working day. A day that is none counts as the next one:
    1 ahead of a Saturday is the Tuesday. Raises ValueError for a negative number.
    """
    if ahead < 0:
        raise ValueError("working days are counted forwards")
    while True:
        if is_working_day(day):
            if ahead == 0:
                return day
            ahead -= 1
        day += DAY


def next_working_day(day: dt.date) -> dt.date:
    """Return the first working day after a day."""
    return working_day_from(day + DAY)


@cache
def _bank_holidays(code: str, year: int) -> holidays.HolidayBase:
    """Return the bank holidays of a nation in a year; a series of meetings asks about many days."""
    return holidays.country_holidays("GB", code, years=year)
