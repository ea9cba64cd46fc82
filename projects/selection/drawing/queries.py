"""Reads of choosing: the rule of an opportunity, who goes into the list, what each said for kept places."""

import json
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from coproduce.foundation import clock
from projects.selection.criteria.queries import is_scored
from projects.selection.drawing.models import ChoosingRule, Draw, KeptGroup
from projects.selection.drawing.rules import choosing
from projects.selection.drawing.states import Method
from projects.selection.interest.models import Expression
from projects.selection.interest.queries import opened
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.rules import Check
from projects.selection.scoring.queries import is_closed, standings


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
        return [_("Say how people are chosen among all who meet the bar.")] if is_scored(opportunity) else []
    return choosing.problems(
        scored=is_scored(opportunity),
        method=rule.method,
        places=opportunity.places,
        closes_on=clock.uk(opportunity.closes_at).date() if opportunity.closes_at else None,
        hear_by=opportunity.hear_by,
        seed_on=rule.seed_on,
        reserves=rule.reserves,
        reserve_until=rule.reserve_until,
        least=[group.least for group in rule.groups.all()],
    )


def checks(opportunity: Opportunity) -> list[Check]:
    """Return the line of the check list about who is chosen in the end."""
    wrong = " ".join(problems(opportunity))
    label = _("Who is chosen among all who meet what you need")
    return [Check("choosing", label, not wrong, wrong, url="choosing:rule")]


def scoring_is_left(opportunity: Opportunity) -> bool:
    """Say whether points are still to be given before anybody can be chosen."""
    return is_scored(opportunity) and not is_closed(opportunity)


def waiting(opportunity: Opportunity) -> int:
    """Return how many wait for an answer: the list may be empty where none of them meets the bar."""
    return Expression.objects.waiting().filter(opportunity=opportunity).count()


def bands(opportunity: Opportunity, method: str) -> list[list[Expression]]:
    """Return who goes into the list: one band for a draw; by points, the best band first, for a ranking.

    Who waits and meets the bar; where nobody gives points, everyone who waits.
    """
    rows = Expression.objects.waiting().filter(opportunity=opportunity).order_by("blind_ref")
    if not is_scored(opportunity):
        return [list(rows)] if rows else []
    reached = {one.expression_id: one for one in standings(opportunity) if one.meets_bar}
    able = [row for row in rows if row.pk in reached]
    found: dict[tuple[Decimal, ...], list[Expression]] = {}
    for row in able:
        points = (reached[row.pk].total, reached[row.pk].least_essential)
        found.setdefault(points if method == Method.RANKING else (), []).append(row)
    return [found[points] for points in sorted(found, reverse=True)]


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
