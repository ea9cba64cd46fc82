"""Pages for everyone: the same bytes for whoever asks, so any cache may keep them until the next minute."""

import copy
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag

from coproduce.foundation import clock

P = ParamSpec("P")
Public = Callable[Concatenate[HttpRequest, P], HttpResponse]
OF_A_SESSION = ("session", "_messages", "session_ends_at", "_cached_user")
SECRETS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "CSRF_COOKIE")


def public_page(view: Public[P]) -> Public[P]:
    """Answer everyone alike: the view is asked as by a stranger, whoever is signed in.

    The answer has an ETag. Caches may share it until the minute is over, as openings and closings are to
    the minute; whoever sends a cookie gets the same answer, for their own browser alone: what the session
    adds on the way out is kept by nobody else.
    """

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(as_stranger(request), *args, **kwargs)
        if response.status_code != 200:
            return response
        left = 60 - clock.now().second
        alone = bool(request.COOKIES) or "Authorization" in request.headers
        patch_cache_control(response, max_age=left, **({"private": True} if alone else {"public": True}))
        if not alone:
            request.session.accessed = False  # middleware asked who it is; the answer does not depend on it
        set_response_etag(response)
        found = get_conditional_response(request, etag=response.get("ETag"), response=response)
        if not isinstance(found, HttpResponse):
            raise TypeError("a conditional answer is an answer")
        return found

    return answer


def as_stranger(request: HttpRequest) -> HttpRequest:
    """Return the request as somebody without a cookie would have sent it."""
    bare: Any = copy.copy(request)
    bare.META = {name: value for name, value in request.META.items() if name not in SECRETS}
    bare.__dict__.pop("headers", None)  # worked out once from META
    bare.COOKIES = {}
    for name in OF_A_SESSION:
        bare.__dict__.pop(name, None)
    bare.user = AnonymousUser()
    return bare
