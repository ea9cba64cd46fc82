"""The page of a trend, for either side: the same picture, the same table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.requests import AuthenticatedRequest, PersonRequest
from projects.power_balance.limits import limits_of
from projects.power_balance.review_pages import LAYOUT
from projects.power_balance.trend.forms import TrendForm
from projects.power_balance.trend.measures import MEASURES
from projects.power_balance.trend.picture import draw
from projects.power_balance.trend.series import Unit, series
from projects.team.access import mine, visible
from projects.team.models import Project
from projects.team.states import Side


@require_safe
@permissions.staff_required
def trend(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One number of the evidence over the life of a project."""
    project = visible(request.user, ref)
    back = reverse("power_balance:overview", args=[ref])
    return _page(request, project, Side.PROFESSIONAL, back)


@require_safe
@permissions.contributor_required
def my_trend(request: PersonRequest, ref: str) -> HttpResponse:
    """The same, for a public contributor of the project."""
    project = mine(request.person, ref)
    return _page(request, project, Side.PUBLIC, reverse("my_power_balance:records", args=[ref]))


def _page(request: AuthenticatedRequest, project: Project, side: Side, back_url: str) -> HttpResponse:
    asked = request.GET.get("show", "")
    key = asked if asked in MEASURES else next(iter(MEASURES))
    context = {
        "project": project,
        "layout": LAYOUT[side],
        "form": TrendForm(initial={"show": key}),
        "back_url": back_url,
        **over_time(project, key),
    }
    return render(request, "power_balance/trend.html", context)


def over_time(project: Project, key: str) -> dict[str, Any]:
    """Return a measure of a project with its values, one for each period, and their picture."""
    measure = MEASURES[key]
    values = series(
        measure.points(project, limits_of(project.organisation_id)),
        measure.unit,
        start=project.starts_on,
        end=project.ends_on,
        today=clock.today(),
        of_people=measure.of_people,
    )
    return {
        "measure": measure,
        "values": [one for one in values if one.is_something],
        "drawn": [one for one in values if one.number is not None],
        "picture": draw(values, measure.unit),
        "in_days": measure.unit == Unit.DAYS,
    }
