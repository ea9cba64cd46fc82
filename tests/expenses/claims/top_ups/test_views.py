"""The page "paid at an old rate" and the batch made from it: who may, what stands there, how often it asks."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from expenses.claims.models import Claim
from tests import builders
from tests.expenses.claims.top_ups.test_actions import ANNOUNCED, SINCE, Staff, miles

pytestmark = pytest.mark.django_db
REPORT = "/claims/old-rates/"


@pytest.fixture
def staff(time_machine):
    time_machine.move_to(ANNOUNCED)
    return Staff()


def signed_in(user):
    return builders.sign_in(Client(), user)


def words(response):
    return " ".join(response.content.decode().split())


def make(staff):
    return reverse("claims:make_top_ups", args=[staff.organisation.ref])


def test_staff_find_who_is_owed_more_and_make_the_claims(staff):
    person = staff.finance.payee("Ann Lee")
    claim = staff.claim(person, miles(SINCE, 137), staff.fee(SINCE))
    client = signed_in(staff.maker)
    assert "Everyone was paid at the right rate" in words(client.get(REPORT))
    policy = staff.new_policy(hour=10_00)
    assert REPORT in words(client.get(reverse("claims:list")))
    assert REPORT in words(client.get(reverse("policies:detail", args=[policy.ref])))
    page = words(client.get(REPORT))
    shown = [
        "Ann Lee",
        claim.ref,
        "£6.17",
        "£7.54",
        "£1.37",
        "13.7 miles at 55p.",
        "-£2.00",
        "not taken back",
    ]
    assert [text for text in shown if text not in page] == []
    page = words(client.get(make(staff)))
    assert ("£1.37" in page, "-£2.00" in page) == (True, False)
    page = words(client.post(make(staff), follow=True))
    assert "Made: 1 claim for £1.37. Someone else now needs to approve it." in page
    assert "1 line was topped up before: £1.37." in page
    assert "£7.54" not in page
    page = words(client.post(make(staff), follow=True))
    assert "There is nothing to make." in page
    assert Claim.objects.filter(person=person).count() == 2


def test_filters_stand_in_the_address_and_nothing_typed_is_lost(staff):
    ann = staff.claim(staff.finance.payee("Ann Lee"), miles(SINCE, 100), staff.fee(SINCE))
    bob = staff.claim(staff.finance.payee("Bob Roe"), miles(SINCE, 100))
    staff.new_policy(hour=10_00)
    client = signed_in(staff.maker)

    def rows(**asked):
        page = words(client.get(REPORT, asked))
        return [page.count(f"<br>{claim.ref}</a>") for claim in (ann, bob)]

    assert rows() == [2, 1]
    assert rows(q="ann") == [2, 0]
    assert rows(q=bob.ref) == [0, 1]
    assert rows(way="more") == [1, 1]
    assert rows(way="less") == [1, 0]
    assert rows(way="no_rate") == [0, 0]
    assert rows(status="paid") == [0, 0]
    assert rows(status="approved", way="more", q="lee") == [1, 0]
    hostile = client.get(REPORT, {"q": "\x00<script>%_'", "way": "../x", "status": "draft", "after": "x"})
    assert hostile.status_code == 200
    assert "<script>%" not in hostile.content.decode()


def test_each_organisation_sees_its_own(staff, time_machine):
    other = Staff()
    for one, name in ((staff, "Ann Lee"), (other, "Eve Else")):
        one.claim(one.finance.payee(name), miles(SINCE, 100))
        one.new_policy()
    client = signed_in(staff.maker)
    assert "Eve Else" not in words(client.get(REPORT, {"organisation": other.organisation.ref}))
    assert client.get(make(other)).status_code == 404
    assert client.post(make(other)).status_code == 404
    assert Claim.objects.filter(status="sent").count() == 0
    both = staff.maker
    both.roles.create(organisation=other.organisation, role="approver")
    client = signed_in(both)
    assert "Eve Else" in words(client.get(REPORT, {"organisation": other.organisation.ref}))
    assert client.post(make(other)).status_code == 403


def test_approvers_look_and_only_those_who_keep_policies_make(staff):
    claim = staff.claim(staff.finance.payee(), miles(SINCE, 100))
    staff.new_policy()
    found = {}
    for role in ("approver", "finance", "ppi_manager", "project_staff", "reporting", "administrator"):
        client = signed_in(builders.staff_user(role, staff.organisation))
        found[role] = (client.get(REPORT).status_code, client.get(make(staff)).status_code)
    assert found == {
        "approver": (200, 403),
        "finance": (200, 200),
        "ppi_manager": (200, 200),
        "project_staff": (403, 403),
        "reporting": (403, 403),
        "administrator": (403, 403),
    }
    assert signed_in(claim.person.account).get(REPORT).status_code == 404
    assert "Pay more where rates have changed" not in words(signed_in(staff.approver).get(REPORT))


def test_the_approver_sees_why_and_its_maker_no_button(staff):
    staff.claim(staff.finance.payee(), miles(SINCE, 100))
    staff.new_policy()
    signed_in(staff.maker).post(make(staff))
    claim = Claim.objects.get(status="sent")
    address = reverse("claims:detail", args=[claim.ref])
    page = words(signed_in(staff.approver).get(address))
    assert "At our rates from 6 April 2026 it is £5.50." in page
    assert "Approve everything" in page
    assert "Approve everything" not in words(signed_in(staff.maker).get(address))
    page = words(signed_in(claim.person.account).get(reverse("my_claims:detail", args=[claim.ref])))
    assert "At our rates from 6 April 2026 it is £5.50." in page


APPROVED = r"<br>\s*Approved\s*</th>"


def test_the_page_asks_as_often_for_thirty_lines_as_for_three(staff):
    def asked(one):
        one.new_policy()
        client = signed_in(one.maker)
        client.get(REPORT)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(REPORT)
        return len(queries), len(re.findall(APPROVED, page.text))

    many = Staff()
    for number, one in ((3, staff), (30, many)):
        for _ in range(number):
            one.claim(one.finance.payee(), miles(dt.date(2026, 5, 1), 100))
    few, lots = asked(staff), asked(many)
    assert (few[1], lots[1], few[0]) == (3, 25, lots[0])
    assert few[0] <= 20
    client = signed_in(many.maker)
    page = client.get(REPORT).context["page"]
    assert len(re.findall(APPROVED, client.get(REPORT + page.next_url).text)) == 5
