"""When things are arranged by, and until when somebody may change or tell it."""

import datetime as dt

from coproduce.foundation import clock
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.arrangements.states import ArrangementState
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState

ARRANGED_BEFORE = dt.timedelta(days=7)


def arrange_on(starts_at: dt.datetime, now: dt.datetime, before: dt.timedelta = ARRANGED_BEFORE) -> dt.date:
    """Return the day by which things are arranged unless staff choose another: when papers are due too.

    No source names a number; it is our practice value until an organisation gives its own lead time. With
    short notice it is the next day.
    """
    day = clock.uk(starts_at).date()
    return min(max(day - before, clock.uk(now).date() + dt.timedelta(days=1)), day)


def arrange_due(due_on: dt.date, starts_at: dt.datetime) -> dt.datetime:
    """Return when the promise of an arrangement falls due: at the end of its day, not after it begins."""
    return min(clock.end_of_day(due_on), starts_at)


def may_say(row: Arrangement) -> bool:
    """Say whether the meeting is one of which somebody can tell how it was."""
    meeting = row.meeting
    took_place = meeting.status in (MeetingState.INVITED, MeetingState.HELD)
    return took_place and meeting.starts_at <= clock.now() and row.status != ArrangementState.NOT_NEEDED


def can_change(meeting: Meeting) -> bool:
    """Say whether there is still time to arrange something."""
    return meeting.status == MeetingState.INVITED and meeting.starts_at > clock.now()
