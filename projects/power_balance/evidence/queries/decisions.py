"""Decisions of a project that are written down."""

from django.db.models import Count, Q, QuerySet

from projects.power_balance.decisions.models import Decision
from projects.power_balance.decisions.states import Followed
from projects.team.models import Project

WITHOUT = Q(followed=Followed.NOT_ASKED)
AGAINST = Q(followed__in=(Followed.PARTLY, Followed.NO))


def decisions(project: Project) -> QuerySet[Decision]:
    """Decisions of a project that are written down."""
    return Decision.objects.filter(project=project)


def counted(project: Project) -> dict[str, int]:
    """Count `all` decisions, those made `without` public members, and those `against` them. One query."""
    return decisions(project).aggregate(
        all=Count("id"),
        without=Count("id", filter=WITHOUT),
        against=Count("id", filter=AGAINST),
    )
