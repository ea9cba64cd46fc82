"""Hours that were given are written down, a month at a time."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused, lock
from projects.resources.models import StaffAllocation, StaffHours
from projects.resources.staff_time import queries, rules
from projects.team.actions import lock_open


@transaction.atomic
def record_hours(row: StaffAllocation, *, month: dt.date, minutes: int, by: User) -> StaffHours:
    """Say how many minutes were given in a month; said again, the new number counts.

    Raises TransitionRefused for a month that has not begun or lies before the project, and for somebody who
    neither gave the time nor is the project's contact.
    """
    project = lock_open(row.project)
    fresh = lock(row)
    first = rules.month_of(month)
    if first > clock.today():
        raise TransitionRefused(_("This month has not begun yet."))
    if first < rules.month_of(project.starts_on):
        raise TransitionRefused(_("The project had not started in this month."))
    if not queries.may_record(by, fresh):
        raise TransitionRefused(_("Only the person themselves or the named contact can record this."))
    was = StaffHours.objects.filter(allocation=fresh, month=first).values_list("minutes", flat=True).first()
    hours, _new = StaffHours.objects.update_or_create(
        allocation=fresh,
        month=first,
        defaults={"minutes": minutes, "recorded_at": clock.now(), "recorded_by": by},
    )
    detail = {"month": first.isoformat(), "before": was, "after": minutes}
    history.record(fresh, "hours recorded", by=by, detail=detail)
    return hours
