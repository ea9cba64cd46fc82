"""Decisions of a project that are written down."""

from django.db.models import Q, QuerySet

from projects.power_balance.decisions.models import Decision
from projects.power_balance.decisions.states import Followed
from projects.team.models import Project

WITHOUT = Q(followed=Followed.NOT_ASKED)
AGAINST = Q(followed__in=(Followed.PARTLY, Followed.NO))


def decisions(project: Project) -> QuerySet[Decision]:
    """Decisions of a project that are written down."""
    return Decision.objects.filter(project=project)
