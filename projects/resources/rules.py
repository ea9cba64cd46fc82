"""Is there money and time for what is planned?"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds
from coproduce.foundation.steps import StepState
from projects.resources import spend
from projects.resources.models import BudgetLine, Milestone, PlannedActivity, StaffAllocation
from projects.resources.spend import Spend
from projects.resources.states import ActivityState
from projects.team.models import Project


@dataclass(frozen=True)
class Costing:
    """The money of a project, whole pence. `planned` holds `committed`; staff time stands apart.

    `booked` is what the organisation paid itself: it is in no claim.
    """

    budget: int
    planned: int
    committed: int
    spent: Spend
    booked: int = 0

    @property
    def over_committed(self) -> int:
        """How much more is committed than the budget holds."""
        return max(0, self.committed - self.budget)

    @property
    def over_planned(self) -> int:
        """How much more is planned than the budget holds."""
        return max(0, self.planned - self.budget)

    @property
    def over_approved(self) -> int:
        """How much more was approved for payment than the budget holds."""
        return max(0, self.spent.approved - self.budget)

    @property
    def left(self) -> int:
        """What can still be committed."""
        return max(0, self.budget - self.committed)


def costing(project: Project, lines: Iterable[BudgetLine], activities: Iterable[PlannedActivity]) -> Costing:
    """Return the money of a project from its budget lines and activities. Two queries: claims, bookings."""
    live = [activity for activity in activities if activity.status != ActivityState.DROPPED]
    return Costing(
        budget=sum(line.planned_pence for line in lines),
        planned=sum(activity.cost_pence for activity in live),
        committed=sum(activity.cost_pence for activity in live if activity.status == ActivityState.COMMITTED),
        spent=spend.of(project.pk),
        booked=spend.booked(project.pk),
    )


COST = F("people") * F("sessions") * (F("fee_pence") + F("expenses_pence"))


def state(project: Project) -> StepState:
    """Return where step 2 stands. One query."""
    has = (
        Project.objects.filter(pk=project.pk)
        .values(
            budget=_sum(BudgetLine.objects.all(), F("planned_pence")),
            committed=_sum(PlannedActivity.objects.filter(status=ActivityState.COMMITTED), COST),
            planned=_sum(PlannedActivity.objects.exclude(status=ActivityState.DROPPED), COST),
            staff=_any(StaffAllocation),
            milestone=_any(Milestone),
        )
        .get()
    )
    missing = _missing(has)
    started = any(value not in (None, False) for value in has.values())
    words = {"committed": pounds(has["committed"] or 0), "budget": pounds(has["budget"] or 0)}
    summary = _("%(committed)s committed of %(budget)s") % words if started else _("not started")
    return StepState(done=not missing, started=started, missing=missing, summary=summary)


def what_is_missing(project: Project) -> list[str]:
    """Return what is left to do before the resources are clear, one sentence each."""
    return state(project).missing


def _sum(rows: QuerySet[Any], amount: Combinable) -> QuerySet[Any]:
    mine = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return mine.annotate(total=Sum(amount)).values("total")


def _any(model: type[Model]) -> Exists:
    return Exists(model._default_manager.filter(project=OuterRef("pk")))


def _missing(has: Mapping[str, Any]) -> list[str]:
    sentences = []
    if has["budget"] is None:
        sentences.append(_("Add the first budget line."))
    if has["planned"] is None:
        sentences.append(_("Plan the first activity."))
    if not has["staff"]:
        sentences.append(_("Say who on the staff side gives time."))
    if not has["milestone"]:
        sentences.append(_("Add the first milestone."))
    over = (has["committed"] or 0) - (has["budget"] or 0)
    if over > 0:
        sentences.append(_("%(amount)s more is committed than the budget holds.") % {"amount": pounds(over)})
    return sentences


@dataclass(frozen=True)
class Entry:
    """One thing on the timeline: what, when, and whether it is done or late."""

    on: dt.date
    what: Milestone | PlannedActivity
    is_milestone: bool
    month_only: bool = False
    done: bool = False
    late: bool = False


def timeline(
    milestones: Iterable[Milestone], activities: Iterable[PlannedActivity], today: dt.date
) -> list[Entry]:
    """Return milestones and activities that still count, in date order; a month stands before its days."""
    entries = [
        Entry(m.on, m, is_milestone=True, done=bool(m.done_at), late=not m.done_at and m.on < today)
        for m in milestones
    ]
    entries += [
        Entry(a.on, a, is_milestone=False, month_only=a.month_only)
        for a in activities
        if a.status != ActivityState.DROPPED
    ]
    return sorted(
        entries, key=lambda entry: (entry.on, not entry.month_only, entry.is_milestone, entry.what.pk)
    )
