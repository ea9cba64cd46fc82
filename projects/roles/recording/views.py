"""Staff: the answer to a role offer that somebody gave by phone, by post or in person."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.on_behalf.queries import scripts
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries
from projects.roles.recording import actions
from projects.roles.recording.forms import RecordAnswerForm


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def answer(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record yes, no thank you, a suggestion, or that somebody stops."""
    found = queries.assignment_for(request.user, ref, change=True)
    form = RecordAnswerForm(request.POST or None, assignment=found)
    if submit(
        request,
        form,
        lambda: actions.record_answer(found, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("roles:assignment", ref)
    return form_page(
        request,
        found.role.project,
        form,
        _("Record the answer of %(name)s") % {"name": found.person.name},
        back="roles:assignment",
        ref=ref,
        template="roles/record_answer.html",
        version=found.version,
        role=found.role,
        scripts=scripts(found.person, [found]),
    )
