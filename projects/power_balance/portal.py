from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from projects.power_balance.evidence.queries.lines import evidence_for_public
from projects.power_balance.lists import MY_ACTIONS
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
        "decisions": project.decisions.with_all().order_by("-decided_on", "-id")[:DECISIONS_SHOWN],
        "reviews": project.power_reviews.all()[:REVIEWS_SHOWN],
        "is_closed": project.status == ProjectState.CLOSED,
        "may_dispute": project.status != ProjectState.CLOSED,
        "back_url": reverse("my_projects:detail", args=[ref]),
    }
    return lists.answer(
        request,
        MY_ACTIONS,
        PowerAction.objects.filter(project=project),
        key="-id",
        template="power_balance/my_overview.html",
        context=context,
    )


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
