from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.checklist import actions
from projects.checklist.forms import ViewForm
from projects.checklist.models import SignOff, SignOffAsk
from projects.checklist.queries import five_steps, step_numbered
from projects.checklist.views import step_or_404
from projects.team.models import Project
from projects.team.queries import mine
from projects.team.states import ProjectState, Side


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest, ref: str) -> HttpResponse:
    """The five steps of my project, and what I and others say of each."""
    project = mine(request.person, ref)
    context = {
        "project": project,
        "steps": five_steps(project),
        "person": request.person,
        "is_closed": project.status == ProjectState.CLOSED,
        "back_url": reverse("my_projects:detail", args=[ref]),
    }
    return render(request, "checklist/my_overview.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def say(request: PersonRequest, ref: str, step: int) -> HttpResponse:
    """Agree, agree but, or disagree with one step."""
    project, found = mine(request.person, ref), step_or_404(step)
    form = ViewForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.sign(
            project,
            step=step,
            side=Side.PUBLIC,
            person=request.person,
            **form.cleaned_data,
            by=request.user,
        ),
        done=_("Thank you. We have saved what you think."),
    ):
        return redirect("my_checklist:overview", ref)
    context = {
        "form": form,
        "heading": _("Step %(n)s: %(title)s") % {"n": step, "title": found.title},
        "caption": project.title,
        "lead": found.question,
        "layout": "layouts/portal.html",
        "back_url": reverse("my_checklist:overview", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.contributor_required
def asked(request: PersonRequest, ref: str) -> HttpResponse:
    """Lead to the step that I was asked about."""
    projects = Project.objects.visible_to_member(request.person).values("pk")
    found = permissions.get_visible_or_404(SignOffAsk.objects.filter(project__in=projects), ref)
    return redirect("my_checklist:say", found.project.ref, found.step)


@require_safe
@permissions.contributor_required
def sign_off(request: PersonRequest, ref: str) -> HttpResponse:
    """What I said of a step, and what I was answered."""
    seen = SignOff.objects.visible_to_member(request.person).select_related("project")
    row = permissions.get_visible_or_404(seen, ref)
    context = {
        "row": row,
        "project": row.project,
        "step": step_numbered(row.step),
        "answers": row.answers.select_related("by"),
        "back_url": reverse("portal:home"),
    }
    return render(request, "checklist/my_sign_off.html", context)
