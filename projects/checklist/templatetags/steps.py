"""The five-step strip on every project page of staff."""

from typing import Any

from django import template

from projects.checklist import queries
from projects.checklist.queries import glance
from projects.team.models import Project

register = template.Library()


@register.inclusion_tag("checklist/five_steps.html")
def five_steps(project: Project, current: int = 0) -> dict[str, Any]:
    """Show where each of the five steps stands. Two queries."""
    return {"steps": glance([project])[project.pk], "current": current}


@register.simple_tag
def glance_at(page: Any) -> dict[str, Any]:
    """Return {project id as text: its five steps} for a page of projects, for `|lookup`. Two queries."""
    return {str(pk): rows for pk, rows in glance(page.rows).items()}


@register.simple_tag
def where_it_stands(project: Project) -> dict[str, Any]:
    """Return the five steps of a project, and the one thing that comes next. A constant number of queries."""
    steps = queries.five_steps(project)
    return {"steps": [full.row for full in steps], "next": queries.next_step(project, steps)}
