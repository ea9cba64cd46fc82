"""Reads of criteria and of the plan for scoring."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from projects.selection.criteria import rules
from projects.selection.criteria.models import Criterion, ScoringPlan
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.rules import Check


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


def checks(opportunity: Opportunity) -> list[Check]:
    """Return what the check list of a draft says of what counts and how it is used."""
    n, plan = opportunity.criteria.count(), plan_of(opportunity)
    wrong: LazyStr = ""
    if plan and plan.scored and rules.too_high(criteria=n, bar_total=plan.bar_total):
        wrong = _("Nobody can reach the points you ask for. Ask for fewer.")
    found = [
        Check("criteria", rules.COUNTS, n > 0, url="criteria:overview"),
        Check("scoring", rules.PLAN, plan is not None and not wrong, wrong, url="criteria:overview"),
    ]
    if plan and plan.scored:
        label = _("What you ask people, so that there is something to give points for")
        found.append(Check("questions", label, opportunity.questions.exists(), url="expressions:questions"))
    return found
