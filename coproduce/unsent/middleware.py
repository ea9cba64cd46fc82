"""Connections to the database that break while a page is made: tried once more where that is safe."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from coproduce.foundation.database.lost import DATABASE_AWAY, begin_anew, may_try_again
from coproduce.unsent.failures import not_saved

SAFE = {"GET", "HEAD", "OPTIONS"}


class LostConnections:
    """Asks again who is signed in, and makes a page that only reads once more.

    A form is tried again by `@idempotent`, which knows whether it was stored.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for last in (False, True):
            try:
                _ = request.user.is_authenticated  # the first question; the next layer has its answer too
                break
            except DATABASE_AWAY as error:
                if last or not may_try_again(error):
                    return not_saved(request)
                begin_anew(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Make a page once more whose reading broke off. Anything else goes its way."""
        match = request.resolver_match
        tried = getattr(request, "_tried_again", False)
        if match is None or tried or request.method not in SAFE:
            return None
        if not isinstance(error, DATABASE_AWAY) or not may_try_again(error):
            return None
        request._tried_again = True  # type: ignore[attr-defined]
        begin_anew(request)
        again: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return again
