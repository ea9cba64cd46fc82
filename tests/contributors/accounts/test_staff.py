"""Staff sign in with a password and a second step."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from tests import builders
from tests.contributors.accounts.steps import (
    SECOND_STEP,
    STAFF,
    app_code,
    ask_for_code,
    has_second_factor,
    is_signed_in,
    mailed,
    newest_code,
    sign_in_staff,
    with_app,
    with_password,
)

pytestmark = pytest.mark.django_db
STAFF_HOME = "/staff/"


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def priya(trust):
    return with_password(builders.staff_user("ppi_manager", trust, email="priya@trust.example.org"))


def test_password_and_app_sign_staff_in(client, priya):
    secret = with_app(priya)
    answer = client.post(STAFF, {"login": priya.email, "password": "three words apart"})
    assert (answer.url, is_signed_in(client)) == (SECOND_STEP, False)
    assert client.get(STAFF_HOME).status_code == 302
    client.post(SECOND_STEP, {"code": app_code(secret)})
    assert is_signed_in(client)
    assert client.get(STAFF_HOME).status_code == 200


@pytest.mark.parametrize("seconds_later", [0, 31])
def test_a_code_of_the_app_is_used_once(client, priya, seconds_later):
    with time_machine.travel(dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC), tick=False) as clock:
        code = app_code(with_app(priya))
        for browser, expected in ((client, True), (Client(), False)):
            browser.post(STAFF, {"login": priya.email, "password": "three words apart"})
            browser.post(SECOND_STEP, {"code": code})
            assert is_signed_in(browser) is expected
            clock.shift(seconds_later)


def test_the_secret_of_the_app_is_sealed(priya):
    secret = with_app(priya)
    assert secret not in str(Authenticator.objects.get(user=priya).data)


def test_staff_without_a_second_step_are_led_to_set_one_up(client, priya, django_capture_on_commit_callbacks):
    client.post(STAFF, {"login": priya.email, "password": "three words apart"})
    answer = client.get(STAFF_HOME)
    assert (answer.status_code, answer.url) == (302, "/account/second-step/?next=%2Fstaff%2F")
    assert client.post("/messages/").url == "/account/second-step/"

    page = client.get("/account/second-step/app/").content.decode()
    assert "<svg" in page
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/second-step/app/", {"code": app_code(secret)})

    assert (answer.url, has_second_factor(priya)) == ("/account/second-step/codes/", True)
    assert client.get(STAFF_HOME).status_code == 200
    assert client.get("/account/second-step/codes/").content.decode().count("<code>") == 10
    assert [message.subject for message in mailed()] == ["A change to how you sign in"]


def test_signing_out_and_help_stay_open_meanwhile(client, priya):
    client.post(STAFF, {"login": priya.email, "password": "three words apart"})
    assert client.get("/healthz").status_code == 200
    assert client.post("/account/sign-out/").url == "/account/sign-in/"
    assert not is_signed_in(client)


def test_staff_cannot_take_their_last_second_step_away(client, priya):
    sign_in_staff(client, priya, with_app(priya))
    page = client.post("/account/second-step/app/remove/")
    assert "Staff need a second step." in page.content.decode()
    assert has_second_factor(priya)


def test_a_superuser_needs_a_second_step_too(client):
    root = User.objects.create_superuser("root@trust.example.org", "three words apart")
    client.post(STAFF, {"login": root.email, "password": "three words apart"})
    assert client.get("/admin/").url == "/account/second-step/?next=%2Fadmin%2F"


def test_admin_sends_to_our_sign_in(client, priya, trust):
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/?next=/admin/").url == "/account/sign-in/?next=/admin/"
    builders.sign_in(client, priya)
    assert client.get("/admin/", follow=True).status_code == 404


def test_a_contributor_sees_none_of_the_pages_for_staff(client, trust):
    builders.sign_in(client, builders.contributor_user(trust))
    for path in ("", "app/", "passkey/", "codes/", "app/remove/", "codes/new/"):
        assert client.get(f"/account/second-step/{path}").status_code == 404
    assert client.get("/account/password/change/").status_code == 404


def test_a_new_member_of_staff_chooses_a_password_by_mail(client, trust):
    new = builders.staff_user("finance", trust, email="new@trust.example.org")
    client.post("/account/password/reset/", {"email": new.email})
    assert Notification.objects.get().sealed  # the link opens the account: it lies sealed
    path = re.search(r"http://127.0.0.1:8000(/account/password/reset/\S+)", mailed()[-1].body)[1]
    form = client.get(path)
    both = {"password1": "harbour lamp seven", "password2": "harbour lamp seven"}
    answer = client.post(form.url, both)
    assert answer.url == "/account/password/reset/done/"
    client.post(STAFF, {"login": new.email, "password": "harbour lamp seven"})
    assert is_signed_in(client)
    assert client.get(path, follow=True).content.decode().count("This link no longer works.") == 1


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 8 characters"),
        ("password1", "too common"),
        ("newbie@trust.example", "too similar"),
        ("NHSinvolvement2026", "not about it"),
    ],
)
def test_a_weak_password_is_refused_in_words(client, trust, password, words):
    new = builders.staff_user("finance", trust, email="newbie@trust.example.org")
    client.post("/account/password/reset/", {"email": new.email})
    path = re.search(r"http://127.0.0.1:8000(/account/password/reset/\S+)", mailed()[-1].body)[1]
    page = client.post(client.get(path).url, {"password1": password, "password2": password})
    assert words in page.content.decode()


def test_guessing_a_password_is_slowed_down(client, priya):
    for _try in range(5):
        client.post(STAFF, {"login": priya.email, "password": "wrong"})
    page = client.post(STAFF, {"login": priya.email, "password": "three words apart"})
    assert "Wait a few minutes" in page.content.decode()
    assert not is_signed_in(client)


def test_the_email_given_up_no_longer_opens_the_account(client, trust):
    user = builders.contributor_user(trust, email="old@example.org")
    EmailAddress.objects.create(user=user, email="old@example.org", verified=True)
    builders.sign_in(client, user)
    user.email = "new@example.org"
    user.save()
    assert client.get("/who-are-you/").url.startswith("/account/sign-in/")  # its sessions ended
    ask_for_code(Client(), "old@example.org")
    assert mailed() == []
    browser = Client()
    ask_for_code(browser, "new@example.org")
    browser.post("/account/sign-in/code/", {"code": newest_code()})
    assert is_signed_in(browser)


@pytest.mark.parametrize(("since", "until", "held"), [
    (0, None, True), (1, None, False), (-9, 0, True), (-9, 1, True), (-9, -1, False), (0, 0, True),
])  # fmt: skip
def test_a_role_is_held_from_its_first_day_to_its_last(trust, since, until, held):
    today = clock.today()
    user = builders.staff_user("finance", trust)
    last = None if until is None else today + dt.timedelta(days=until)
    user.roles.update(since=today + dt.timedelta(days=since), until=last)
    assert user.roles.current().exists() is held
    assert User.objects.get(pk=user.pk).is_staff_member is held


def test_no_password_is_too_old(client, priya):
    """V6.2.10: a password is changed when its owner wishes, never because time has passed."""
    secret = with_app(priya)
    with time_machine.travel(clock.now() + dt.timedelta(days=5 * 365), tick=False):
        answer = sign_in_staff(client, priya, secret)
        assert is_signed_in(client)
        assert "password" not in answer.url
        assert client.get(STAFF_HOME).status_code == 200


def test_a_new_password_by_mail_does_not_stand_for_the_second_step(client, priya):
    """V6.4.3: whoever reads the mailbox alone stays outside, and the app is still the same one."""
    secret = with_app(priya)
    client.post("/account/password/reset/", {"email": priya.email})
    path = re.search(r"http://127.0.0.1:8000(/account/password/reset/\S+)", mailed()[-1].body)[1]
    page = client.get(path, follow=True)
    new = "gorse lantern twelve"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert not is_signed_in(client)
    client.post(STAFF, {"login": priya.email, "password": new})
    assert not is_signed_in(client)
    client.post(SECOND_STEP, {"code": app_code(secret)})
    assert is_signed_in(client)
