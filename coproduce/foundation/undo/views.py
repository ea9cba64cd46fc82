"""The button “Undo” in the banner that says that something was removed."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.undo import actions
from coproduce.foundation.undo.models import Removal


@require_POST
@permissions.staff_required
@idempotent
def undo(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put back what the user removed a moment ago."""
    removal = permissions.get_visible_or_404(Removal.objects.filter(by=request.user), ref)
    page = actions.page_of(removal)
    back = submit(
        request, None, lambda: actions.put_back(removal, by=request.user), done=_("It is back as it was.")
    )
    return redirect(back.result if back else page or "staff:home")
