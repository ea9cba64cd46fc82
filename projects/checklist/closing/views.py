from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.checklist import queries as checklist
from projects.checklist.closing import actions, queries
from projects.checklist.closing.forms import CloseForm, DropForm, ReopenForm
from projects.checklist.views import signable
from projects.team.models import Project
from projects.team.queries import still_owed


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def close(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Close a project, having seen what ends with it, and what is still paid and by when."""
    project = signable(request, ref)
    if queries.never_began(project):
        return _drop(request, project)
    form = CloseForm(request.POST if request.method == "POST" else None, unsigned=checklist.unsigned(project))
    if submit(
        request,
        form,
        lambda: actions.close(project, **form.cleaned_data, by=request.user),
        done=_("The project is closed, and we have told everyone involved. Thank you."),
    ):
        return redirect("team:detail", ref)
    ending, owed = (
        [promise_row(one, for_staff=True, user=request.user) for one in rows]
        for rows in (queries.ending(project), still_owed(project))
    )
    return form_page(
        request,
        project,
        form,
        _("Close the project"),
        template="checklist/close.html",
        not_noted=queries.not_noted(project),
        back="checklist:overview",
        ending=ending,
        owed=owed,
    )


def _drop(request: AuthenticatedRequest, project: Project) -> HttpResponse:
    """Close a project that has never begun: there is nothing to end, and nobody to tell."""
    form = DropForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.drop(project, why=form.cleaned_data["why"], by=request.user),
        done=_("The project is closed. Nobody had heard of it, so there is nobody to tell."),
    ):
        return redirect("team:list")
    lead = _("This project has not begun. Nothing has been promised, and no public member knows about it.")
    return form_page(request, project, form, _("Close the project"), lead=lead, back="team:detail")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def reopen(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Open a closed project again."""
    project = signable(request, ref)
    form = ReopenForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.reopen(project, by=request.user, why=form.cleaned_data["why"]),
        done=_("The project is open again."),
    ):
        return redirect("checklist:overview", ref)
    return form_page(request, project, form, _("Open the project again"), back="checklist:overview")
