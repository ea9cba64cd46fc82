"""Staff: two people do a role together."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries as roles
from projects.roles.pairing import actions, queries
from projects.roles.pairing.forms import PairForm


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def pair(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Choose with whom somebody does their role."""
    found = roles.assignment_for(request.user, ref, change=True)
    if not found.facts.is_agreed:
        raise Http404
    form = PairForm(request.POST or None, assignment=found)
    done = _("They are a pair now. Both are told.")
    if submit(request, form, lambda: actions.pair(found, **form.cleaned_data, by=request.user), done=done):
        return redirect("roles:assignment", ref)
    heading = _("With whom does %(name)s do the role?") % {"name": found.person.name}
    return form_page(request, found.role.project, form, heading, back="roles:assignment", ref=ref)


@require_POST
@permissions.staff_required
@idempotent
def part(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """End a pair."""
    found = queries.pair_for(request.user, ref)
    submit(request, None, lambda: actions.part(found, by=request.user), done=_("The pair has ended."))
    return redirect("roles:assignment", found.newer.ref)
