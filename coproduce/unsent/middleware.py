"""Connections to the database that break while a page is made: tried once more where that is safe."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from coproduce.foundation.database.lost import DATABASE_AWAY, begin_anew, may_try_again
from coproduce.foundation.encryption import CannotOpen
from coproduce.unsent.failures import cannot_open, not_saved

SAFE = {"GET", "HEAD", "OPTIONS"}
BEGAN = "_view_began"


class LostConnections:
    """Answers a request once more when its connection broke before its view began, or while it only read.

    A form whose view had begun is tried again by `@idempotent`, which knows whether it was stored.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            _ = request.user.is_authenticated  # the first question; the next layer has its answer too
        except DATABASE_AWAY as error:
            if not may_try_again(error):
                return not_saved(request)
            return self._once_more(request)
        response = self.get_response(request)
        began = getattr(request, BEGAN, False) and request.method not in SAFE
        if getattr(response, "may_try_again", False) and not began:
            return self._once_more(request)
        return response

    def _once_more(self, request: HttpRequest) -> HttpResponse:
        begin_anew(request)
        try:
            _ = request.user.is_authenticated
        except DATABASE_AWAY:
            return not_saved(request)
        return self.get_response(request)


class ViewBegins:
    """Notes that every other layer let a request through: what breaks from now on, the view may have done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say that something sealed does not open: this page alone stops, and the log tells of it."""
        return cannot_open(request, error) if isinstance(error, CannotOpen) else None

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Leave the mark. This must be the last of all layers."""
        setattr(request, BEGAN, True)
