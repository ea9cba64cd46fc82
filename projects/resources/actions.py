"""Step 2: budget lines, planned activities, staff time and milestones."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.undo import actions as undo
from coproduce.foundation.undo import kinds as undo_kinds
from coproduce.foundation.undo.models import Removal
from projects.resources.models import (
    BudgetLine,
    Funder,
    Milestone,
    PlannedActivity,
    PlannedCost,
    ResourceRow,
    StaffAllocation,
)
from projects.team.actions import lock_open
from projects.team.dates.rules import outside
from projects.team.models import Project
from projects.team.queries import still_edits

Row = TypeVar("Row", bound=ResourceRow)


@transaction.atomic
def add(kind: type[Row], project: Project, *, by: User, **fields: Any) -> Row:
    """Add a row of any of these kinds. Raises TransitionRefused on a closed project."""
    fresh = lock_open(project)
    _check_inside(fresh, fields)
    row: Any = kind.objects.create(project=fresh, **fields)
    history.record(row, f"{kind._meta.verbose_name_raw} added", by=by, detail=_money(row))
    return row


@transaction.atomic
def change(row: Row, *, by: User, **fields: Any) -> Row:
    """Change any of these rows; the history keeps the amounts before and after. Raises TransitionRefused."""
    project = lock_open(row.project)
    fresh = transitions.lock(row)
    before = _money(fresh)
    if any(getattr(fresh, name) != fields.get(name) for name in ("on", "month_only") if name in fields):
        _check_inside(project, fields)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(fields))
    detail = {"before": before, "after": _money(fresh)} if before else {}
    history.record(fresh, f"{row._meta.verbose_name_raw} changed", by=by, detail=detail)
    return fresh


@transaction.atomic
def remove(row: Row, *, by: User) -> Removal:
    """Take a row out; the history of the project keeps what it was. An activity is dropped instead.

    For a while it can be put back.
    Raises TransitionRefused on a closed project, and for a funder that lines of the budget still name.
    """
    lock_open(row.project)
    fresh = transitions.lock(row)
    if isinstance(fresh, Funder) and fresh.lines.exists():
        raise transitions.TransitionRefused(
            _("Budget lines still name this funder. Give them another one first, or remove them.")
        )
    history.record(fresh, f"{row._meta.verbose_name_raw} removed", by=by, detail=_money(fresh))
    return undo.remove(fresh, by=by)


for _model in (BudgetLine, PlannedActivity, PlannedCost, Funder, StaffAllocation, Milestone):
    undo_kinds.register(
        undo_kinds.UndoKind(
            _model._meta.label,
            page=lambda row: reverse("resources:overview", args=[row.project.ref]),
            check=lambda row: lock_open(row.project),
            may=lambda row, by: still_edits(by, row.project),
        )
    )


@transaction.atomic
def move_activity(activity: PlannedActivity, *, move: str, by: User) -> PlannedActivity:
    """Drop or pick up an activity (see ACTIVITY_TRANSITIONS). Raises TransitionRefused."""
    lock_open(activity.project)
    return transitions.transition(activity, move, by=by)


@transaction.atomic
def tick_milestone(milestone: Milestone, *, done: bool, by: User) -> Milestone:
    """Mark a milestone as reached, or take that back. Raises TransitionRefused on a closed project."""
    lock_open(milestone.project)
    fresh = transitions.lock(milestone)
    if bool(fresh.done_at) == done:
        return fresh
    fresh.done_at, fresh.done_by = (clock.now(), by) if done else (None, None)
    fresh.save(update_fields=["done_at", "done_by"])
    history.record(fresh, "milestone reached" if done else "milestone not reached after all", by=by)
    return fresh


def _check_inside(project: Project, fields: Mapping[str, Any]) -> None:
    """Raise TransitionRefused for a day on which the project does not run. What has no day passes."""
    if fields.get("on") is None:
        return
    if words := outside(project, fields["on"], month_only=fields.get("month_only", False)):
        raise transitions.TransitionRefused(words)


def _money(row: Row) -> dict[str, int]:
    if isinstance(row, BudgetLine):
        return {"pence": row.planned_pence}
    if isinstance(row, PlannedActivity | PlannedCost | StaffAllocation) and row.cost_pence is not None:
        return {"pence": row.cost_pence}
    return {}
