"""Planning the meetings of a series."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from projects.meetings.planning import actions as planning
from projects.meetings.planning.models import Meeting, Series
from projects.meetings.planning.states import OPEN
from projects.team.actions import lock_open
from projects.team.models import Project


@transaction.atomic
def plan_series(
    project: Project,
    *,
    title: str,
    starts: Sequence[dt.datetime],
    minutes: int,
    people: Sequence[Person],
    by: User,
) -> list[Meeting]:
    """Plan a meeting at each of these times (UTC), all or none. Nobody is told yet.

    Raises TransitionRefused.
    """
    length = dt.timedelta(minutes=minutes)
    series = Series.objects.create(project=lock_open(project), title=title)
    return [
        planning.plan(
            project,
            series=series,
            title=_("%(title)s %(number)s of %(all)s")
            % {"title": title, "number": number, "all": len(starts)},
            starts_at=starts_at,
            ends_at=starts_at + length,
            people=people,
            by=by,
        )
        for number, starts_at in enumerate(starts, 1)
    ]


@transaction.atomic
def call_off(series: Series, *, why: str, by: User) -> list[Meeting]:
    """Call every meeting of a series off that has not begun; who was asked is told. Returns these meetings.

    Raises TransitionRefused when none is to come.
    """
    lock_open(series.project)
    coming = series.meetings.filter(status__in=OPEN, starts_at__gt=clock.now()).select_related("project")
    off = [planning.cancel(meeting, why=why, by=by) for meeting in coming]
    if not off:
        raise transitions.TransitionRefused(
            _("There are no meetings left in this series. Nothing was changed.")
        )
    return off
