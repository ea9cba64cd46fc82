"""I do not want to work with an organisation any more; or I come back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.accounts.models import Organisation
from contributors.people.leaving import actions
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def leave(request: PersonRequest, ref: str) -> HttpResponse:
    """Ask once more, having said what ends and what stays. Who has left comes back with the same button."""
    mine = Organisation.objects.filter(connections__person=request.person)
    organisation = permissions.get_visible_or_404(mine, ref)
    connection = request.person.connections.get(organisation=organisation)
    back = connection.left_on is not None
    done = (
        _("They may ask you to take part again.")
        if back
        else _("You have left. Thank you for what you gave.")
    )
    act = actions.come_back if back else actions.leave
    if submit(request, None, lambda: act(connection, by=request.user), done=done):
        return redirect("my_details:overview")
    context = {"organisation": organisation, "back": back, "back_url": reverse("my_details:overview")}
    return render(request, "people/my_leave.html", context)
