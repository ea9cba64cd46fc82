"""Who may. Objects are fetched through the person; a stranger learns nothing."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404
from django.http.response import HttpResponseBase

from coproduce.foundation.pages.requests import AuthenticatedRequest, P, PersonRequest, View

if TYPE_CHECKING:
    from contributors.accounts.models import User

M = TypeVar("M", bound=models.Model)


def get_visible_or_404(visible: models.QuerySet[M], ref: str) -> M:
    """Return the row with this reference among those the person may see. Raises Http404."""
    try:
        return visible.get(ref=ref)
    except ObjectDoesNotExist as nobody:
        raise Http404 from nobody


def allow(user: "User", capability: str, organisation_id: int) -> None:
    """Let the view go on if the user holds the capability there. Raises PermissionDenied (403)."""
    if not user.can(capability, organisation_id):
        raise PermissionDenied


def staff_required(view: View[AuthenticatedRequest, P]) -> View[AuthenticatedRequest, P]:
    """Mark a view for staff of any organisation; everybody else gets 404."""

    @wraps(view)
    def for_staff(request: AuthenticatedRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_staff_member:
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff


def permission_required(
    capability: str,
) -> Callable[[View[AuthenticatedRequest, P]], View[AuthenticatedRequest, P]]:
    """Mark a view for staff who hold a capability somewhere: strangers get 404, colleagues 403."""

    def mark(view: View[AuthenticatedRequest, P]) -> View[AuthenticatedRequest, P]:
        @wraps(view)
        def for_capable(request: AuthenticatedRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.organisation_ids(capability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return staff_required(for_capable)

    return mark


def contributor_required(view: View[PersonRequest, P]) -> View[AuthenticatedRequest, P]:
    """Mark a portal view: the signed-in account stands for a person (`request.person`), else 404."""

    @wraps(view)
    def for_person(request: AuthenticatedRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.person is None:
            raise Http404
        theirs = cast(PersonRequest, request)  # it becomes one in the next line
        theirs.person = request.user.person
        return view(theirs, *args, **kwargs)

    return for_person
