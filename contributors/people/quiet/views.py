"""Staff: when somebody told us not to write to them or ring."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.on_behalf.views import record_page, whom
from contributors.people.quiet import actions
from contributors.people.quiet.forms import RecordQuietForm
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record somebody's quiet hours."""
    person, organisation_id = whom(request, ref)
    standing = {name: getattr(person, name) for name in ("quiet", "quiet_from", "quiet_until")}
    form = RecordQuietForm(request.POST or None, initial=standing)
    return record_page(
        request,
        person,
        form,
        lambda: actions.record(
            person, **form.told, organisation_id=organisation_id, said=form.said, by=request.user
        ),
        _("Record their quiet hours"),
        back_url=reverse("people:detail", args=[ref]),
    )
