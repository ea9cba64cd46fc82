"""For whom somebody may write down an answer."""

import datetime as dt

PUT_RIGHT_WITHIN = dt.timedelta(days=7)


def said_in_time(said_on: dt.date, today: dt.date) -> bool:
    """Say whether a day can be the one on which somebody told us."""
    return said_on <= today
