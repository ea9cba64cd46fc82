"""A post that goes wrong shows no secret and no special value again: not on a page, not in a log."""

import logging

import pytest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, get_resolver, reverse

from coproduce.foundation.kept_forms.typed import ACCOUNT, typed_fields
from coproduce.unsent import failures
from tests import builders

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])

CANARIES = {
    "account_number": "31926819",
    "sort_code": "60-16-13",
    "number": "3192 6819",  # a name that nobody listed
    "iban": "GB29NWBK60161331926819",
    "password": "three words apart",
    "code": "8162-9934",
    "named": "CANARY-worry",
    "ethnicity": "CANARY-special",
}


@pytest.fixture
def ada():
    organisation = builders.organisation()
    builders.policy(organisation)
    return builders.contributor_user(organisation, email="ada@example.org")


def known(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def test_a_post_without_its_token_shows_no_account_number(ada, caplog):
    client = builders.sign_in(Client(enforce_csrf_checks=True), ada)
    with caplog.at_level(logging.DEBUG):
        for path in ("/help/call-me/", "/my/details/reach/", "/account/sign-in/", "/nowhere/"):
            page = client.post(path, CANARIES, headers={"Origin": "http://testserver"})
            text = page.content.decode()
            for name in ("account_number", "sort_code", "number", "iban", "password", "code"):
                assert CANARIES[name] not in text, (path, name)
    assert [one for one in CANARIES.values() if one in caplog.text] == []


def private_views() -> list[tuple[str, object]]:
    """Every view that is marked @never_kept."""
    found, waiting = [], [get_resolver()]
    while waiting:
        for one in waiting.pop().url_patterns:
            if hasattr(one, "url_patterns"):
                waiting.append(one)
            elif getattr(one.callback, "never_kept", False):
                found.append((one.name, one.callback))
    return found


def test_nothing_that_is_sent_to_a_private_page_is_shown_again():
    views = private_views()
    assert len(views) >= 5
    for name, view in views:
        request = RequestFactory().post("/", CANARIES, headers={"Origin": "http://testserver"})
        request.resolver_match = type("Match", (), {"func": staticmethod(view), "url_name": name})
        assert typed_fields(request) == []
        assert failures.is_private(request)


def test_a_private_page_without_its_token_says_where_to_type_again(ada):
    client = builders.sign_in(Client(enforce_csrf_checks=True), ada)
    path = next(
        reverse(f"{space}:{name}") if space else reverse(name)
        for space in ("my_money", "payees", "my_payees", "my_bank", "my_equality", "my_monitoring", "")
        for name, _view in private_views()
        if known(f"{space}:{name}" if space else name)
    )
    page = client.post(path, CANARIES, headers={"Origin": "http://testserver"})
    text = page.content.decode()
    assert page.status_code == 403
    assert "What you typed is private" in text
    assert [value for value in CANARIES.values() if value in text] == []


def test_an_error_page_shows_nothing_that_was_typed(ada, monkeypatch, caplog):
    client = builders.sign_in(Client(raise_request_exception=False), ada)

    def breaks(*args, **kwargs):
        raise ValueError(f"bad: {CANARIES['account_number']} ada@example.org")

    monkeypatch.setattr("contributors.people.portal._change", breaks)
    with caplog.at_level(logging.DEBUG):
        page = client.post("/my/details/name/", CANARIES)
    assert page.status_code in (404, 500)
    assert [value for value in CANARIES.values() if value in page.content.decode()] == []


@pytest.mark.parametrize("value", ["31926819", "3192 6819", "31-92-68-19", "601613", "60-16-13", "60 16 13"])
def test_numbers_of_accounts_are_known_whatever_their_field(value):
    assert ACCOUNT.fullmatch(value)


@pytest.mark.parametrize("value", ["07700 900123", "2026", "12.50", "1,234.50", "SW1A 1AA", "5 May 2026", ""])
def test_other_words_are_kept(value):
    assert not ACCOUNT.fullmatch(value)
