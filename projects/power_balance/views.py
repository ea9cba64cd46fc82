from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.power_balance.evidence.queries.lines import evidence
from projects.power_balance.lists import ACTIONS
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.queries import with_actions
from projects.team.queries import may_edit, visible

DECISIONS_SHOWN = 5
REVIEWS_SHOWN = 2


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Step 4 on one page: the evidence, what is done about imbalances, and the last decisions."""
    project = visible(request.user, ref)
    shown = PowerAction.objects.filter(project=project).select_related("owner", "raised_by")
    context = {
        "project": project,
        "evidence": with_actions(project, evidence(project)),
        "decisions": project.decisions.with_all().order_by("-decided_on", "-id")[:DECISIONS_SHOWN],
        "reviews": project.power_reviews.all()[:REVIEWS_SHOWN],
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return lists.answer(
        request,
        ACTIONS,
        shown,
        key="-id",
        template="power_balance/overview.html",
        context=context,
        about=project,
    )
