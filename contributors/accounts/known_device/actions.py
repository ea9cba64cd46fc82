"""How often somebody may try. Counted before a try is judged, in rows that nothing throws out.

Whoever has to wait because others used up the tries of their address gets a code by e-mail. Typed on a new
device it makes that device a known one. It signs nobody in and answers no guess, so however many ask, a
guesser has no more tries than before.
"""

import hashlib

from allauth.core import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from contributors.accounts import actions as accounts
from contributors.accounts.known_device import rules
from contributors.accounts.models import User, normal_email


def may_try(request: HttpRequest, action: str, email: str) -> bool:
    """Count one try for an address. Returns whether it may be judged.

    A device that signed in with this address before is counted by itself, whatever others in its network or
    anywhere else have tried.
    """
    action, key = counted_as(request, action, email)
    if ratelimit.consume(request, action=action, key=key):
        return True
    send_code(request, email)
    return False


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


def device_at(request: HttpRequest) -> str:
    """Return the number of this browser. One without gets it with the answer, if somebody signs in."""
    if not hasattr(request, "device_number"):
        held = request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE, "")
        request.device_number = rules.number_of(held)  # type: ignore[attr-defined]
    return str(request.device_number)  # type: ignore[attr-defined]


def send_code(request: HttpRequest, email: str) -> None:
    """Write to somebody who has to wait how a new device need not: one message in ten minutes."""
    if not ratelimit.consume(request, action="new_device_mail"):
        return
    account = User.objects.filter(email=normal_email(email), is_active=True).first()
    if account is None or not cache.add(_sent(account), "sent", timeout=rules.SENT_EVERY):
        return
    code = rules.new_code()
    cache.set(rules.kept_as(code), {"account": account.pk, "email": account.email}, timeout=rules.CODE_WORKS)
    accounts.send_device_code(account, code)


def may_type(request: HttpRequest) -> bool:
    """Count one try of such a code. Returns whether it may be looked at."""
    return bool(ratelimit.consume(request, action="new_device"))


def make_known(request: HttpRequest, code: str) -> bool:
    """Make this device one that its account is known on. Returns whether the code works; it does so once."""
    key = rules.kept_as(code)
    found = cache.get(key)
    if not found or not cache.delete(key):  # of two at once, one deletes it
        return False
    account = User.objects.filter(pk=found["account"], email=found["email"], is_active=True).first()
    if account is None:
        return False
    cache.delete(_sent(account))  # for one more device at once
    request.proved_here = account.email  # type: ignore[attr-defined]  # read by the middleware
    return True


def _sent(account: User) -> str:
    return f"new-device-sent:{account.pk}"
