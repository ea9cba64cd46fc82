"""A copy of the plan: its rows as plain values, what differs from the plan, and the plan it makes."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds
from projects.resources.costing.rules import Plan
from projects.resources.models import BudgetLine, Funder, PlannedActivity, PlannedCost, WhatIfRow
from projects.resources.states import ActivityState, PlanPart

PlanRow = BudgetLine | PlannedActivity | PlannedCost
MODELS: dict[PlanPart, type[BudgetLine | PlannedActivity | PlannedCost]] = {
    PlanPart.LINE: BudgetLine,
    PlanPart.ACTIVITY: PlannedActivity,
    PlanPart.COST: PlannedCost,
}
COLUMNS = {
    PlanPart.LINE: (
        "category",
        "planned_pence",
        "funder",
        "activity",
        "first_on",
        "last_on",
        "cost_code",
        "note",
    ),
    PlanPart.ACTIVITY: (
        *("title", "on", "month_only", "people", "sessions", "minutes_each", "fee_rate"),
        *("fee_pence", "expenses_pence"),
    ),
    PlanPart.COST: ("title", "category", "on", "number", "each_pence", "activity"),
}
DAYS, LINKS = {"on", "first_on", "last_on"}, {"funder", "activity"}


def plain(part: PlanPart, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a row as they are kept in a copy: days as text, rows it names by their ref."""
    return {name: _plain(fields[name]) for name in COLUMNS[part]}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.ref if isinstance(value, Funder | PlannedActivity) else value


def rows_of(plan: Plan) -> list[tuple[PlanPart, PlanRow]]:
    """Return every row of a plan that costs or holds money; not what was dropped."""
    live = [one for one in plan.activities if one.status != ActivityState.DROPPED]
    return [
        *((PlanPart.LINE, line) for line in plan.lines),
        *((PlanPart.ACTIVITY, one) for one in live),
        *((PlanPart.COST, cost) for cost in plan.costs),
    ]


def kept(part: PlanPart, row: PlanRow) -> dict[str, Any]:
    """Return a row of the plan as a copy keeps it."""
    return plain(part, {name: getattr(row, name) for name in COLUMNS[part]})


def mark(plan: Plan) -> str:
    """Return what tells one state of a plan from every other."""
    said = [(part, row.ref, kept(part, row)) for part, row in rows_of(plan)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """One difference between a copy and the plan. `row` is None for what the copy adds or changes no more."""

    part: PlanPart
    kind: str  # "add", "change" or "remove"
    row: PlanRow | None
    fields: dict[str, Any]


@dataclass(frozen=True)
class Named:
    """The funders and activities of a project by their ref."""

    funders: Mapping[str, Funder]
    activities: Mapping[str, PlannedActivity]

    def fields(self, part: PlanPart, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return kept values as the fields of a row. What they name and is gone is left out."""
        found = {name: values[name] for name in COLUMNS[part]}
        for name in DAYS & found.keys():
            found[name] = dt.date.fromisoformat(found[name]) if found[name] else None
        for name in LINKS & found.keys():
            known: Mapping[str, Any] = self.funders if name == "funder" else self.activities
            found[name] = known.get(found[name] or "")
        return found


def changes(plan: Plan, rows: Iterable[WhatIfRow], named: Named) -> list[Change]:
    """Return what using a copy would do to the plan."""
    standing = {(part, row.ref): row for part, row in rows_of(plan)}
    found, seen = [], set()
    for one in rows:
        part = PlanPart(one.part)
        fields = named.fields(part, one.values)
        row = standing.get((part, one.of))
        seen.add((part, one.of))
        if row is None:
            found.append(Change(part, "add", None, fields))
        elif kept(part, row) != plain(part, fields):
            found.append(Change(part, "change", row, fields))
    gone = [(part, row) for (part, ref), row in standing.items() if (part, ref) not in seen]
    return found + [Change(part, "remove", row, {}) for part, row in gone]


def beside_the_plan(copy: int, plan: int) -> str:
    """Say how much more or less a copy plans to spend than the plan. Both are whole pence."""
    if copy == plan:
        return _("as much as the plan")
    words = {"amount": pounds(abs(copy - plan))}
    return (_("%(amount)s more than the plan") if copy > plan else _("%(amount)s less than the plan")) % words


def plan_with(plan: Plan, rows: Iterable[WhatIfRow], named: Named) -> Plan:
    """Return the plan as a copy has it; rows it copies keep their key, so that commitments find them."""
    standing = {(part, row.ref): row for part, row in rows_of(plan)}
    made: dict[PlanPart, list[Any]] = {part: [] for part in PlanPart}
    for one in rows:
        part = PlanPart(one.part)
        same = standing.get((part, one.of))
        fields = named.fields(part, one.values)
        made[part].append(
            MODELS[part](pk=same.pk if same else None, ref=one.ref, project=plan.project, **fields)
        )
    return Plan(plan.project, made[PlanPart.LINE], made[PlanPart.ACTIVITY], made[PlanPart.COST], plan.staff)
