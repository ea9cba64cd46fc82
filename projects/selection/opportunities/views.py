"""Staff: making an opportunity from a role, checking it, opening it, taking it back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles.queries import role_for
from projects.selection.drawing.queries import draw_of, rule_of
from projects.selection.opportunities import actions, queries, rules
from projects.selection.opportunities.forms import OpportunityForm, WithdrawForm
from projects.selection.opportunities.lists import OF_PROJECT
from projects.selection.opportunities.models import Opportunity
from projects.team.queries import may_edit, visible


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Every opportunity of a project, and the roles it can be made from."""
    project = visible(request.user, ref)
    context = {
        "project": project,
        "versions": queries.offered_versions(project)[:50],
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("resources:overview", args=[ref]),
    }
    return lists.answer(
        request,
        OF_PROJECT,
        project.opportunities.all(),
        key="-id",
        template="selection/overview.html",
        context=context,
        about=project,
    )


@require_POST
@permissions.staff_required
@idempotent
def make(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Start a draft from a role."""
    role = role_for(request.user, ref, change=True)
    version = get_object_or_404(queries.offered_versions(role.project), role=role)
    made = submit(
        request,
        None,
        lambda: actions.make(version, by=request.user),
        done=_("The draft is saved. Only your team can see it."),
    )
    if made:
        return redirect("selection:edit", made.result.ref)
    return redirect("selection:overview", role.project.ref)


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One opportunity: what it says, what is missing, what can be done now."""
    row = queries.opportunity_for(request.user, ref)
    found = queries.check_list(row) if row.facts.is_draft else []
    context = {
        "opportunity": row,
        "project": row.project,
        "role": row.version.role,
        "checks": found,
        "missing": [one for one in found if not one.done],
        "from_role": rules.FROM_ROLE,
        "rule": rule_of(row),
        "draw": draw_of(row),
        "may_edit": may_edit(request.user, row.project),
        "gives_points": Opportunity.objects.scored_by(request.user).filter(pk=row.pk).exists(),
        "may_answer": request.user.can("edit_people", row.organisation_id),
        "back_url": reverse("selection:overview", args=[row.project.ref]),
    }
    return render(request, "selection/detail.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def edit(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write what the opportunity says beyond its role."""
    row = queries.opportunity_for(request.user, ref, change=True)
    form = OpportunityForm(request.POST or None, instance=row)
    if submit(
        request,
        form,
        lambda: actions.write(row, words=form.words, by=request.user),
        done=_("The draft is saved. Only your team can see it."),
    ):
        return redirect("selection:detail", ref)
    return form_page(request, row.project, form, _("Write the opportunity"), back="selection:detail", ref=ref)


@require_POST
@permissions.staff_required
@idempotent
def open_to_everyone(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Let everyone see it, once nothing is missing."""
    row = queries.opportunity_for(request.user, ref, change=True)
    done = _("It is open. Everyone can see it from the time it opens.")
    submit(request, None, lambda: actions.open_to_everyone(row, by=request.user), done=done)
    return redirect("selection:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def withdraw(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take it back, with the reason."""
    row = queries.opportunity_for(request.user, ref, change=True)
    form = WithdrawForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.withdraw(row, why=form.cleaned_data["why"], by=request.user),
        done=_("It is withdrawn. Its page says why."),
    ):
        return redirect("selection:detail", ref)
    return form_page(
        request,
        row.project,
        form,
        _("Withdraw “%(title)s”") % {"title": row.title},
        back="selection:detail",
        ref=ref,
    )
