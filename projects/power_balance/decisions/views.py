from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.power_balance.decisions import actions
from projects.power_balance.decisions.forms import AnswerDisputeForm, DecisionForm
from projects.power_balance.decisions.lists import DECISIONS
from projects.power_balance.decisions.models import Decision, DecisionDispute
from projects.team.queries import editable, may_edit, visible


@require_safe
@permissions.staff_required
def decision_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Every decision of a project, the latest first."""
    project = visible(request.user, ref)
    context = {
        "project": project,
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("power_balance:overview", args=[ref]),
    }
    return lists.answer(
        request,
        DECISIONS,
        project.decisions.with_all(),
        key="-decided_on",
        template="power_balance/decisions.html",
        context=context,
        about=project,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def record_decision(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write a decision down."""
    project = editable(request.user, ref)
    form = DecisionForm(request.POST or None, project=project)
    if submit(
        request,
        form,
        lambda: actions.record_decision(project, **form.cleaned_data, by=request.user),
        done=_("The decision is recorded."),
    ):
        return redirect("power_balance:decisions", ref)
    return form_page(request, project, form, _("Record a decision"), back="power_balance:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def correct_decision(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Correct a decision that was written down."""
    row = permissions.get_visible_or_404(
        Decision.objects.visible_to_staff(request.user).select_related("project"), ref
    )
    permissions.allow(request.user, "edit_project", row.project.organisation_id)
    now = {name: getattr(row, name) for name in DecisionForm.Meta.fields} | {"meeting": row.meeting_id}
    form = DecisionForm(request.POST or None, project=row.project, initial=now)
    if submit(
        request,
        form,
        lambda: actions.correct_decision(row, **form.cleaned_data, by=request.user),
        done=_("The decision is corrected. What it said before is kept."),
    ):
        return redirect("power_balance:decisions", row.project.ref)
    return form_page(request, row.project, form, _("Correct a decision"), back="power_balance:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def dispute(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """A dispute with its answer, or a form for one."""
    seen = DecisionDispute.objects.visible_to_staff(request.user)
    row = permissions.get_visible_or_404(
        seen.select_related("decision__project", "person", "answered_by"), ref
    )
    project = row.decision.project
    if request.method == "POST" and not may_edit(request.user, project):
        raise PermissionDenied
    form = AnswerDisputeForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.answer_dispute(row, words=form.cleaned_data["words"], by=request.user),
        done=_("Your answer is sent."),
    ):
        return redirect("power_balance:decisions", project.ref)
    waits = row.facts.waits_for_answer and may_edit(request.user, project)
    context = {
        "row": row,
        "project": project,
        "form": form if waits or form.errors else None,
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("power_balance:decisions", args=[project.ref]),
    }
    return render(request, "power_balance/dispute.html", context)
