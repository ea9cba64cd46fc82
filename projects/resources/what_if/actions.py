"""Copying the plan, trying changes in the copy, and using it instead of the plan."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from projects.resources import actions
from projects.resources.costing.queries import plan_of
from projects.resources.models import PlannedActivity, WhatIf, WhatIfRow
from projects.resources.states import PlanPart
from projects.resources.what_if import rules
from projects.resources.what_if.queries import named_in
from projects.team.actions import lock_open
from projects.team.models import Project

MOST_COPIES = 5
"""More do not fit side by side."""
MOST_ROWS = 1_000
"""As many as a spreadsheet of the plan may hold."""

Replacing = Mapping[tuple[PlanPart, str], Mapping[str, Any]]
"""{(part, ref of the row it changes): its fields}."""


@transaction.atomic
def copy(
    project: Project,
    name: str,
    *,
    by: User,
    changed: Replacing | None = None,
    added: Iterable[tuple[PlanPart, Mapping[str, Any]]] = (),
) -> WhatIf:
    """Copy the plan of a project under a name, with some rows changed or added in the copy.

    Raises TransitionRefused on a closed project, for a name that is taken, and for too many copies.
    """
    fresh = lock_open(project)
    if fresh.what_ifs.filter(name=name).exists():
        raise transitions.TransitionRefused(_("There is a copy of this name already. Choose another name."))
    if fresh.what_ifs.count() >= MOST_COPIES:
        words = _("There are %(most)s copies already. Remove one first.")
        raise transitions.TransitionRefused(words % {"most": MOST_COPIES})
    plan, changed = plan_of(fresh), changed or {}
    made = WhatIf.objects.create(project=fresh, name=name, made_by=by, copied_from=rules.mark(plan))
    rows = []
    for part, row in rules.rows_of(plan):
        fields = changed.get((part, row.ref))
        values = rules.kept(part, row) if fields is None else rules.plain(part, fields)
        rows.append(WhatIfRow(what_if=made, part=part, of=row.ref, values=values))
    rows += [WhatIfRow(what_if=made, part=part, values=rules.plain(part, fields)) for part, fields in added]
    WhatIfRow.objects.bulk_create(rows)
    history.record(fresh, "copied the plan to try something", by=by)
    return made


@transaction.atomic
def add_row(what_if: WhatIf, part: PlanPart, fields: Mapping[str, Any]) -> WhatIfRow:
    """Add a row to a copy; the plan stays as it is.

    Raises TransitionRefused on a closed project, and when the copy holds as many rows as it can.
    """
    lock_open(what_if.project)
    fresh = transitions.lock(what_if)
    if fresh.rows.count() >= MOST_ROWS:
        words = _("A copy holds up to %(most)s rows. Leave one out first.")
        raise transitions.TransitionRefused(words % {"most": MOST_ROWS})
    return fresh.rows.create(part=part, values=rules.plain(part, fields))


@transaction.atomic
def change_row(row: WhatIfRow, fields: Mapping[str, Any]) -> WhatIfRow:
    """Change one row of a copy; the plan stays as it is. Raises TransitionRefused on a closed project."""
    lock_open(row.what_if.project)
    fresh = transitions.lock(row)
    fresh.values = rules.plain(PlanPart(fresh.part), fields)
    fresh.save(update_fields=["values"])
    return fresh


@transaction.atomic
def leave_out(row: WhatIfRow) -> None:
    """Take one row out of a copy; the plan stays as it is. Raises TransitionRefused on a closed project."""
    lock_open(row.what_if.project)
    transitions.lock(row).delete()


@transaction.atomic
def use(what_if: WhatIf, *, by: User) -> int:
    """Make the plan what the copy says, all of it or nothing. Returns how many rows changed.

    Raises TransitionRefused when the plan has changed since it was copied: nobody's change is undone.
    """
    project = lock_open(what_if.project)
    fresh = transitions.lock(what_if)
    plan = plan_of(project)
    if rules.mark(plan) != fresh.copied_from:
        raise transitions.TransitionRefused(
            _("The plan has changed since this copy was made. Make a new copy, so that no change is lost.")
        )
    found = rules.changes(plan, fresh.rows.all(), named_in(plan))
    for change in found:
        _apply(project, change, by=by)
    history.record(project, "used a copy as the plan", by=by, detail={"name": fresh.name})
    fresh.delete()
    return len(found)


def _apply(project: Project, change: rules.Change, *, by: User) -> None:
    if change.row is None:
        actions.add(rules.MODELS[change.part], project, by=by, **change.fields)
    elif change.kind == "change":
        actions.change(change.row, by=by, **change.fields)
    elif isinstance(change.row, PlannedActivity):
        actions.move_activity(change.row, move="drop", by=by)
    else:
        actions.remove(change.row, by=by)


@transaction.atomic
def remove(what_if: WhatIf, *, by: User) -> None:
    """Throw a copy away. Raises TransitionRefused on a closed project."""
    project = lock_open(what_if.project)
    transitions.lock(what_if).delete()
    history.record(project, "threw a copy of the plan away", by=by)
