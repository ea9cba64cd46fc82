"""Before something that would hurt, people show again who they are."""

import datetime as dt

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from contributors.accounts.step_up.decorators import step_up
from tests import builders
from tests.contributors.accounts.steps import app_code, is_signed_in, newest_code, with_app, with_password


@step_up
def guarded(request):
    return HttpResponse(f"done by {request.method}")


urlpatterns = [path("guarded/", guarded), path("", include("coproduce.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.contributors.accounts.test_step_up")]
NOON = dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC)
AGAIN = "/account/again/?next=%2Fguarded%2F"


@pytest.fixture
def trust():
    return builders.organisation()


def test_who_signed_in_just_now_is_not_asked_again(client, trust):
    builders.sign_in(client, builders.staff_user("finance", trust))
    assert client.get("/guarded/").status_code == 200


def test_staff_are_asked_after_five_minutes_and_come_back(trust):
    with time_machine.travel(NOON, tick=False) as clock:
        finance = with_password(builders.staff_user("finance", trust))
        client = builders.sign_in(Client(), finance)
        clock.shift(5 * 60 + 1)
        assert client.get("/guarded/").url == AGAIN
        page = client.get(AGAIN, follow=True)
        assert page.redirect_chain == [("/account/again/password/?next=%2Fguarded%2F", 302)]
        wrong = client.post(page.redirect_chain[0][0], {"password": "wrong"})
        assert "That is not your password." in wrong.content.decode()
        key = client.session.session_key
        answer = client.post(page.redirect_chain[0][0], {"password": "three words apart"})
        assert answer.url == "/guarded/"
        assert client.session.session_key != key
        assert client.get("/guarded/").status_code == 200


def test_a_refused_post_is_not_kept_and_leads_back_to_its_page(trust):
    with time_machine.travel(NOON, tick=False) as clock:
        client = builders.sign_in(Client(), builders.staff_user("finance", trust))
        clock.shift(5 * 60 + 1)
        answer = client.post(
            "/guarded/",
            {"account_number": "12345678"},
            headers={"referer": "http://testserver/messages/?a=1"},
        )
        assert answer.url == "/account/again/?next=%2Fmessages%2F%3Fa%3D1"
        answer = client.post("/guarded/", headers={"referer": "https://evil.test/messages/"})
        assert answer.url == "/account/again/?next=%2F"
        assert "12345678" not in str(dict(client.session))


@pytest.mark.parametrize(("method", "answer"), [("password", 200), ("mfa", 200), ("code", 302)])
def test_a_mailed_code_does_not_prove_who_staff_are(trust, method, answer):
    with time_machine.travel(NOON, tick=False) as clock:
        client = builders.sign_in(Client(), builders.staff_user("finance", trust))
        clock.shift(5 * 60 + 1)
        session = client.session
        latest = {"method": method, "at": NOON.timestamp() + 5 * 60}
        session["account_authentication_methods"] += [latest]
        session.save()
        assert client.get("/guarded/").status_code == answer


def contributor(trust, *, code_shown: bool = True) -> Client:
    client = builders.sign_in(Client(), builders.contributor_user(trust, email="amara@example.org"))
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": NOON.timestamp()}] * code_shown
    session.save()
    return client


def test_a_contributor_shows_a_fresh_code_after_fifteen_minutes(trust):
    with time_machine.travel(NOON, tick=False) as clock:
        client = contributor(trust)
        clock.shift(14 * 60)
        assert client.get("/guarded/").status_code == 200
        clock.shift(2 * 60)
        assert client.get("/guarded/").url == AGAIN
        assert client.post("/guarded/").content == b"done by POST"  # a form opened in time may be sent
        clock.shift(29 * 60)
        assert client.post("/guarded/").status_code == 302


def test_the_fresh_code_comes_by_mail_when_asked_for(trust):
    client = contributor(trust, code_shown=False)
    assert client.get("/guarded/").url == AGAIN
    page = client.get(AGAIN).content.decode()
    assert "Send me a code" in page
    assert client.post(AGAIN, {"action": "send"}).url == AGAIN
    code = newest_code()
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    assert "That is not the code we sent." in client.post(AGAIN, {"code": wrong}).content.decode()
    key = client.session.session_key
    assert client.post(AGAIN, {"code": code}).url == "/guarded/"
    assert client.session.session_key != key
    assert client.get("/guarded/").status_code == 200
    assert is_signed_in(client)


def test_the_fresh_code_ends_after_five_wrong_tries(trust):
    client = contributor(trust, code_shown=False)
    client.post(AGAIN, {"action": "send"})
    code = newest_code()
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    for _try in range(5):
        client.post(AGAIN, {"code": wrong})
    client.post(AGAIN, {"code": code})
    assert client.get("/guarded/").url == AGAIN


def test_staff_with_an_app_may_use_it(trust):
    with time_machine.travel(NOON, tick=False) as clock:
        finance = builders.staff_user("finance", trust)
        secret = with_app(finance)
        client = builders.sign_in(Client(), finance)
        clock.shift(6 * 60)
        page = client.get(AGAIN, follow=True)
        assert page.redirect_chain[-1][0] == "/account/again/second-step/?next=%2Fguarded%2F"
        assert client.post(page.redirect_chain[-1][0], {"code": app_code(secret)}).url == "/guarded/"
        assert client.get("/guarded/").status_code == 200
