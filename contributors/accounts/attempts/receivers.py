import logging
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from contributors.accounts.attempts import rules
from contributors.accounts.attempts.queries import network
from contributors.accounts.models import User

log = logging.getLogger("coproduce.security")


@receiver(user_logged_in, dispatch_uid="accounts.log_sign_in")
def log_sign_in(request: HttpRequest | None, user: User, **details: Any) -> None:
    """Write to the log that an account signed in, how, and the mark of where."""
    if request is not None:
        proofs = [record["method"] for record in get_authentication_records(request, user)]
        log.info(rules.line("signed in", ways=rules.ways(proofs), account=user.pk, network=network(request)))


@receiver(user_logged_out, dispatch_uid="accounts.log_sign_out")
def log_sign_out(request: HttpRequest | None, user: User | None, **details: Any) -> None:
    """Write to the log that an account signed out, or was."""
    if request is not None and user is not None:
        log.info(rules.line("signed out", account=user.pk, network=network(request)))
