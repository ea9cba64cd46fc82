"""Reads of criteria and of the plan for scoring."""

from projects.selection.criteria.models import Criterion, ScoringPlan
from projects.selection.opportunities.models import Opportunity


def criteria_of(opportunity: Opportunity) -> list[Criterion]:
    """Return what counts, in order."""
    return list(opportunity.criteria.all())


def plan_of(opportunity: Opportunity) -> ScoringPlan | None:
    """Return how people are scored; None while nobody said it."""
    return ScoringPlan.objects.filter(opportunity=opportunity).first()


def is_scored(opportunity: Opportunity) -> bool:
    """Say whether a panel gives points."""
    return ScoringPlan.objects.filter(opportunity=opportunity, scored=True).exists()


def has_begun(opportunity: Opportunity) -> bool:
    """Say whether scoring has begun: then nobody joins, and what was sent stays as it is."""
    return ScoringPlan.objects.filter(opportunity=opportunity, begun_at__isnull=False).exists()
