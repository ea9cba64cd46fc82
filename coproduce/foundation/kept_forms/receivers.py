from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from coproduce.foundation.kept_forms import actions
from coproduce.foundation.kept_forms.cookie import COOKIE, forget_cookie


@receiver(user_logged_in, dispatch_uid="kept_forms.discard_of_others")
def discard_of_others(request: HttpRequest | None, user: Any, **details: Any) -> None:
    """Whoever signs in next sees nothing of what somebody else typed in this browser, now or later."""
    secret = request.COOKIES.get(COOKIE, "") if request is not None else ""
    if request is not None and secret and not actions.discard_of_others(user.pk, secret=secret):
        forget_cookie(request)
