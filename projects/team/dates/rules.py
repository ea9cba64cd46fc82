"""When a project runs."""

import datetime as dt
from typing import Protocol

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import short_date


class Runs(Protocol):
    """What has a first and a last day."""

    @property
    def starts_on(self) -> dt.date: ...

    @property
    def ends_on(self) -> dt.date: ...


def is_inside(project: Runs, day: dt.date, *, month_only: bool = False) -> bool:
    """Say whether a day, or some day of its month, lies in the time a project runs."""
    if month_only:
        return project.starts_on.replace(day=1) <= day.replace(day=1) <= project.ends_on
    return project.starts_on <= day <= project.ends_on


def outside(project: Runs, day: dt.date, *, month_only: bool = False) -> str:
    """Return what to tell who gives a day on which a project does not run; "" for one on which it does.

    Every app that puts a date on a project asks here.
    """
    if is_inside(project, day, month_only=month_only):
        return ""
    words = _(
        "The project runs from %(starts)s to %(ends)s."
        " Choose a date in that time, or change the dates of the project first."
    )
    return words % {"starts": short_date(project.starts_on), "ends": short_date(project.ends_on)}
