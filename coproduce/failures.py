"""The page for a form that came without a fresh security token. Nothing typed is lost."""

import re
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render

from coproduce.foundation.pages.requests import AuthenticatedRequest

# Never written back to a page: a person can type these again, a shared screen cannot forget them.
SECRET = re.compile(r"(?i)password|code|otp|secret|token|credential")


def csrf_failure(request: AuthenticatedRequest, reason: str = "") -> HttpResponse:
    """Give back what was typed with a fresh token and a button to send it again (trust row 102).

    The button is offered only when the browser says that the form came from our own page: else another
    site could have filled it, and one click would do what the token is there to stop.
    """
    posted = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and not _secret(name)
    ]
    context = {
        "action": request.path,
        "can_resend": came_from_us(request),
        "typed": posted,
        "shown": [(_words(name), value) for name, value in posted if value and name != "idempotency_key"],
        "lost_files": bool(request.FILES),
    }
    response = render(request, "csrf_failure.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


def came_from_us(request: AuthenticatedRequest) -> bool:
    """Say whether the Origin header, or without one the Referer, names this very site."""
    named = request.headers.get("Origin") or request.headers.get("Referer") or ""
    address = urlsplit(named)
    return (address.scheme, address.netloc) == (request.scheme, request.get_host())


def _secret(name: str) -> bool:
    return name != "postcode" and not name.endswith(("sort_code", "postcode")) and bool(SECRET.search(name))


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().capitalize()
