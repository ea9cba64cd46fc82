"""The cookie that names a device, given once somebody has signed in. It says nothing and leads nowhere."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "__Host-device" if settings.PRODUCTION else "device"
LENGTH = 43
LASTS = 400 * 24 * 60 * 60  # seconds: no browser keeps one for longer
GIVEN = "_device_given"


def mark_of(request: HttpRequest) -> str:
    """Return what stands for this device in our records; a device without a name gets one."""
    held = request.COOKIES.get(COOKIE, "")
    if len(held) != LENGTH:
        held = secrets.token_urlsafe(32)
        setattr(request, GIVEN, held)
    return salted_hmac("people.seen_device", held, algorithm="sha256").hexdigest()


class NamesDevices:
    """Gives a device its name with the answer to the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if given := getattr(request, GIVEN, ""):
            response.set_cookie(
                COOKIE, given, max_age=LASTS, httponly=True, secure=settings.PRODUCTION, samesite="Lax"
            )
        return response
