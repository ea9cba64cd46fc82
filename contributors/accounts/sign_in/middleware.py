import math
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class EvenTime:
    """Lets the answers to a form of signing in leave at even times after it came (trust S7).

    It stands outside the session: writing a message and saving what the session knows of an address take
    milliseconds that a stranger's address does not. Work that takes longer than one step of SIGN_IN_TAKES
    waits for the end of the next one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = self.get_response(request)
        if request.method == "POST" and getattr(request, "in_even_time", False):
            time.sleep(left(time.monotonic() - began, settings.SIGN_IN_TAKES / 1000))
        return response


def left(took: float, step: float) -> float:
    """Return the seconds until the end of the step in which the work ended."""
    return math.ceil(took / step) * step - took if step else 0.0
