"""Which meetings people are reminded of today.

A reminder goes out by the way somebody is reached, some days before the meeting. A letter has to be printed
and carried, a call or a text to be made by somebody: those are written so many working days earlier.
"""

import datetime as dt

from coproduce.foundation import clock, working_days
from coproduce.foundation.notifications.models import Channel

USUAL_DAYS = 3
"""Days before a meeting: near enough to remember it, early enough to put something right. Our practice."""
MOST_DAYS = 21
EARLIER: dict[str, int] = {Channel.EMAIL: 0, Channel.TEXT: 2, Channel.PHONE: 2, Channel.POST: 5}
"""Working days by which a reminder is written earlier: a letter is printed in one and carried in three."""
NEWS_LASTS = dt.timedelta(hours=24)
"""Whoever was told of the meeting so short a time ago is not reminded of it yet."""


def last_day(today: dt.date, days: int, channel: str) -> dt.date:
    """Return the last day on which a meeting may be for people reached by `channel` to be reminded today."""
    earlier = EARLIER[channel]
    day = working_days.working_day_from(today, earlier) if earlier else today
    return day + dt.timedelta(days=days)


def up_to(now: dt.datetime, days: int, channel: str) -> dt.datetime:
    """Return the moment up to which a meeting begins of which people are reminded now."""
    return clock.end_of_day(last_day(clock.uk(now).date(), days, channel))
