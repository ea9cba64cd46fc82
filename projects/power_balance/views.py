from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import User
from coproduce.foundation import paging, permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.requests import AuthenticatedRequest
from projects.power_balance import acting, actions, decisions
from projects.power_balance.behind import BEHIND, DRAWN_BY, rows_behind
from projects.power_balance.evidence import evidence
from projects.power_balance.forms import ChangePlanForm, DecisionForm, NoteForm, PlanForm, SetAsideForm
from projects.power_balance.models import Decision, PowerAction
from projects.team.access import editable, visible
from projects.team.models import Project
from projects.team.pages import form_page
from projects.team.views import may_edit

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
        "evidence": acting.with_actions(project, evidence(project)),
        "page": paging.page(shown, request, key="-id"),
        "decisions": project.decisions.with_all().order_by("-decided_on", "-id")[:DECISIONS_SHOWN],
        "reviews": project.power_reviews.all()[:REVIEWS_SHOWN],
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return render(request, "power_balance/overview.html", context)


@require_safe
@permissions.staff_required
def evidence_rows(request: AuthenticatedRequest, ref: str, number: str) -> HttpResponse:
    """The promises, meetings or decisions behind one number of the evidence.

    What is between a person and those who see to it is counted here, but not shown to others.
    """
    project = visible(request.user, ref)
    if number not in BEHIND:
        raise Http404
    found, rows = BEHIND[number], rows_behind(project, number)
    shown = rows
    if found.kind == "promise":
        shown = rows.filter(pk__in=Promise.objects.visible_to(request.user).values("pk"))
    context = {
        "project": project,
        "heading": found.heading,
        "row_template": DRAWN_BY[found.kind],
        "page": paging.page(shown, request, key=found.key),
        "kept_back": 0 if shown is rows else rows.count() - shown.count(),
        "back_url": reverse("power_balance:overview", args=[ref]),
    }
    return render(request, "power_balance/evidence_rows.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def note(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down an imbalance and what is done about it."""
    project = editable(request.user, ref)
    line = acting.line_named(project, request.GET.get("about", ""))
    form = NoteForm(request.POST or None, project=project, initial=acting.first_words(project, line))
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("It is written down and promised to the public members."), form):
            about = line.key if line else ""
            actions.note(project, **form.cleaned_data, indicator=about, by=request.user)
        if not form.errors:
            return redirect("power_balance:overview", ref)
    return _form_page(request, project, form, _("Write down a power imbalance"))


@require_safe
@permissions.staff_required
def action(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One action: what was found, what is done, and what public members say about it."""
    row = _action(request.user, ref)
    context = {
        "project": row.project,
        "action": row,
        "not_yet": entries_about(row).filter(verb="not yet"),
        "may_edit": may_edit(request.user, row.project),
        "back_url": reverse("power_balance:overview", args=[row.project.ref]),
    }
    return render(request, "power_balance/action.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def answer_raised(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer what a public member raised, with a plan."""
    row = _action_to_change(request.user, ref)
    form = PlanForm(request.POST or None, project=row.project)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Your answer is saved. Everybody on the project can read it."), form):
            actions.answer(row, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("power_balance:action", ref)
    return _form_page(request, row.project, form, _("What do you do about it?"), about=row)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change_plan(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change the plan, the person or the date."""
    row = _action_to_change(request.user, ref)
    now = {name: getattr(row, name) for name in PlanForm.Meta.fields}
    form = ChangePlanForm(request.POST or None, project=row.project, initial=now)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("The plan is changed."), form):
            actions.change_plan(row, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("power_balance:action", ref)
    return _form_page(request, row.project, form, _("Change the plan"), about=row)


@require_POST
@permissions.staff_required
@idempotent
def do(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that it is done."""
    row = _action_to_change(request.user, ref)
    with report_outcome(request, _("Thank you. A public member can now confirm it.")):
        actions.do(row, by=request.user)
    return redirect("power_balance:action", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def set_aside(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that nothing will change, and why."""
    row = _action_to_change(request.user, ref)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Your reason is saved. Everybody on the project can read it."), form):
            actions.set_aside(row, why=form.cleaned_data["why"], by=request.user)
        if not form.errors:
            return redirect("power_balance:action", ref)
    return _form_page(request, row.project, form, _("Nothing will change"), about=row)


@require_safe
@permissions.staff_required
def decision_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Every decision of a project, the latest first."""
    project = visible(request.user, ref)
    context = {
        "project": project,
        "page": paging.page(project.decisions.with_all(), request, key="-decided_on"),
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("power_balance:overview", args=[ref]),
    }
    return render(request, "power_balance/decisions.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def record_decision(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write a decision down."""
    project = editable(request.user, ref)
    form = DecisionForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("The decision is written down."), form):
            decisions.record_decision(project, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("power_balance:decisions", ref)
    return _form_page(request, project, form, _("Write down a decision"))


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
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("The decision is corrected. What it said before is kept."), form):
            decisions.correct_decision(row, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("power_balance:decisions", row.project.ref)
    return _form_page(request, row.project, form, _("Correct a decision"))


def _action(user: User, ref: str) -> PowerAction:
    seen = PowerAction.objects.visible_to_staff(user)
    return permissions.get_visible_or_404(
        seen.select_related("project", "owner", "raised_by", "confirmed_by"), ref
    )


def _action_to_change(user: User, ref: str) -> PowerAction:
    row = _action(user, ref)
    permissions.allow(user, "edit_project", row.project.organisation_id)
    return row


def _form_page(
    request: AuthenticatedRequest,
    project: Project,
    form: BaseForm,
    heading: str,
    *,
    about: PowerAction | None = None,
) -> HttpResponse:
    if about is None:
        return form_page(request, project, form, heading, back="power_balance:overview")
    back = {"back": "power_balance:action", "ref": about.ref}
    return form_page(request, project, form, heading, **back, lead=about.found)
