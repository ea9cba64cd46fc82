"""Staff: what a public member told us they think of a step."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.checklist.recording import actions
from projects.checklist.recording.forms import RecordViewForm
from projects.checklist.views import step_or_404
from projects.team.queries import editable, public_members


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def view(request: AuthenticatedRequest, ref: str, step: int) -> HttpResponse:
    """Record who thinks what of a step."""
    project, found = editable(request.user, ref), step_or_404(step)
    form = RecordViewForm(request.POST or None, people=list(public_members(project).order_by("name", "id")))

    def record() -> object:
        return actions.record_view(
            project,
            step=step,
            person=form.person,
            view=form.cleaned_data["view"],
            words=form.cleaned_data["words"],
            said=form.said,
            by=request.user,
        )

    if submit(request, form, record, done=_("Recorded. We will send them a copy in writing.")):
        return redirect("checklist:overview", ref)
    heading = _("Record what someone thinks of step %(n)s: %(title)s") % {"n": step, "title": found.title}
    return form_page(request, project, form, heading, lead=str(found.question), back="checklist:overview")
