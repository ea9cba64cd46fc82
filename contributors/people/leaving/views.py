"""Staff: somebody told us that they do not want to work with us any more, or want to come back."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.leaving import actions
from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.views import record_page, whom
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def leave(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that they leave the organisation; for who has left, that they come back."""
    person, organisation_id = whom(request, ref)
    connection = person.connections.select_related("organisation", "person").get(organisation=organisation_id)
    back = connection.left_on is not None
    form = OnBehalfForm(request.POST or None)
    lead = (
        _("They may be asked to take part again. Ask them first: nobody is asked back in their absence.")
        if back
        else _("They leave every project and role today. What we owe them is still paid. Do not ask why.")
    )
    heading = _("They want to work with us again") if back else _("They do not want to work with us any more")
    return record_page(
        request,
        person,
        form,
        lambda: actions.record(connection, back=back, said=form.said, by=request.user),
        heading,
        back_url=reverse("people:detail", args=[ref]),
        lead=lead,
    )
