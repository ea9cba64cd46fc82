"""Somebody signed in, without the pages of signing in: for the benchmark and for tests."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client

from contributors.accounts.models import User
from coproduce.foundation import clock


def sign_in(client: Client, user: User) -> Client:
    """Sign in, staff with their second factor already shown."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = [{"method": "password", "at": clock.now().timestamp(), "email": user.email}]
    if user.is_staff_member or user.is_staff:
        second_factor(user)
        shown.append({"method": "mfa", "at": clock.now().timestamp(), "type": "totp"})
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = shown
    # allauth believes records of this account only
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def second_factor(user: User) -> Authenticator:
    """An authenticator app, set up."""
    return Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )[0]
