"""Staff: what counts, and the bar, while the opportunity is a draft; afterwards it can be read."""

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.selection.criteria import actions, queries
from projects.selection.criteria.forms import CriterionForm, NoPublicMemberForm, ScoringForm
from projects.selection.criteria.models import Criterion
from projects.selection.criteria.rules import MOST_CRITERIA, POINTS
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.queries import opportunity_for
from projects.team.queries import may_edit


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """What counts, what points mean, and the bar."""
    row = opportunity_for(request.user, ref)
    criteria = queries.criteria_of(row)
    context = {
        "opportunity": row,
        "criteria": criteria,
        "plan": queries.plan_of(row),
        "points": POINTS.items(),
        "may_write": row.facts.is_draft and may_edit(request.user, row.project),
        "may_add": len(criteria) < MOST_CRITERIA,
        "back_url": reverse("selection:detail", args=[ref]),
    }
    return render(request, "criteria/overview.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say one more thing that counts."""
    row = _draft(request, ref)
    form = CriterionForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.add(row, **form.cleaned_data, by=request.user),
        done=_("It is saved."),
    ):
        return redirect("criteria:overview", ref)
    return _page(request, row, form, _("What counts?"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change(request: AuthenticatedRequest, ref: str, criterion: str) -> HttpResponse:
    """Say it in other words."""
    row = _draft(request, ref)
    found = _criterion(row, criterion)
    first = {"title": found.title, "looks_for": found.looks_for, "essential": found.essential}
    form = CriterionForm(request.POST or None, initial=first)
    if submit(
        request,
        form,
        lambda: actions.change(found, **form.cleaned_data, by=request.user),
        done=_("It is saved."),
    ):
        return redirect("criteria:overview", ref)
    return _page(request, row, form, _("What counts?"))


@require_POST
@permissions.staff_required
@idempotent
def remove(request: AuthenticatedRequest, ref: str, criterion: str) -> HttpResponse:
    """Take one out."""
    found = _criterion(_draft(request, ref), criterion)
    submit(request, None, lambda: actions.remove(found, by=request.user), done=_("It is taken out."))
    return redirect("criteria:overview", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def scoring(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say whether a panel gives points, and where the bar is."""
    row = _draft(request, ref)
    plan = queries.plan_of(row)
    first = {"bar_essential": "2", "bar_total": "0"}
    if plan:
        first = {
            "scored": "yes" if plan.scored else "no",
            "bar_essential": str(plan.bar_essential),
            "bar_total": str(plan.bar_total),
        }
    form = ScoringForm(request.POST or None, initial=first)
    if submit(
        request,
        form,
        lambda: actions.plan(row, **form.plan, by=request.user),
        done=_("It is saved. Everyone reads it when the opportunity opens."),
    ):
        return redirect("criteria:overview", ref)
    return _page(request, row, form, _("How do you choose?"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def no_public_member(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say, for everyone to read, why no public member scores."""
    row = opportunity_for(request.user, ref, change=True)
    plan = queries.plan_of(row)
    if plan is None or not plan.scored:
        raise Http404
    form = NoPublicMemberForm(
        request.POST if request.method == "POST" else None, initial={"why": plan.no_public_why}
    )
    if submit(
        request,
        form,
        lambda: actions.say_why_no_public_member(row, why=form.cleaned_data["why"], by=request.user),
        done=_("It is saved."),
    ):
        return redirect("panels:overview", ref)
    return _page(request, row, form, _("No public member"), back="panels:overview")


def _draft(request: AuthenticatedRequest, ref: str) -> Opportunity:
    row = opportunity_for(request.user, ref, change=True)
    if not row.facts.is_draft:
        raise Http404
    return row


def _criterion(row: Opportunity, ref: str) -> Criterion:
    return get_object_or_404(row.criteria.select_related("opportunity__project"), ref=ref)


def _page(
    request: AuthenticatedRequest,
    row: Opportunity,
    form: BaseForm,
    heading: str,
    *,
    back: str = "criteria:overview",
) -> HttpResponse:
    return form_page(request, row.project, form, heading, back=back, ref=row.ref)
