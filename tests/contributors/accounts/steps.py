"""The steps that the stories of this app are made of."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.notifications.sending.delivery import deliver_due

SIGN_IN = "/account/sign-in/"
ENTER_CODE = "/account/sign-in/code/"
STAFF = "/account/sign-in/staff/"
SECOND_STEP = "/account/sign-in/staff/second-step/"
PASSWORD = "three words apart"


def ask_for_code(client: Client, email: str, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"email": email}, **extra)


def mailed() -> list[Any]:
    """Send what is due and return every mail so far."""
    deliver_due()
    return mail.outbox


def code_from(message: Any) -> str:
    return re.search(r"^(\d[\d-]{7,})$", message.body, re.MULTILINE)[1]


def newest_code() -> str:
    return code_from(mailed()[-1])


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def with_app(user: User) -> str:
    """Set up an authenticator app for an account; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def app_code(secret: str, later: int = 0) -> str:
    """What the app shows now, or `later` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30 + later))


def sign_in_staff(client: Client, user: User, secret: str) -> Any:
    client.post(STAFF, {"login": user.email, "password": PASSWORD})
    return client.post(SECOND_STEP, {"code": app_code(secret)})


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs or None)
