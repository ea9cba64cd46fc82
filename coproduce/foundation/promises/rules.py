"""When a promise speaks up."""

import datetime as dt

from coproduce.foundation import clock
from coproduce.foundation.promises.kinds import Side

STAFF_AT = dt.time(8, 0)
CONTRIBUTORS_AT = dt.time(10, 0)  # after staff had two hours to put things right


def remind_at(side: str, due_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return when the one reminder of a promise goes out: on the UK day it falls due, staff first.

    Never after it fell due, and never in the past: then it goes out when it falls due.
    """
    due = clock.uk(due_at)
    hour = STAFF_AT if side == Side.ORGANISATION else CONTRIBUTORS_AT
    morning = dt.datetime.combine(due.date(), hour, tzinfo=clock.UK)
    return morning if now < morning < due else due_at


def after_a_pause(due_at: dt.datetime, *, since: dt.datetime, until: dt.datetime) -> dt.datetime:
    """Return when a promise is due that could not be kept for some time: as many UK days later.

    A pause within one day takes no day away from anybody.
    """
    paused = clock.uk(until).date() - clock.uk(since).date()
    due = clock.uk(due_at)
    return dt.datetime.combine(due.date() + paused, due.timetz())
