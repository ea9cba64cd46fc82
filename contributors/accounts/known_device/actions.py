"""How often somebody may try. Counted before a try is judged, in rows that nothing throws out."""

import hashlib

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest

from contributors.accounts.known_device import rules
from contributors.accounts.models import normal_email


def may_try(request: HttpRequest, action: str, email: str) -> bool:
    """Count one try for an address. Returns whether it may be judged.

    A device that signed in with this address before is counted by itself, whatever others in its network or
    anywhere else have tried.
    """
    action, key = counted_as(request, action, email)
    return bool(ratelimit.consume(request, action=action, key=key))


def counted_as(request: HttpRequest, action: str, email: str) -> tuple[str, str]:
    """Return under which action and key a try for an address is counted."""
    device = rules.device_of(request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE, ""), email)
    if device:
        return f"{action}_known", f"{normal_email(email)}:{device}"
    return action, normal_email(email)


def may_guess(request: HttpRequest, code: str) -> bool:
    """Count one guess of a code that was sent. Returns whether it may be judged.

    However many arrive at once: what the session knows of earlier guesses comes too late for that. A session
    for which no code was sent is counted just so.
    """
    about = f"{request.session.session_key}:{code}"
    return bool(
        ratelimit.consume(request, action="guess_code", key=hashlib.sha256(about.encode()).hexdigest())
    )
