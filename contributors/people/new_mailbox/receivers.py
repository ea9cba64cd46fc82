from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from contributors.accounts.models import User
from contributors.people.new_mailbox import actions


@receiver(user_logged_in)
def the_mailbox_was_shown(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A code that came by mail shows who reads the mailbox: people who wait there join the account."""
    records = get_authentication_records(request, user)
    if records and records[-1]["method"] == "code" and actions.join(user):
        for asked in ("person", "first_people"):  # the account was asked before it had them
            vars(user).pop(asked, None)
