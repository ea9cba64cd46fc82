from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from contributors.accounts.known_device import rules


class KnownDevice:
    """Gives a browser its cookie once somebody has signed in with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if email := getattr(request, "signed_in_with", ""):
            name = settings.KNOWN_DEVICE_COOKIE
            response.set_cookie(
                name,
                rules.with_address(request.COOKIES.get(name, ""), email),
                max_age=rules.LASTS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
