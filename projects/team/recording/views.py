"""Staff: a public member told us that they leave the project."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.views import record_page
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.team.queries import editable
from projects.team.recording import actions
from projects.team.states import Side


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def leave(request: AuthenticatedRequest, ref: str, person_ref: str) -> HttpResponse:
    """Record that a public member leaves."""
    project = editable(request.user, ref)
    public = project.members.current().filter(side=Side.PUBLIC, person__ref=person_ref)
    member = public.select_related("person", "project").first()
    if member is None:
        raise Http404
    form = OnBehalfForm(request.POST or None)
    return record_page(
        request,
        member.person,
        form,
        lambda: actions.record_leaving(member, said=form.said, by=request.user),
        _("They leave the project"),
        back_url=reverse("team:detail", args=[ref]),
        lead=_("Their roles here end today. What we owe them is still paid. Do not ask why."),
    )
