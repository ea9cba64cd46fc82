"""Months or quarters of a project's life. Pure."""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats

MONTH, QUARTER = 1, 3
SHORT_LIFE = 12
"""Up to so many months each month has its own place; a longer life is told in quarters."""
MOST = 24
"""More places than this cannot be read on a phone; the latest stay."""


@dataclass(frozen=True)
class Period:
    """Some months, from the first of the first on."""

    first: dt.date
    months: int

    @property
    def label(self) -> str:
        """Return "May 2027", or "April 2027 to June 2027"."""
        begins = formats.date_format(self.first, "F Y")
        if self.months == MONTH:
            return begins
        return f"{begins} – {formats.date_format(later(self.first, self.months - 1), 'F Y')}"

    @property
    def short(self) -> str:
        """Return the first month in few letters, "May 27", for the picture."""
        return formats.date_format(self.first, "M y")


def periods(start: dt.date, end: dt.date, *, always_quarters: bool = False) -> list[Period]:
    """Return the months from one day to another, or the quarters where that is long; the latest 24."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    size = QUARTER if always_quarters or months > SHORT_LIFE else MONTH
    first, found = beginning(start, size), []
    while first <= end:
        found.append(Period(first, size))
        first = later(first, size)
    return found[-MOST:]


def beginning(day: dt.date, size: int) -> dt.date:
    """Return the first day of the month, or of the quarter, of a day."""
    return dt.date(day.year, day.month - (day.month - 1) % size, 1)


def later(first: dt.date, months: int) -> dt.date:
    """Return the first of a month so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)
