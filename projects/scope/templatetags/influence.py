"""What people can change on a project, for pages of apps that stand below the scope."""

from typing import Any

from django import template

from projects.scope import queries
from projects.scope.models import NothingIsFixed
from projects.team.models import Project
from projects.team.states import ProjectState

register = template.Library()


@register.inclusion_tag("scope/influence.html")
def influence_of(project: Project) -> dict[str, Any]:
    """Show decided pieces of work with their promise, and what is open, limited or fixed. Five queries."""
    return {
        "project": project,
        "pieces": [one for one in queries.pieces(project) if one.decided],
        "threads": queries.threads(project),
        "nothing_is_fixed": NothingIsFixed.objects.filter(project=project).exists(),
        "may_say": project.status != ProjectState.CLOSED,
    }
