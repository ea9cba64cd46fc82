"""Staff note that both sides have talked about what comes after a role."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries
from projects.roles.terms import actions


@require_POST
@permissions.staff_required
@idempotent
def talked(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that we talked about what comes next."""
    found = queries.assignment_for(request.user, ref, change=True)
    again = request.POST.get("about") == "role"
    done = (
        _("We have recorded that you looked at the role together.")
        if again
        else _("We have recorded that you talked about what comes next.")
    )
    submit(request, None, lambda: actions.note_talk(found, again=again, by=request.user), done=done)
    return redirect("roles:assignment", ref)
