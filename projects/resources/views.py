from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.resources import actions, queries, rules
from projects.resources.access.queries import access_plan
from projects.resources.costing.queries import money_of, plan_of
from projects.resources.forms import (
    RESOURCE_KINDS,
    ActivityForm,
    RemoveResourceForm,
    ResourceForm,
    ResourceKind,
)
from projects.resources.funders.forms import MONEY_KINDS
from projects.resources.models import Milestone, PlannedActivity
from projects.resources.states import ACTIVITY_TRANSITIONS
from projects.resources.timeline import queries as dates
from projects.team.models import Project
from projects.team.queries import editable, may_edit, visible

KINDS = RESOURCE_KINDS | MONEY_KINDS


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The live costing: what there is, what is planned, committed, claimed, approved and paid."""
    project = visible(request.user, ref)
    plan = plan_of(project)
    money, staff = money_of(project), plan.staff
    costing = queries.costing_of(plan, money)
    context = {
        "project": project,
        "lines": plan.lines,
        "costs": plan.costs,
        "funders": list(project.funders.all()),
        "activities": [(activity, _moves(activity)) for activity in plan.activities],
        "staff": staff,
        "staff_pence": sum(row.cost_pence or 0 for row in staff),
        "costing": costing,
        "sees_claims": request.user.can("see_claims", project.organisation_id),
        "bars": bars(costing, booked=queries.is_told(project, request.user, money)),
        "access": access_plan(project, request.user)
        if request.user.can("edit_project", project.organisation_id)
        else None,
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return render(request, "resources/overview.html", context)


def bars(costing: rules.Costing, *, booked: bool = True) -> list[dict[str, Any]]:
    """Return the rows of the costing picture and its table; `booked`: also what we booked ourselves."""
    amounts = [
        (_("Budget"), costing.budget),
        (_("Planned"), costing.planned),
        (_("Committed"), costing.committed),
        (_("Claimed"), costing.spent.claimed),
        (_("Approved"), costing.spent.approved),
        (_("Paid"), costing.spent.paid),
        *([(_("Booked by us, without a claim"), costing.booked)] if booked else []),
        (_("Left to commit"), costing.left),
    ]
    return [{"label": label, "value": pence, "text": pounds(pence)} for label, pence in amounts]


def _moves(activity: PlannedActivity) -> list[tuple[str, str]]:
    words = {
        "drop": _("Drop"),
        "pick up": _("Bring it back"),
    }
    return [
        (name, words[name]) for name, move in ACTIVITY_TRANSITIONS.items() if activity.status in move.sources
    ]


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add(request: AuthenticatedRequest, ref: str, part: str) -> HttpResponse:
    """Add a row of one kind."""
    project, kind = editable(request.user, ref), KINDS[part]
    form = kind.form(request.POST or None, project=project)
    if submit(
        request,
        form,
        lambda: actions.add(kind.model, project, **form.values(), by=request.user),
        done=str(kind.saved),
    ):
        return redirect(kind.page, ref)
    return _form_page(request, project, kind, form, heading=str(kind.add))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change(request: AuthenticatedRequest, ref: str, part: str, row_ref: str) -> HttpResponse:
    """Change a row."""
    project, kind = editable(request.user, ref), KINDS[part]
    row = permissions.get_visible_or_404(kind.rows(project), row_ref)
    form = kind.form(request.POST or None, project=project, initial=kind.form.initial_of(row))
    look = dates.preview_address(project, f"{part}:{row.ref}", form, by=request.user)
    if submit(
        request,
        form,
        lambda: actions.change(
            row, **without_date(form.values()) if look else form.values(), by=request.user
        ),
        done=_("Saved, but for the date. See what it moves, then save it.") if look else str(kind.saved),
    ):
        return redirect(look or reverse(kind.page, args=[ref]))
    return _form_page(request, project, kind, form, heading=str(kind.change))


def without_date(values: dict[str, Any]) -> dict[str, Any]:
    """Return what is saved at once of a row whose new date is looked at first."""
    return {name: value for name, value in values.items() if name not in ("on", "month_only")}


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def remove(request: AuthenticatedRequest, ref: str, part: str, row_ref: str) -> HttpResponse:
    """Ask, then take a row out."""
    project, kind = editable(request.user, ref), KINDS[part]
    row = permissions.get_visible_or_404(kind.rows(project), row_ref)
    form = RemoveResourceForm(request.POST if request.method == "POST" else None)
    if submit(request, form, lambda: actions.remove(row, by=request.user), done=_("It has been removed.")):
        return redirect(kind.page, ref)
    return _form_page(request, project, kind, form, heading=_("Remove “%(what)s”?") % {"what": row})


@require_POST
@permissions.staff_required
@idempotent
def move_activity(request: AuthenticatedRequest, ref: str, row_ref: str) -> HttpResponse:
    """Commit, loosen, drop or pick up an activity, as the button says."""
    project = editable(request.user, ref)
    activity = permissions.get_visible_or_404(PlannedActivity.objects.filter(project=project), row_ref)
    move = request.POST.get("move", "")
    if move in ACTIVITY_TRANSITIONS:
        submit(
            request,
            None,
            lambda: actions.move_activity(activity, move=move, by=request.user),
            done=_("The activity is saved."),
        )
    return redirect("resources:overview", ref)


@require_POST
@permissions.staff_required
@idempotent
def tick_milestone(request: AuthenticatedRequest, ref: str, row_ref: str) -> HttpResponse:
    """Mark a milestone as reached, or take that back."""
    project = editable(request.user, ref)
    milestone = permissions.get_visible_or_404(Milestone.objects.filter(project=project), row_ref)
    submit(
        request,
        None,
        lambda: actions.tick_milestone(milestone, done=request.POST.get("done") == "yes", by=request.user),
        done=_("The milestone is saved."),
    )
    return redirect("resources:timeline", ref)


def _form_page(
    request: AuthenticatedRequest, project: Project, kind: ResourceKind, form: BaseForm, *, heading: str
) -> HttpResponse:
    extra = _usual_fees(project, form) if isinstance(form, ActivityForm) else {}
    return form_page(request, project, form, heading, back=kind.page, template="resources/form.html", **extra)


def _usual_fees(project: Project, form: ResourceForm) -> dict[str, Any]:
    """Return the fees that are usual on the day and for the time typed so far; else today, for an hour."""
    known: dict[str, Any] = {**form.initial, **(form.cleaned_data if form.is_bound else {})}
    day, _month_only = known.get("when") or (clock.today(), False)
    minutes = known.get("minutes_each") or 60
    found = queries.usual_fees(project.organisation_id, day, minutes)
    return {"usual_fees": found, "fee_day": day, "fee_minutes": minutes}
