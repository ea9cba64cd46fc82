from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.checklist import actions, rules
from projects.checklist.forms import AnswerViewForm, AskForm, ViewForm
from projects.checklist.models import SignOff
from projects.checklist.queries import STEPS, Step, five_steps, step_numbered
from projects.team.models import Project
from projects.team.queries import visible
from projects.team.states import ProjectState, Side


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The five steps side by side: what is missing, and what both sides say."""
    project = visible(request.user, ref)
    steps = five_steps(project)
    context = {
        "project": project,
        "steps": steps,
        "strip": [full.row for full in steps],
        "may_sign": rules.may_sign_for_staff(request.user, project),
        "is_closed": project.status == ProjectState.CLOSED,
        "back_url": reverse("team:detail", args=[ref]),
    }
    return render(request, "checklist/overview.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def sign(request: AuthenticatedRequest, ref: str, step: int) -> HttpResponse:
    """Say for the staff side what one thinks of a step."""
    project, found = signable(request, ref), step_or_404(step)
    person = request.user.person
    if person is None:  # a view is a person's, and an account can have lost its own
        raise PermissionDenied
    form = ViewForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.sign(
            project,
            step=step,
            side=Side.PROFESSIONAL,
            person=person,
            **form.cleaned_data,
            by=request.user,
        ),
        done=_("We have saved what you think. Both sides can read it."),
    ):
        return redirect("checklist:overview", ref)
    heading = _("Step %(n)s: %(title)s") % {"n": step, "title": found.title}
    return form_page(request, project, form, heading, lead=str(found.question), back="checklist:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def ask(request: AuthenticatedRequest, ref: str, step: int) -> HttpResponse:
    """Ask the public members who have not said what they think of a step, by a day."""
    project, found = signable(request, ref), step_or_404(step)
    form = AskForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.ask(project, step=step, answer_by=form.cleaned_data["answer_by"], by=request.user),
        done=_("We have asked the public members who had not answered."),
    ):
        return redirect("checklist:overview", ref)
    heading = _("Ask public members about step %(n)s: %(title)s") % {"n": step, "title": found.title}
    return form_page(request, project, form, heading, back="checklist:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def sign_off(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One view on a step with its answers, and a form for another answer."""
    seen = SignOff.objects.visible_to_staff(request.user).select_related("project", "person")
    row = permissions.get_visible_or_404(seen, ref)
    may_answer = rules.may_sign_for_staff(request.user, row.project)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    form = AnswerViewForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.answer(row, words=form.cleaned_data["words"], by=request.user),
        done=_("Your answer is sent."),
    ):
        return redirect("checklist:overview", row.project.ref)
    context = {
        "project": row.project,
        "row": row,
        "step": step_numbered(row.step),
        "answers": row.answers.select_related("by"),
        "form": form if may_answer else None,
        "back_url": reverse("checklist:overview", args=[row.project.ref]),
    }
    return render(request, "checklist/sign_off.html", context)


def signable(request: AuthenticatedRequest, ref: str) -> Project:
    """Return a project the user speaks for. Raises Http404, or PermissionDenied for other colleagues."""
    project = visible(request.user, ref)
    if not rules.may_sign_for_staff(request.user, project):
        raise PermissionDenied
    return project


def step_or_404(number: int) -> Step:
    """Return one of the five steps. Raises Http404 for a sixth."""
    if not 1 <= number <= len(STEPS):
        raise Http404
    return step_numbered(number)
