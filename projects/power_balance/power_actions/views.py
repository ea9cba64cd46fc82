from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import User
from coproduce.foundation import permissions
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.power_balance.power_actions import actions, queries
from projects.power_balance.power_actions.forms import ChangePlanForm, NoteForm, PlanForm, SetAsideForm
from projects.power_balance.power_actions.models import PowerAction
from projects.team.models import Project
from projects.team.queries import editable, may_edit


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def note(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down an imbalance and what is done about it."""
    project = editable(request.user, ref)
    line = queries.line_named(project, request.GET.get("about", ""))
    form = NoteForm(request.POST or None, project=project, initial=queries.first_words(project, line))
    about = line.key if line else ""
    if submit(
        request,
        form,
        lambda: actions.note(project, **form.cleaned_data, indicator=about, by=request.user),
        done=_("It is recorded and promised to the public members."),
    ):
        return redirect("power_balance:overview", ref)
    return _form_page(request, project, form, _("Record a power imbalance"))


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
    if submit(
        request,
        form,
        lambda: actions.answer(row, **form.cleaned_data, by=request.user),
        done=_("Your answer is saved. Everyone on the project can read it."),
    ):
        return redirect("power_balance:action", ref)
    return _form_page(request, row.project, form, _("What will you do about it?"), about=row)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change_plan(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change the plan, the person or the date."""
    row = _action_to_change(request.user, ref)
    now = {name: getattr(row, name) for name in PlanForm.Meta.fields}
    form = ChangePlanForm(request.POST or None, project=row.project, initial=now)
    if submit(
        request,
        form,
        lambda: actions.change_plan(row, **form.cleaned_data, by=request.user),
        done=_("The plan is changed."),
    ):
        return redirect("power_balance:action", ref)
    return _form_page(request, row.project, form, _("Change the plan"), about=row)


@require_POST
@permissions.staff_required
@idempotent
def do(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that it is done."""
    row = _action_to_change(request.user, ref)
    submit(
        request,
        None,
        lambda: actions.do(row, by=request.user),
        done=_("Thank you. A public member can now confirm it."),
    )
    return redirect("power_balance:action", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def set_aside(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that nothing will change, and why."""
    row = _action_to_change(request.user, ref)
    form = SetAsideForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.set_aside(row, why=form.cleaned_data["why"], by=request.user),
        done=_("Your reason is saved. Everyone on the project can read it."),
    ):
        return redirect("power_balance:action", ref)
    return _form_page(request, row.project, form, _("Nothing will change"), about=row)


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
