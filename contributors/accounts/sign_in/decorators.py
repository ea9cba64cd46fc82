"""The same wait for every address, so that a stopwatch tells no more than the page does (trust S7)."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def constant_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a form no sooner than SIGN_IN_TAKES milliseconds after it came.

    Writing a message takes a few milliseconds that a stranger's address does not. The limit lies
    well above both.
    """

    @wraps(view)
    def in_even_time(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        started = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            if hasattr(response, "render"):
                response.render()
            left = settings.SIGN_IN_TAKES / 1000 - (time.monotonic() - started)
            time.sleep(max(0.0, left))
        return response

    return in_even_time
