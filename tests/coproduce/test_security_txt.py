"""Whoever finds a weakness learns whom to tell: if the operator said so, and only as long as they said it."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.security_txt import security_txt_is_served

NOW = dt.datetime(2027, 1, 15, 12, tzinfo=dt.UTC)
PATH = "/.well-known/security.txt"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def named(settings):
    settings.SECURITY_CONTACTS = ["mailto:security@trust.example", "https://trust.example/report"]
    settings.SECURITY_TXT_EXPIRES = "2027-06-30T00:00:00Z"
    settings.SITE_URL = "https://involve.trust.example/"
    return settings


def warnings() -> list[str]:
    return [one.msg for one in security_txt_is_served(None)]


def test_nobody_named_is_no_page_and_no_warning(client, db):
    assert reverse("security_txt") == PATH
    assert (client.get(PATH).status_code, warnings()) == (404, [])


def test_the_operators_own_words_are_served_to_strangers(client, named):
    page = client.get(PATH)
    assert (page.status_code, page["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert page.content.decode().splitlines() == [
        "Contact: mailto:security@trust.example",
        "Contact: https://trust.example/report",
        "Expires: 2027-06-30T00:00:00Z",
        "Canonical: https://involve.trust.example/.well-known/security.txt",
        "Preferred-Languages: en",
    ]
    assert warnings() == []


@pytest.mark.parametrize(
    ("expires", "served", "warned"),
    [
        ("2027-01-15T12:00:00Z", False, "has passed"),
        ("2026-06-30T00:00:00Z", False, "has passed"),
        ("2028-01-15T12:00:00Z", False, "a year away"),
        ("2028-01-15T11:59:59Z", True, ""),
        ("2027-02-14T11:59:59Z", True, "less than 30 days"),
        ("2027-02-14T12:00:00+00:00", True, ""),
        ("2027-06-30T00:00:00", False, "time zone"),
        ("2027-06-30", False, "time zone"),
        ("next summer", False, "time zone"),
        ("", False, "time zone"),
    ],
)
def test_it_is_served_until_its_day_and_says_so_a_month_before(client, db, named, expires, served, warned):
    named.SECURITY_TXT_EXPIRES = expires
    assert client.get(PATH).status_code == (200 if served else 404)
    assert [warned in one for one in warnings()] == ([True] if warned else [])


@pytest.mark.parametrize(
    "contact", ["security@trust.example", "http://trust.example", "mailto:a@b.example\nExpires: x", "tel:0 1"]
)
def test_a_contact_that_is_none_is_not_served(client, db, named, contact):
    named.SECURITY_CONTACTS = ["mailto:security@trust.example", contact]
    assert (client.get(PATH).status_code, len(warnings())) == (404, 1)


def test_a_day_without_a_contact_is_said(client, db, named):
    named.SECURITY_CONTACTS = []
    assert (client.get(PATH).status_code, warnings()) == (404, ["SECURITY_CONTACTS is empty."])
