import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.steps import StepState
from projects.resources import rules
from projects.resources.costing.queries import sheet_of
from projects.resources.costing.rules import FEW, Piece, Plan, View
from projects.resources.models import (
    BudgetLine,
    Milestone,
    PlannedActivity,
    PlannedCost,
    StaffAllocation,
)
from projects.resources.rules import Costing, Spend, Suggestion
from projects.resources.signals import booked_asked, fees_asked, spend_asked
from projects.resources.states import ActivityState
from projects.team.models import Project

COST = F("people") * F("sessions") * (F("fee_pence") + F("expenses_pence"))


def state(project: Project) -> StepState:
    """Return where step 2 stands. One query."""
    row = (
        Project.objects.filter(pk=project.pk)
        .values(
            budget=_sum(BudgetLine.objects.all(), F("planned_pence")),
            activities=_sum(PlannedActivity.objects.exclude(status=ActivityState.DROPPED), COST),
            costs=_sum(PlannedCost.objects.all(), F("number") * F("each_pence")),
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
    started = any(value not in (None, False) for value in row.values())
    parts = [row["activities"], row["costs"]]
    has: dict[str, Any] = {**row, "planned": sum(part or 0 for part in parts) if any(parts) else None}
    missing = rules.what_is_missing(has)
    words = {"planned": pounds(has["planned"] or 0), "budget": pounds(has["budget"] or 0)}
    summary = _("%(planned)s planned of %(budget)s") % words if started else _("not started")
    return StepState(done=not missing, started=started, missing=missing, summary=summary)


def costing_of(plan: Plan, money: Iterable[Piece]) -> Costing:
    """Return the money of a project from its plan and what became of it. Two queries: claims, bookings."""
    pk = plan.project.pk
    total = sheet_of(plan, View.LINE, money).total
    return rules.costing(total, spent=spent_on(pk), booked=booked_for(pk))


def is_told(project: Project, user: User, money: Iterable[Piece]) -> bool:
    """Say whether somebody is shown what we booked ourselves: it tells nothing of one or two people."""
    booked = {piece.person_id for piece in money if piece.amounts.booked}
    return len(booked) >= FEW or user.can("see_claims", project.organisation_id)


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
