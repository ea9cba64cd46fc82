"""Nobody learns from a sign-in page whether an address has an account (trust S7)."""

import re
import time

import pytest
from django.core import mail
from django.test import Client

from contributors.accounts.models import User
from tests import builders
from tests.contributors.accounts.steps import ENTER_CODE, SIGN_IN, STAFF, mailed, with_password

pytestmark = pytest.mark.django_db
RESET = "/account/password/reset/"


@pytest.fixture
def addresses():
    trust = builders.organisation()
    closed = builders.contributor_user(trust, email="closed@example.org")
    closed.is_active = False
    closed.save()
    nobody = User.objects.create_user("nobody@example.org")  # an account that stands for no person
    return {
        "contributor": builders.contributor_user(trust, email="contri@example.org").email,
        "staff": builders.staff_user("ppi_manager", trust, email="staffm@example.org").email,
        "closed": closed.email,
        "no person": nobody.email,
        "stranger": "nobody-knows@example.org",
    }


def seen(response, email: str) -> tuple:
    """What a visitor can compare: status, headers and body, without tokens that change at every visit."""
    body = response.content.decode().replace(email, "ADDRESS")
    body = re.sub(r'(csrfmiddlewaretoken|idempotency_key)" value="[^"]+"', r"\1", body)
    headers = {
        name: value for name, value in response.headers.items() if name not in ("Content-Length", "Expires")
    }
    cookies = sorted((name, morsel["max-age"], morsel["path"]) for name, morsel in response.cookies.items())
    return response.status_code, headers, cookies, body


@pytest.mark.parametrize("path", [SIGN_IN, RESET])
def test_every_address_gets_the_same_answer(path, addresses):
    answers = {}
    for who, email in addresses.items():
        client = Client()
        first = client.post(path, {"email": email})
        answers[who] = [seen(first, email), seen(client.get(first.url), email)]
    assert len(mailed()) > 0  # so there was a difference to be hidden
    assert all(answer == answers["stranger"] for answer in answers.values()), answers


def test_the_second_page_answers_the_same_too(addresses):
    answers = {}
    for who, email in addresses.items():
        client = Client()
        client.post(SIGN_IN, {"email": email})
        wrong = client.post(ENTER_CODE, {"code": "0000-0001"})
        again = client.post(ENTER_CODE, {"action": "resend"})
        answers[who] = [seen(wrong, email), seen(again, email), seen(client.get(again.url), email)]
    assert all(answer == answers["stranger"] for answer in answers.values()), answers


def test_a_wrong_password_answers_the_same(addresses):
    answers = {}
    for who, email in addresses.items():
        if who != "stranger":
            with_password(User.objects.get(email=email))
        page = Client().post(STAFF, {"login": email, "password": "not the password"})
        answers[who] = seen(page, email)
    assert "The email address or the password is not right." in answers["staff"][3]
    assert all(answer == answers["stranger"] for answer in answers.values()), answers


def test_every_address_waits_the_same_time(addresses, settings):
    settings.SIGN_IN_TAKES = 300
    settings.ACCOUNT_RATE_LIMITS = False
    for path in (SIGN_IN, RESET):
        for email in addresses.values():
            started = time.monotonic()
            Client().post(path, {"email": email})
            assert time.monotonic() - started >= 0.3


def test_only_staff_get_a_link_to_choose_a_password(addresses):
    for email in addresses.values():
        Client().post(RESET, {"email": email})
    mailed()
    assert {message.to[0]: message.subject for message in mail.outbox} == {
        addresses["staff"]: "Choose your password",
        addresses["contributor"]: "You do not need a password",
    }


@pytest.mark.parametrize(
    "path",
    [
        *("/account/signup/", "/account/email/", "/account/confirm-email/", "/account/password/set/"),
        *("/account/3rdparty/", "/account/3rdparty/signup/", "/account/login/", "/account/2fa/"),
        *("/account/organisation/oidc/nobody/login/", "/account/demo/"),
    ],
)
def test_what_we_do_not_offer_does_not_exist(path):
    client = builders.sign_in(Client(), builders.contributor_user(builders.organisation()))
    assert client.get(path).status_code == 404
    assert (
        client.post(path, {"email": "new@example.org", "password1": "three words apart"}).status_code == 404
    )
    assert not User.objects.filter(email="new@example.org").exists()
