from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.power_balance.decisions import actions
from projects.power_balance.decisions.forms import DisputeDecisionForm
from projects.power_balance.decisions.lists import MY_DECISIONS
from projects.power_balance.decisions.models import Decision, DecisionDispute
from projects.team.queries import mine
from projects.team.states import ProjectState


@require_safe
@permissions.contributor_required
def decision_list(request: PersonRequest, ref: str) -> HttpResponse:
    """Every decision of my project, the latest first."""
    project = mine(request.person, ref)
    context = {
        "project": project,
        "may_dispute": project.status != ProjectState.CLOSED,
        "back_url": reverse("my_power_balance:overview", args=[ref]),
    }
    return lists.answer(
        request,
        MY_DECISIONS,
        project.decisions.with_all(),
        key="-decided_on",
        template="power_balance/my_decisions.html",
        context=context,
    )


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def dispute_decision(request: PersonRequest, ref: str) -> HttpResponse:
    """Say that a decision is not written down right."""
    seen = Decision.objects.visible_to_member(request.person).select_related("project")
    row = permissions.get_visible_or_404(seen, ref)
    form = DisputeDecisionForm(request.POST or None)
    back = reverse("my_power_balance:decisions", args=[row.project.ref])
    if submit(
        request,
        form,
        lambda: actions.dispute(row, **form.cleaned_data, person=request.person, by=request.user),
        done=_("Thank you. We will answer you within 14 days."),
    ):
        return redirect(back)
    context = {
        "form": form,
        "heading": _("What is wrong with this decision?"),
        "layout": "layouts/portal.html",
        "back_url": back,
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.contributor_required
def dispute(request: PersonRequest, ref: str) -> HttpResponse:
    """What was disputed, and what we answered."""
    seen = DecisionDispute.objects.visible_to_member(request.person)
    row = permissions.get_visible_or_404(seen.select_related("decision__project", "answered_by"), ref)
    context = {"row": row, "project": row.decision.project, "back_url": reverse("portal:home")}
    return render(request, "power_balance/my_dispute.html", context)
