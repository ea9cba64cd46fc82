"""What a plan costs, piece by piece. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable

from projects.resources.costing.rules.sheet import Amounts, Piece, Plan, PriceOf, months_on
from projects.resources.models import PlannedActivity, StaffAllocation
from projects.resources.states import ActivityState, BudgetCategory


def planned_pieces(plan: Plan, price: PriceOf) -> list[Piece]:
    """Return what the plan costs. Staff time counts where a budget line pays for it; else it is given."""
    pieces = []
    for one in plan.activities:
        if one.status != ActivityState.DROPPED:
            places = one.people * one.sessions
            pieces += [
                _planned(BudgetCategory.FEES, one.on, places * fee_of(one, price), one.pk),
                _planned(BudgetCategory.EXPENSES, one.on, places * one.expenses_pence, one.pk),
            ]
    for cost in plan.costs:
        pieces.append(_planned(BudgetCategory(cost.category), cost.on, cost.cost_pence, cost.activity_id))
    paid = {BudgetCategory(line.category) for line in plan.lines}
    for row in plan.staff:
        pieces += staff_pieces(row, paid)
    return [piece for piece in pieces if piece.amounts.planned]


def fee_of(activity: PlannedActivity, price: PriceOf, on: dt.date | None = None) -> int:
    """Return the fee for one person and session: what the policy of the day pays, else what was typed."""
    found = price(activity.fee_rate, on or activity.on, activity.minutes_each) if activity.fee_rate else None
    return activity.fee_pence if found is None else found


def staff_pieces(row: StaffAllocation, paid: Collection[BudgetCategory]) -> list[Piece]:
    """Return the cost of staff time month by month, where the budget has a line that pays for it."""
    lead = BudgetCategory.LEAD if row.leads and BudgetCategory.LEAD in paid else BudgetCategory.STAFF_TIME
    if not row.pence_an_hour or lead not in paid:
        return []
    pence = row.hours_a_month * row.pence_an_hour
    return [_planned(lead, months_on(row.begins, number), pence) for number in range(row.months)]


def _planned(category: BudgetCategory, on: dt.date, pence: int, activity: int | None = None) -> Piece:
    return Piece(category, on, Amounts(planned=pence), activity)


def next_of(activities: Iterable[PlannedActivity]) -> str:
    """Return the ref of the only activity that a new meeting can be part of; empty where we cannot know.

    Needs `meetings_planned`, how many meetings stand for each.
    """
    free = [one.ref for one in activities if one.sessions > getattr(one, "meetings_planned", 0)]
    return free[0] if len(free) == 1 else ""
