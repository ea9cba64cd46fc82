from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from contributors.accounts.devices import rules
from contributors.accounts.models import User


@receiver(user_logged_in, dispatch_uid="accounts.note_device")
def note_device(request: HttpRequest | None, user: User, **details: Any) -> None:
    """Note what signed in, in words for its owner's list; a new sign-in is not kept until they say so."""
    if request is not None:
        request.proved_here = user.email  # type: ignore[attr-defined]  # read by known_device.middleware
        if request.session.pop(rules.KEPT, False):
            request.session.set_expiry(None)
        request.session[rules.DEVICE] = rules.recognised(request.headers.get("User-Agent", ""))
