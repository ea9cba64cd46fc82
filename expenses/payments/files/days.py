"""The day a bank acts on a file: never a Saturday, Sunday or bank holiday in England.

Bacs refuses or moves any other day, and takes a file up to 31 days ahead [payroll.help.center, "The date
value generated in your application is amended while uploading to the Bacs software"].
"""

import datetime as dt

import holidays


def processing_day(made_on: dt.date, days_ahead: int) -> dt.date:
    """Return the working day that comes `days_ahead` working days after a file was made.

    With 0 it is the day itself, or the next working day.
    """
    closed = holidays.country_holidays("GB", "ENG", years=[made_on.year, made_on.year + 1])
    day, left = made_on, days_ahead
    while True:
        if day.weekday() < 5 and day not in closed:
            if left == 0:
                return day
            left -= 1
        day += dt.timedelta(days=1)
