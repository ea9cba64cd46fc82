from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages import paging
from coproduce.foundation.pages.requests import PersonRequest
from projects.power_balance.evidence.queries.lines import evidence_for_public
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.queries import with_actions
from projects.team.queries import mine
from projects.team.states import ProjectState

DECISIONS_SHOWN = 5
REVIEWS_SHOWN = 20


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest, ref: str) -> HttpResponse:
    """What is not equal and what is done about it, and what was decided and why."""
    project = mine(request.person, ref)
    context = {
        "project": project,
        "page": paging.page(PowerAction.objects.filter(project=project), request, key="-id"),
        "decisions": project.decisions.with_all().order_by("-decided_on", "-id")[:DECISIONS_SHOWN],
        "reviews": project.power_reviews.all()[:REVIEWS_SHOWN],
        "is_closed": project.status == ProjectState.CLOSED,
        "may_dispute": project.status != ProjectState.CLOSED,
        "back_url": reverse("my_projects:detail", args=[ref]),
    }
    return render(request, "power_balance/my_overview.html", context)


@require_safe
@permissions.contributor_required
def records(request: PersonRequest, ref: str) -> HttpResponse:
    """What the records say about power, as staff see it, and what is done about it."""
    project = mine(request.person, ref)
    context = {
        "project": project,
        "evidence": with_actions(project, evidence_for_public(project)),
        "is_closed": project.status == ProjectState.CLOSED,
        "back_url": reverse("my_power_balance:overview", args=[ref]),
    }
    return render(request, "power_balance/my_evidence.html", context)
