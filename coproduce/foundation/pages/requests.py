"""What a view may count on in its request, and where a request came from."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeAlias, TypeGuard, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from contributors.accounts.models import User
    from contributors.people.models import Person


class AuthenticatedRequest(HttpRequest):
    """A request of a signed-in account: every view that is not marked @login_not_required."""

    user: "User"
    session_ends_at: dt.datetime  # set by SessionLimits


class PersonRequest(AuthenticatedRequest):
    """A request of somebody who stands for a person: every view marked @access.contributor."""

    person: "Person"


def signed_in(request: HttpRequest) -> TypeGuard[AuthenticatedRequest]:
    """Say whether somebody is signed in; the type checker learns it with the reader."""
    return request.user.is_authenticated


def user_of(request: HttpRequest) -> "User":
    """Return the signed-in account where Django fixes the type of a request (the admin pages).

    Raises PermissionDenied when nobody is signed in.
    """
    if not signed_in(request):
        raise PermissionDenied
    return request.user


def page_of(request: HttpRequest) -> str:
    """Return the page to come back to: this one, or for a POST the page its form stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return reverse("home")


R = TypeVar("R", bound=HttpRequest)
Signed = TypeVar("Signed", bound=AuthenticatedRequest)
P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[R, P], HttpResponseBase]
