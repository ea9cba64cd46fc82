"""The cookie that binds kept forms to one browser. It holds a random secret and lives as long as they do."""

import secrets

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coproduce.foundation.kept_forms.actions import LIFE

COOKIE = "__Host-kept_forms" if settings.PRODUCTION else "kept_forms"
FORGET = "_forget_kept_forms"


def secret_of(request: HttpRequest) -> str:
    """Return the secret of this browser, a new one when it has none or a strange one."""
    held = request.COOKIES.get(COOKIE, "")
    return held if len(held) == 43 else secrets.token_urlsafe(32)


def set_cookie(response: HttpResponseBase, secret: str) -> None:
    """Give the browser its secret, for an hour from now."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=LIFE,
        httponly=True,
        secure=settings.PRODUCTION,
        samesite="Lax",
    )


def forget_cookie(request: HttpRequest) -> None:
    """Ask for the cookie to be taken away with the response: nothing is kept here any more."""
    setattr(request, FORGET, True)


def take_away(request: HttpRequest, response: HttpResponseBase) -> None:
    """Delete the cookie if that was asked for during the request."""
    if getattr(request, FORGET, False):
        response.delete_cookie(COOKIE, samesite="Lax")
