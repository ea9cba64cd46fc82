"""The same wait for every address, so that a stopwatch tells no more than the page does (trust S7)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)


def constant_time(view: Callable[..., R]) -> Callable[..., R]:
    """Mark a view whose answers to a form leave at even times: see `middleware.EvenTime`.

    Every page where somebody types a mailbox that may be another's is one: it tells nobody who is known.
    """

    @wraps(view)
    def in_even_time(request: HttpRequest, *args: Any, **kwargs: Any) -> R:
        request.in_even_time = True  # type: ignore[attr-defined]  # read by middleware.EvenTime
        return view(request, *args, **kwargs)

    in_even_time.even_time = True  # type: ignore[attr-defined]  # read by the test that no page is forgotten
    return in_even_time
