"""By when a request is answered."""

import datetime as dt

from coproduce.foundation import clock
from expenses.bookings.models import BookingRequest
from projects.meetings.arrangements import rules as arrangements_rules


def needed_by(on: dt.date, now: dt.datetime, days: int = 0) -> dt.date:
    """Return the day by which we answer: that of everything else that is arranged for a meeting.

    `days` before: as many as the person's roles promise, where that is more.
    """
    before = max(arrangements_rules.ARRANGED_BEFORE, dt.timedelta(days=days))
    return arrangements_rules.arrange_on(dt.datetime.combine(on, dt.time(12), tzinfo=clock.UK), now, before)


def due_at(request: BookingRequest) -> dt.datetime:
    """Return when the promise to answer falls due: never after the meeting has begun."""
    end = clock.end_of_day(request.needed_by)
    return min(end, request.meeting.starts_at) if request.meeting else end
