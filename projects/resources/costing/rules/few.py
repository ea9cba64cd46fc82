"""What of the costing is shown to whoever may not see claims: no amount of fewer than three people. Pure.

Money for carers, supporters, interpreters and formats tells what somebody needs. While fewer than three
people are behind one of these kinds, nobody behind it included, they are shown as one with travel and
other expenses: a row that such money can be posted to keeps its budget and plan, and the rest of it stands
in one joined row. Every view joins at least the same money, so that no two views give a part of it away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from projects.resources.costing.rules.sheet import (
    FEW,
    LABELS,
    Amounts,
    Key,
    Piece,
    Plan,
    Row,
    Sheet,
    View,
    rows,
    total,
)
from projects.resources.states import BudgetCategory

TELLING = (BudgetCategory.SUPPORT, BudgetCategory.FORMATS)
"""What money is for that tells a need of whoever claims it."""


def joined_kinds(money: Iterable[Piece]) -> frozenset[BudgetCategory]:
    """Return the kinds of cost that are shown as one; empty when enough people are behind each."""
    behind: defaultdict[BudgetCategory, set[int]] = defaultdict(set)
    for piece in money:
        if piece.person_id:
            behind[piece.category].add(piece.person_id)
    found = {kind for kind in TELLING if len(behind[kind]) < FEW}
    found |= {kind for kind, people in behind.items() if 0 < len(people) < FEW}
    if found:
        found.add(BudgetCategory.EXPENSES)
    for wider in (*TELLING, BudgetCategory.FEES):
        if 0 < len(set[int]().union(*(behind[kind] for kind in found))) < FEW:
            found.add(wider)
    return frozenset(found)


def sheet_for_others(view: View, plan: Plan, planned: Iterable[Piece], money: Iterable[Piece]) -> Sheet:
    """Return one view for whoever may not see claims. It comes to the same total as `sheet`."""
    money = list(money)
    found = rows(view, plan, [*planned, *money])
    together = total(list(found.values()))
    hidden = _kept_back(view, plan, found, joined_kinds(money))
    if not hidden:
        return Sheet(list(found.values()), together)
    joined = Row(_("Joined, so that nobody’s own costs show"), joined=0)
    for key in hidden & found.keys():
        row = found[key]
        planned_only = Amounts(planned=row.amounts.planned)
        joined.amounts += _without_plan(row.amounts)
        joined.joined = (joined.joined or 0) + row.budget
        row.amounts, row.hidden = planned_only, True
    shown = [row for row in found.values() if not row.hidden or row.budget or row.amounts.planned]
    return Sheet([*shown, joined], together)


def _without_plan(amounts: Amounts) -> Amounts:
    return amounts + Amounts(planned=-amounts.planned)


def _kept_back(
    view: View, plan: Plan, found: Mapping[Key, Row], kinds: frozenset[BudgetCategory]
) -> set[Key]:
    """Return the keys of the rows of which only budget and plan are shown."""
    hidden = {key for key in found if _may_hold(view, plan, key, kinds)}
    hidden |= {key for key, row in found.items() if 0 < len(row.people) < FEW}
    for key in sorted(found, key=lambda one: len(found[one].people)):
        people = set[int]().union(*(found[one].people for one in hidden))
        if found[key].people and 0 < len(people) < FEW:
            hidden.add(key)
    return hidden


def _may_hold(view: View, plan: Plan, key: Key, kinds: frozenset[BudgetCategory]) -> bool:
    """Say whether money of the joined kinds can stand in a row, whether or not any does.

    A year holds money of every kind: its sum tells of none.
    """
    if view == View.YEAR:
        return False
    payers = [line for line in plan.lines if line.category in kinds]
    for kind in kinds:
        for payer in (None, *(line for line in payers if line.category == kind)):
            possible, _words = LABELS[view](payer, plan, plan.project.starts_on, kind)
            if key == possible or (view == View.FUNDER_YEAR and key[0] == possible[0]):
                return True
    return False
