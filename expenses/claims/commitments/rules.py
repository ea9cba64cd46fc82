"""What accepted roles and fixed meetings will cost. Pure: rows in, pieces of the costing out.

A person costs a meeting when they said yes to a role that holds on its day and did not say no to the
meeting. They cost it until they claim for it, were not there, or the time to claim is over. What they
chose about payment is theirs and is never read here: it must not show in a budget.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coproduce.foundation import clock
from coproduce.foundation.money import round_pence
from expenses.policies.states import Category
from projects.meetings.models import Meeting
from projects.resources.costing.rules import Amounts, Piece
from projects.resources.models import PlannedActivity
from projects.resources.states import ActivityState, BudgetCategory
from projects.roles.models import Assignment, PaymentKind
from projects.roles.models.choices import PayUnit
from projects.roles.states import AssignmentState

FeeOf = Callable[[str, str, dt.date, int], int | None]
"""(words of a rate, title of the role, day, minutes): pence from the policy of the day, None without one."""

FOR_A_MEETING = (PayUnit.HALF_DAY, PayUnit.DAY, PayUnit.MEETING, PayUnit.SESSION, PayUnit.OTHER)
"""What a role may be paid for that a meeting is one of."""

BUDGET_OF: dict[str, BudgetCategory] = {
    Category.FEE: BudgetCategory.FEES,
    Category.CHILDCARE: BudgetCategory.SUPPORT,
    Category.REPLACEMENT_CARE: BudgetCategory.SUPPORT,
    Category.SUPPORTER: BudgetCategory.SUPPORT,
    Category.COMMUNICATION: BudgetCategory.FORMATS,
}
"""Every other kind of cost is paid from travel and other expenses."""


def budget_of(category: str) -> BudgetCategory:
    """Return the kind of budget line that pays for a line of a claim."""
    return BUDGET_OF.get(category, BudgetCategory.EXPENSES)


@dataclass(frozen=True)
class Roles:
    """Who said yes to which role of one project, with `version` and `role` loaded."""

    assignments: Sequence[Assignment]

    def on(self, day: dt.date) -> dict[int, list[Assignment]]:
        """Return the roles in force on a day by person."""
        found: dict[int, list[Assignment]] = {}
        for one in self.assignments:
            if in_force(one, day):
                found.setdefault(one.person_id, []).append(one)
        return found


def in_force(assignment: Assignment, day: dt.date) -> bool:
    """Say whether an accepted role holds on a day. One that ended without a day holds on none."""
    if assignment.status not in (AssignmentState.AGREED, AssignmentState.ENDED):
        return False
    if assignment.status == AssignmentState.ENDED and assignment.ends_on is None:
        return False
    starts, ends = assignment.starts_on, assignment.ends_on
    return (starts is None or starts <= day) and (ends is None or day <= ends)


def fee_for(held: Iterable[Assignment], fee_of: FeeOf, day: dt.date, minutes: int, *, rate: str = "") -> int:
    """Return the fee of somebody with these roles, in pence: the highest, so that it is sure to be funded.

    It is what the policy in force on the day pays; where none is in force, what the role says.
    """
    fees = [0]
    for one in held:
        if one.version.payment == PaymentKind.FEE:
            named = next((row["rate"] for row in one.version.pay_rates if row.get("rate")), "")
            found = fee_of(rate or named, one.role.title, day, minutes)
            fees.append(said_fee(one.version.pay_rates, minutes) if found is None else found)
    return max(fees)


def said_fee(rows: Iterable[Mapping[str, Any]], minutes: int) -> int:
    """Return the highest fee in pence that a role says for a time of these minutes; 0 where it says none."""
    fees = [0]
    for row in rows:
        pence = max(row.get("pence") or 0, row.get("most_pence") or 0)
        if row.get("unit") == PayUnit.HOUR:
            fees.append(round_pence(Decimal(pence * minutes) / 60))
        elif row.get("unit") in FOR_A_MEETING:
            fees.append(pence)
    return max(fees)


def meeting_pieces(meeting: Meeting, people: Iterable[int], roles: Roles, fee_of: FeeOf) -> list[Piece]:
    """Return what the people who hold a role will cost at a meeting."""
    day = clock.uk(meeting.starts_at).date()
    activity, held = meeting.activity, roles.on(day)
    minutes = max(meeting.minutes, activity.minutes_each) if activity else meeting.minutes
    coming = [held[person] for person in people if person in held]
    rate = activity.fee_rate if activity else ""
    fees = sum(fee_for(theirs, fee_of, day, minutes, rate=rate) for theirs in coming)
    expenses = len(coming) * activity.expenses_pence if activity else 0
    return pieces(day, fees, expenses, meeting.activity_id)


def activity_pieces(
    activity: PlannedActivity, sessions: int, roles: Roles, fee_of: FeeOf, *, today: dt.date, until: dt.date
) -> list[Piece]:
    """Return what the sessions of an activity that no meeting stands for yet will cost.

    Only for as many people as have said yes. A month that is not a day yet, or a day that is over, binds
    nobody; of several sessions those still to come are priced from today on, until the project ends.
    """
    day = activity.on if activity.on >= today or activity.sessions == 1 else today
    over = day < today or day > until
    if sessions <= 0 or activity.month_only or over or activity.status == ActivityState.DROPPED:
        return []
    rate, minutes = activity.fee_rate, activity.minutes_each
    fees = sorted(
        (fee_for(held, fee_of, day, minutes, rate=rate) for held in roles.on(day).values()), reverse=True
    )[: activity.people]
    return pieces(day, sessions * sum(fees), sessions * len(fees) * activity.expenses_pence, activity.pk)


def pieces(day: dt.date, fees: int, expenses: int, activity: int | None) -> list[Piece]:
    """Return committed fees and expenses as pieces; nothing for nothing."""
    found = ((BudgetCategory.FEES, fees), (BudgetCategory.EXPENSES, expenses))
    return [Piece(kind, day, Amounts(committed=pence), activity) for kind, pence in found if pence]


def still_to_come(people: Collection[int], *, claimed: set[int], absent: set[int]) -> list[int]:
    """Return who may still claim for a meeting."""
    return [person for person in people if person not in claimed | absent]
