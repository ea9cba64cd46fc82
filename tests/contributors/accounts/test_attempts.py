"""The log of attempts: an operator sees who got in, what failed and what was refused, and reads nobody's name."""

import datetime as dt
import logging

import pytest
from django.test import Client
from django.urls import reverse

from contributors.accounts.attempts import rules
from coproduce.foundation import clock
from tests import builders
from tests.contributors.accounts.steps import (
    ENTER_CODE,
    PASSWORD,
    SECOND_STEP,
    STAFF,
    ask_for_code,
    newest_code,
    sign_in_staff,
    with_app,
    with_password,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 3, 1)


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, "coproduce.security")
    return lambda: [one.getMessage() for one in caplog.records if one.name == "coproduce.security"]


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def priya(trust):
    return with_password(builders.staff_user("ppi_manager", trust, name="Priya", email="priya@example.org"))


class TestSigningIn:
    def test_a_way_in_is_written_down_with_its_proofs(self, lines, client, priya):
        sign_in_staff(client, priya, with_app(priya))
        (line,) = [one for one in lines() if one.startswith("signed in")]
        assert f"account={priya.pk} " in line
        assert "ways=password+mfa " in line
        client.post(reverse("account_logout"))
        assert lines()[-1].startswith(f"signed out account={priya.pk}")

    @pytest.mark.parametrize("email", ["priya@example.org", "nobody@example.org"])
    def test_a_wrong_password_looks_alike_whoever_was_typed(self, lines, client, priya, email):
        client.post(STAFF, {"login": email, "password": "not this one"})
        (line,) = lines()
        assert line.startswith("proof refused status=200 page=account_staff_login network=")
        assert email not in line

    def test_a_wrong_code_of_the_app_and_of_a_mail(self, lines, client, priya, trust):
        with_app(priya)
        client.post(STAFF, {"login": priya.email, "password": PASSWORD})
        client.post(SECOND_STEP, {"code": "000000"})
        other = Client()
        ask_for_code(other, builders.contributor_user(trust).email)
        assert newest_code()
        other.post(ENTER_CODE, {"code": "1111-1111"})
        pages = [one.split("page=")[1].split()[0] for one in lines()]
        assert pages == ["mfa_authenticate", "account_confirm_login_code"]


class TestRefusals:
    def test_what_is_kept_from_somebody_is_seen(self, lines, priya):
        client = builders.sign_in(Client(), priya)
        elsewhere = builders.project(builders.organisation("Valley Trust"))
        assert client.get(reverse("team:detail", args=[elsewhere.ref])).status_code == 404
        assert lines()[-1].startswith("not there for them status=404 page=team:detail")
        assert f"account={priya.pk} " in lines()[-1]
        assert elsewhere.ref not in lines()[-1]

    def test_a_post_without_its_token(self, lines, priya):
        client = builders.sign_in(Client(enforce_csrf_checks=True), priya)
        assert client.post(reverse("account_sign_out_everywhere")).status_code == 403
        assert lines()[-1].startswith("not allowed status=403 page=account_sign_out_everywhere")

    def test_an_address_of_nobody_asks_the_database_nothing(self, lines, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            client.get("/healthz", headers={"host": "elsewhere.example"})
        assert all("account=" not in one for one in lines())

    def test_a_page_that_opens_is_no_attempt(self, lines, client):
        client.get(STAFF)
        client.get("/no/such/page")
        assert lines() == []


@pytest.mark.parametrize(
    ("status", "page", "posted", "is_signed_in", "said"),
    [
        (429, "", False, False, "too many"),
        (413, "people:add", True, True, "too large"),
        (400, "", True, False, "not understood"),
        (404, "team:detail", False, True, "not there for them"),
        (404, "team:detail", False, False, ""),
        (404, "", False, True, ""),
        (200, "account_step_up", True, True, "proof refused"),
        (422, "account_step_up", True, True, "proof refused"),
        (302, "account_step_up", True, True, ""),
        (200, "account_step_up", False, True, ""),
        (200, "people:add", True, True, ""),
    ],
)
def test_what_counts(status, page, posted, is_signed_in, said):
    found = rules.what_happened(status=status, page=page, posted=posted, is_signed_in=is_signed_in)
    assert found == said


def test_a_network_has_one_mark_a_day_and_no_two_share_it():
    marks = {rules.mark_of(address, DAY) for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1")}
    assert len(marks) == 3
    assert rules.mark_of("192.0.2.1", DAY) in marks
    assert rules.mark_of("192.0.2.1", DAY + dt.timedelta(days=1)) not in marks
    assert all(set(mark) <= set(rules.LETTERS) for mark in marks)


@pytest.mark.parametrize(("count", "shown"), [(0, "192.0.2.9"), (1, "198.51.100.2"), (2, "198.51.100.1")])
def test_only_our_own_proxies_are_believed(lines, client, settings, count, shown):
    """An address that the visitor wrote into the header stands left of those that our proxies added."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    client.post(
        STAFF,
        {"login": "nobody@example.org", "password": "no"},
        REMOTE_ADDR="192.0.2.9",
        headers={"x-forwarded-for": "203.0.113.7, 198.51.100.1, 198.51.100.2"},
    )
    assert lines()[-1].endswith("network=" + rules.mark_of(shown, clock.today()))
