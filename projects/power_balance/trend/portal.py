from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import PersonRequest
from projects.power_balance.trend.views import trend_page
from projects.team.queries import mine


@require_safe
@permissions.contributor_required
def trend(request: PersonRequest, ref: str) -> HttpResponse:
    """The same, for a public contributor of the project."""
    project = mine(request.person, ref)
    back = reverse("my_power_balance:records", args=[ref])
    return trend_page(request, project, layout="layouts/portal.html", back_url=back)
