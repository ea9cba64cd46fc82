"""When promises about a meeting fall due, and where step 4 stands."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation import clock
from coproduce.foundation.steps import StepState
from projects.meetings.models import Meeting
from projects.meetings.states import MeetingState
from projects.team.models import Project

PAPERS_BEFORE = dt.timedelta(days=7)
NOTICE = dt.timedelta(days=14)
LONGEST = dt.timedelta(hours=2)
ARRANGED_BEFORE = dt.timedelta(days=7)
ANSWER_BEFORE = dt.timedelta(days=5)
ANSWER_AT_LEAST = dt.timedelta(days=3)


def papers_due(starts_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return when papers are due: 7 days before the meeting [LANLINKS], or with short notice within a day."""
    return min(max(starts_at - PAPERS_BEFORE, now + dt.timedelta(days=1)), starts_at)


def answer_due(starts_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return when an answer is due: 5 days before the meeting, with at least 3 days to think."""
    return min(max(starts_at - ANSWER_BEFORE, now + ANSWER_AT_LEAST), starts_at)


def arrange_on(starts_at: dt.datetime, now: dt.datetime) -> dt.date:
    """Return the day by which things are arranged unless staff choose another: when papers are due too.

    No source names a number; it is our practice value. With short notice it is the next day.
    """
    day = clock.uk(starts_at).date()
    return min(max(day - ARRANGED_BEFORE, clock.uk(now).date() + dt.timedelta(days=1)), day)


def arrange_due(due_on: dt.date, starts_at: dt.datetime) -> dt.datetime:
    """Return when the promise of an arrangement falls due: at the end of its day, not after it begins."""
    return min(clock.end_of_day(due_on), starts_at)


def times_state(project: Project, now: dt.datetime | None = None) -> StepState:
    """Say where the times of step 4 stand: people are invited, and no time is kept without a reason."""
    moment = now or clock.now()
    meetings = list(Meeting.objects.filter(project=project).exclude(status=MeetingState.CANCELLED))
    fixed = [one for one in meetings if one.status != MeetingState.PLANNED]
    planned = len(meetings) - len(fixed)
    unexplained = [one for one in fixed if one.left_out_public and not one.why_this_time]
    unheld = [one for one in fixed if one.status == MeetingState.INVITED and one.ends_at < moment]
    missing = [] if fixed else [_("Invite people to a first meeting, at a time that leaves nobody out")]
    missing += [_("Say why “%(meeting)s” leaves somebody out") % {"meeting": one} for one in unexplained]
    missing += [_("Note who came to “%(meeting)s”") % {"meeting": one} for one in unheld]
    if planned and fixed:
        words = ngettext(
            "Invite people to %(n)s planned meeting", "Invite people to %(n)s planned meetings", planned
        )
        missing.append(words % {"n": planned})
    words = ngettext("%(n)s meeting", "%(n)s meetings", len(fixed))
    return StepState(
        done=not missing, started=bool(meetings), missing=missing, summary=words % {"n": len(fixed)}
    )
