"""Copies of a plan as their pages show them."""

from collections.abc import Sequence

from projects.resources.costing.queries import no_price, plan_of, price_list
from projects.resources.costing.rules import Piece, Plan, PriceOf, Row, Sheet, View, planned_pieces, sheet
from projects.resources.models import WhatIf
from projects.resources.what_if import rules
from projects.resources.what_if.rules import Named
from projects.team.models import Project

__all__ = ["compared", "copies_of", "differences", "named_in", "plan_of", "sheet_with"]


def copies_of(project: Project) -> list[WhatIf]:
    """Return the copies of a project's plan with their rows. Two queries."""
    return list(project.what_ifs.select_related("made_by").prefetch_related("rows"))


def named_in(plan: Plan) -> Named:
    """Return what the rows of a plan may name. One query."""
    return Named(
        {one.ref: one for one in plan.project.funders.all()}, {one.ref: one for one in plan.activities}
    )


def differences(plan: Plan, copy: WhatIf, named: Named) -> list[rules.Change]:
    """Return what using a copy would do to the plan."""
    return rules.changes(plan, copy.rows.all(), named)


def sheet_with(plan: Plan, view: View, money: Sequence[Piece], price: PriceOf) -> Sheet:
    """Return one view of a plan, real or copied, with the money that is real for both."""
    return sheet(view, plan, [*planned_pieces(plan, price), *money])


def compared(plan: Plan, copies: Sequence[WhatIf], money: Sequence[Piece]) -> list[tuple[str, list[Row]]]:
    """Return rows to compare side by side: (label, the row of the plan and of each copy)."""
    named = named_in(plan)
    plans = [plan, *(rules.plan_with(plan, copy.rows.all(), named) for copy in copies)]
    wanted = any(activity.fee_rate for one in plans for activity in one.activities)
    price = price_list(plan.project.organisation_id) if wanted else no_price
    sheets = [sheet_with(one, View.GROUP, money, price) for one in plans]
    labels = dict.fromkeys(row.label for found in sheets for row in found.rows)
    table = []
    for label in labels:
        by_label = [{row.label: row for row in found.rows} for found in sheets]
        table.append((label, [rows.get(label, Row(label)) for rows in by_label]))
    return [*table, (sheets[0].total.label, [found.total for found in sheets])]
