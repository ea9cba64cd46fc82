import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.dispatch import Signal
from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds
from coproduce.foundation.pages.steps import StepState
from projects.resources import rules
from projects.resources.models import BudgetLine, Milestone, PlannedActivity, StaffAllocation
from projects.resources.rules import Costing, Spend, Suggestion
from projects.resources.signals import booked_asked, fees_asked, spend_asked
from projects.resources.states import ActivityState
from projects.team.models import Project

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
            led=Exists(
                StaffAllocation.objects.filter(
                    project=OuterRef("pk"), leads=True, person__isnull=False, pence_an_hour__isnull=False
                )
            ),
            milestone=_any(Milestone),
        )
        .get()
    )
    missing = rules.what_is_missing(has)
    started = any(value not in (None, False) for value in has.values())
    words = {"committed": pounds(has["committed"] or 0), "budget": pounds(has["budget"] or 0)}
    summary = _("%(committed)s committed of %(budget)s") % words if started else _("not started")
    return StepState(done=not missing, started=started, missing=missing, summary=summary)


def costing_of(
    project: Project, lines: Iterable[BudgetLine], activities: Iterable[PlannedActivity]
) -> Costing:
    """Return the money of a project from its budget lines and activities. Two queries: claims, bookings."""
    return rules.costing(lines, activities, spent=spent_on(project.pk), booked=booked_for(project.pk))


def spent_on(project_id: int) -> Spend:
    """Return what was claimed, approved and paid on a project; nothing where nobody has claimed."""
    return (_asked(spend_asked, project_ids=[project_id]) or {}).get(project_id, Spend())


def booked_for(project_id: int) -> int:
    """Return what the organisation booked and paid itself on a project, in pence."""
    return (_asked(booked_asked, project_ids=[project_id]) or {}).get(project_id, 0)


def usual_fees(organisation_id: int, on: dt.date, minutes: int) -> list[Suggestion]:
    """Return the usual fees for a session of `minutes` on a day; none where no rates are known."""
    return _asked(fees_asked, organisation_id=organisation_id, on=on, minutes=minutes) or []


def _asked(signal: Signal, **question: Any) -> Any:
    """Return the answer of the one who knows; None where nobody does.

    Raises ValueError for two answers: two sources would count the same money twice.
    """
    answers = [answer for _receiver, answer in signal.send(sender=Project, **question)]
    if len(answers) > 1:
        raise ValueError("there is one source already")
    return answers[0] if answers else None


def _sum(rows: QuerySet, amount: Combinable) -> QuerySet:
    mine = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return mine.annotate(total=Sum(amount)).values("total")


def _any(model: type[Model]) -> Exists:
    return Exists(model._default_manager.filter(project=OuterRef("pk")))
