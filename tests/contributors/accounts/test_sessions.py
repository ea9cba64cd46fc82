"""How long a session lasts, who acts in it, and what ends it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from contributors.accounts.models import StaffRole
from tests import builders
from tests.contributors.accounts.steps import ENTER_CODE, ask_for_code, is_signed_in, newest_code

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC)
PAGE = "/messages/"


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.mark.parametrize(("kind", "minutes"), [("staff", 30), ("contributor", 60)])
def test_who_does_nothing_for_long_is_signed_out(kind, minutes, trust):
    with time_machine.travel(NOON, tick=False) as clock:
        user = builders.staff_user("finance", trust) if kind == "staff" else builders.contributor_user(trust)
        client = builders.sign_in(Client(), user)
        client.get(PAGE)
        clock.shift(minutes * 60 - 1)
        client.get(PAGE)
        assert is_signed_in(client)
        clock.shift(minutes * 60 + 1)
        answer = client.get(PAGE, follow=True)
        assert not is_signed_in(client)
        assert answer.redirect_chain[-1][0] == "/account/sign-in/?next=/messages/"
        assert "We signed you out to keep your details safe." in answer.content.decode()


def test_nobody_stays_signed_in_for_more_than_twelve_hours(trust):
    with time_machine.travel(NOON, tick=False) as clock:
        client = builders.sign_in(Client(), builders.contributor_user(trust))
        for _visit in range(13):
            client.get(PAGE)
            assert is_signed_in(client)
            clock.shift(55 * 60)
        client.get(PAGE)
        clock.shift(10 * 60)
        client.get(PAGE)
        assert not is_signed_in(client)


def test_a_role_that_ends_ends_what_it_opened_at_the_next_request(client, trust):
    user = builders.staff_user("finance", trust)
    builders.sign_in(client, user)
    assert client.get("/staff/").status_code == 200
    StaffRole.objects.update(until=dt.date(2020, 1, 2), since=dt.date(2020, 1, 1))
    assert client.get("/staff/").status_code == 404


def test_a_disabled_account_is_out_at_the_next_request(client, trust):
    user = builders.staff_user("finance", trust)
    builders.sign_in(client, user)
    assert client.get("/staff/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/staff/").url == "/account/sign-in/?next=/staff/"


def test_a_changed_password_ends_every_session(client, trust):
    user = builders.staff_user("finance", trust)
    builders.sign_in(client, user)
    user.set_password("three words apart")
    user.save()
    assert client.get("/staff/").status_code == 302


def test_who_becomes_staff_while_signed_in_by_code_signs_in_again(client, trust):
    user = builders.contributor_user(trust)
    ask_for_code(client, user.email)
    client.post(ENTER_CODE, {"code": newest_code()})
    assert is_signed_in(client)
    StaffRole.objects.create(user=user, organisation=trust, role="finance")
    answer = client.get("/staff/")
    assert (answer.url, is_signed_in(client)) == ("/account/sign-in/staff/", False)


def test_signing_in_changes_the_key_of_the_session(client, trust):
    user = builders.contributor_user(trust)
    ask_for_code(client, user.email)
    before = client.session.session_key
    client.post(ENTER_CODE, {"code": newest_code()})
    assert client.session.session_key != before


def test_signing_out_ends_on_the_first_page_with_a_calm_sentence(client, trust):
    builders.sign_in(client, builders.contributor_user(trust))
    page = client.post("/account/sign-out/", follow=True)
    assert page.redirect_chain == [("/account/sign-in/", 302)]
    assert "You are signed out. Thank you, and see you soon." in page.content.decode()
    assert page.headers["Cache-Control"].count("no-store") == 1


@pytest.fixture
def couple(trust):
    """Two people, one mailbox, one account."""
    shared = {"email": "family@example.org", "organisation": trust}
    ann, bob = builders.person("Ann Lee", **shared), builders.person("Bob Lee", **shared)
    builders.account(ann)
    return builders.account(bob), ann, bob


def test_at_a_shared_mailbox_people_say_who_they_are(client, couple):
    user, _ann, bob = couple
    builders.sign_in(client, user)
    answer = client.get("/my/")
    assert answer.url == "/who-are-you/?next=%2Fmy%2F"
    page = client.get(answer.url).content.decode()
    assert "Ann Lee" in page
    assert "Bob Lee" in page

    assert client.post(answer.url, {"person": bob.ref}).url == "/my/"

    assert client.get("/my/").wsgi_request.user.person == bob


def test_the_choice_can_be_changed_but_only_to_one_of_them(client, couple, trust):
    user, ann, bob = couple
    stranger = builders.person("Zoe Stranger", organisation=trust)
    builders.sign_in(client, user)
    client.post("/who-are-you/", {"person": bob.ref})
    assert client.post("/who-are-you/", {"person": stranger.ref}).status_code == 200
    assert client.get("/my/").wsgi_request.user.person == bob
    client.post("/who-are-you/", {"person": ann.ref})
    assert client.get("/my/").wsgi_request.user.person == ann


def test_a_person_who_left_the_mailbox_cannot_be_acted_for(client, couple):
    user, _ann, bob = couple
    third = builders.person("Cy Lee", email="family@example.org")
    builders.account(third)
    builders.sign_in(client, user)
    client.post("/who-are-you/", {"person": bob.ref})
    bob.account = None
    bob.save()
    assert client.get("/my/").url == "/who-are-you/?next=%2Fmy%2F"


def test_the_code_of_a_shared_mailbox_is_one_mail(client, couple):
    ask_for_code(client, "family@example.org")
    client.post(ENTER_CODE, {"code": newest_code()})
    assert is_signed_in(client)


def test_what_was_signed_in_before_an_account_closed_is_dead_for_good(trust):
    user = builders.contributor_user(trust)
    client = builders.sign_in(Client(), user)
    assert client.get("/my/").status_code == 200
    key = client.cookies["sessionid"].value
    user.is_active = False
    user.save()
    user.is_active = True
    user.save()
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/my/").status_code == 302
    assert not is_signed_in(thief)
