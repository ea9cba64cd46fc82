from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from contributors.accounts.known_device import actions, rules


class KnownDevice:
    """Gives a browser its cookie once somebody has signed in with it, or has shown that they read a mailbox.

    The one cookie of a device: it has tries of its own, and accounts under one name are noticed by it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if email := getattr(request, "proved_here", ""):
            name = settings.KNOWN_DEVICE_COOKIE
            response.set_cookie(
                name,
                rules.with_address(request.COOKIES.get(name, ""), email, device=actions.device_at(request)),
                max_age=rules.LASTS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
