from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.power_balance.trend.forms import TrendForm
from projects.power_balance.trend.queries import MEASURES, over_time
from projects.team.models import Project
from projects.team.queries import visible


@require_safe
@permissions.staff_required
def trend(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One number of the evidence over the life of a project."""
    project = visible(request.user, ref)
    back = reverse("power_balance:overview", args=[ref])
    return trend_page(request, project, layout="layouts/staff.html", back_url=back)


def trend_page(
    request: AuthenticatedRequest, project: Project, *, layout: str, back_url: str
) -> HttpResponse:
    """The page of a trend, for either side: the same picture, the same table."""
    asked = request.GET.get("show", "")
    key = asked if asked in MEASURES else next(iter(MEASURES))
    context = {
        "project": project,
        "layout": layout,
        "form": TrendForm(initial={"show": key}),
        "back_url": back_url,
        **over_time(project, key),
    }
    return render(request, "power_balance/trend.html", context)
