"""Reads of choosing: the rule of an opportunity, who goes into the list, what each said for kept places."""

import json
from collections.abc import Iterable

from coproduce.foundation import clock
from projects.selection.drawing.models import ChoosingRule, Draw, KeptGroup
from projects.selection.drawing.rules import choosing
from projects.selection.drawing.states import Method
from projects.selection.interest.models import Expression
from projects.selection.interest.queries import opened
from projects.selection.opportunities.models import Opportunity


def rule_of(opportunity: Opportunity) -> ChoosingRule | None:
    """Return the rule by which people are chosen; None where staff decide about each."""
    return ChoosingRule.objects.filter(opportunity=opportunity).prefetch_related("groups").first()


def groups(opportunity: Opportunity) -> list[KeptGroup]:
    """Return the groups that places are kept for, in order."""
    return list(KeptGroup.objects.filter(rule__opportunity=opportunity, rule__method=Method.KEPT))


def draw_of(opportunity: Opportunity) -> Draw | None:
    """Return the draw of an opportunity, once its list is published."""
    return Draw.objects.filter(opportunity=opportunity).first()


def problems(opportunity: Opportunity) -> list[str]:
    """Return what does not fit in the rule of an opportunity; nothing where there is no rule."""
    rule = rule_of(opportunity)
    if rule is None:
        return []
    return choosing.problems(
        method=rule.method,
        places=opportunity.places,
        closes_on=clock.uk(opportunity.closes_at).date() if opportunity.closes_at else None,
        hear_by=opportunity.hear_by,
        seed_on=rule.seed_on,
        reserves=rule.reserves,
        reserve_until=rule.reserve_until,
        least=[group.least for group in rule.groups.all()],
    )


def is_scored(opportunity: Opportunity) -> bool:
    """Say whether people read and give points here."""
    return False


def scoring_is_left(opportunity: Opportunity) -> bool:
    """Say whether points are still to be given before anybody can be chosen."""
    return False


def bands(opportunity: Opportunity, method: str) -> list[list[Expression]]:
    """Return who goes into the list: one band for a draw; by points, the best band first, for a ranking.

    Who waits and meets what is needed; where nobody gives points, everyone who waits.
    """
    rows = Expression.objects.waiting().filter(opportunity=opportunity).order_by("blind_ref")
    return [list(rows)] if rows else []


def said_by(rows: Iterable[Expression], rule: ChoosingRule) -> dict[str, frozenset[int]]:
    """Return {code: the groups they said yes to}. Raises encryption.CannotOpen."""
    known = {group.place for group in rule.groups.all()} if rule.method == Method.KEPT else set()
    return {
        choosing.code_of(row.blind_ref): frozenset(one - 1 for one in groups_of(row) if one in known)
        for row in rows
    }


def groups_of(row: Expression) -> list[int]:
    """Return the places of the groups somebody said they are of. Raises encryption.CannotOpen."""
    said = opened(row, "sealed_groups")
    return [int(one) for one in json.loads(said)] if said else []
