from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from contributors.accounts.known_device.actions import device_at
from contributors.accounts.known_device.rules import mark_of
from contributors.accounts.models import User
from contributors.people.same_person import actions


@receiver(user_logged_in, dispatch_uid="people.same_person")
def note_device(request: HttpRequest | None, user: User, **_details: Any) -> None:
    """Note on which device an account signs in."""
    if request is not None:
        actions.note_device(user, mark=mark_of(device_at(request)))
