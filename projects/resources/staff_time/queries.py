"""Hours of staff on a project, who may write them down, and who stands in for whom."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Absence
from projects.resources.models import StaffAllocation, StaffHours
from projects.resources.staff_time import rules
from projects.resources.staff_time.rules import CoverGap, Leave, MonthTotal, StaffCost, StaffRow
from projects.team.models import Project
from projects.team.queries import staff_of


@dataclass(frozen=True)
class StaffPlan:
    """The staff time of a project: each allocation with its months, and all of them by month."""

    rows: list[StaffRow]

    @property
    def by_month(self) -> list[MonthTotal]:
        return rules.by_month(self.rows)

    @property
    def cost(self) -> StaffCost:
        return rules.staff_cost(self.rows)


def staff_plan(project: Project) -> StaffPlan:
    """Return hours planned and given on a project. Two queries."""
    given: dict[int, dict[dt.date, int]] = defaultdict(dict)
    hours = StaffHours.objects.filter(allocation__project=project)
    for allocation, month, minutes in hours.values_list("allocation", "month", "minutes"):
        given[allocation][month] = minutes
    today = clock.today()
    rows = StaffAllocation.objects.filter(project=project).select_related("person", "cover", "project")
    return StaffPlan([rules.staff_row(row, given[row.pk], today) for row in rows])


def gaps_of(project: Project) -> list[CoverGap]:
    """Return where nobody covers somebody with time on a project. Three queries."""
    rows = list(StaffAllocation.objects.filter(project=project).select_related("person", "cover", "project"))
    away = Absence.objects.not_over().filter(organisation=project.organisation_id)
    leave = [Leave(*one) for one in away.values_list("person", "first_day", "last_day", "deputy")]
    return rules.cover_gaps(rows, leave, can_cover(project), clock.today())


def can_cover(project: Project) -> frozenset[int]:
    """Return the ids of who can work on a project at all. One query."""
    return frozenset(staff_of([project.organisation_id]).order_by().values_list("pk", flat=True))


def may_record(user: User, row: StaffAllocation) -> bool:
    """Say whether somebody may write down the hours of an allocation: who gives them, and the contact."""
    mine: Person | None = user.person
    if mine is None or not user.can("edit_project", row.project.organisation_id):
        return False
    return mine.pk in (row.person_id, row.project.lead_id)
