"""Staff: the talk about money took place."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contributors.people.models import Person
from contributors.people.queries import may_see_needs
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.payees.talking import actions
from expenses.payees.talking.queries import TEAM


@require_POST
@permissions.permission_required(TEAM)
@idempotent
def talked(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that the talk took place."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    if not may_see_needs(person, request.user):
        raise PermissionDenied
    done = _("Thank you. Payments are no longer waiting for a talk.")
    submit(request, None, lambda: actions.talked(person, by=request.user), done=done)
    return redirect("people:detail", ref)
