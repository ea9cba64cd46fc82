"""Fees wait until the payer has decided about a role; costs do not, and nobody is told a day meanwhile."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.audit.money import pay_waits_for_what_is_missing
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.deciding import actions as deciding
from expenses.claims.fees.models import FeeHold
from expenses.claims.models import Claim
from expenses.claims.writing import actions as writing
from expenses.payees.determinations import actions as determinations
from expenses.payments.runs.queries import not_ready, ready
from expenses.payments.states import Method
from expenses.payments.waits import promises
from tests import builders
from tests.expenses.payments.made import Finance, give_details

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    made = Finance()
    builders.policy(made.organisation)
    return made


@pytest.fixture
def manager(finance):
    return builders.staff_user("ppi_manager", finance.organisation, name="Priya Shah")


@pytest.fixture
def role(finance, manager):
    return builders.role(builders.project(finance.organisation, lead=manager.person), offered_by=manager)


@pytest.fixture
def meg(finance, role, manager):
    user = builders.contributor_user(finance.organisation, name="Meg Hughes")
    builders.assignment(role, user.person)
    give_details(user, "Meg Hughes", "010203", "12345678")
    return user


def claimed(meg, role, *, costs=0) -> Claim:
    claim = builders.claim(meg.person, role.project.organisation, project=role.project)
    builders.claim_line(claim, 50_00, kind="fee", category="fee")
    if costs:
        builders.claim_line(claim, costs)
    return writing.send(claim, by=meg)


def asked(role, manager):
    determinations.ask(
        role, asked_of="Payroll team", answer_by=clock.today() + dt.timedelta(days=10), by=manager
    )


def decided(role, manager):
    determinations.record(
        role,
        words="Not an employee.",
        decided_on=clock.today(),
        decided_by="Payroll team",
        pay_route="accounts_payable",
        by=manager,
    )


def pay(claim) -> Promise:
    return Promise.objects.get(kind="claims.pay", subject_id=claim.pk)


def audit_is_clean() -> bool:
    return not pay_waits_for_what_is_missing().broken


def test_a_fee_waits_for_the_payer_and_costs_are_paid(finance, meg, role, manager):
    asked(role, manager)
    claim = deciding.approve_all(claimed(meg, role, costs=12_50), by=finance.approver)
    fee = Claim.objects.get(split_from=claim)
    assert (pay(fee).waits_for, pay(claim).waits_for) == ("payments.determination", "")
    assert set(ready(finance.organisation, Method.BANK)) == {claim}
    assert [one.reason for one in not_ready(finance.organisation, Method.BANK)] == ["for_payer"]
    assert pay(fee).waits.get().settled_by == Promise.objects.get(kind="payees.determine")
    assert audit_is_clean()


def test_once_the_payer_has_decided_the_fee_goes_on_and_the_promise_is_kept(finance, meg, role, manager):
    asked(role, manager)
    claim = deciding.approve_all(claimed(meg, role), by=finance.approver)
    assert pay(claim).is_waiting
    decided(role, manager)
    assert not pay(claim).is_waiting
    assert set(ready(finance.organisation, Method.BANK)) == {claim}
    assert Promise.objects.get(kind="payees.determine").kept_at
    assert not FeeHold.objects.exists()
    assert audit_is_clean()


def test_a_fee_that_was_approved_before_the_question_waits_from_then_on(finance, meg, role, manager):
    claim = deciding.approve_all(claimed(meg, role), by=finance.approver)
    assert not pay(claim).is_waiting
    asked(role, manager)
    assert pay(claim).waits_for == "payments.determination"
    determinations.stop_asking(role, why="The trust pays such roles gross.", by=manager)
    assert not pay(claim).is_waiting
    assert Promise.objects.get(kind="payees.determine").released_why == "The trust pays such roles gross."
    assert audit_is_clean()


def test_a_claim_of_nothing_but_a_fee_names_no_day_when_it_is_sent(meg, role, manager):
    asked(role, manager)
    assert claimed(meg, role).pay_waits == "payments.determination"
    assert claimed(meg, role, costs=5_00).pay_waits == ""


def test_somebody_in_another_role_waits_for_nothing(finance, role, manager):
    other = builders.contributor_user(finance.organisation, name="Tom")
    give_details(other, "Tom", "010203", "12345679")
    asked(role, manager)
    claim = builders.claim(other.person, finance.organisation, project=role.project)
    builders.claim_line(claim, 50_00, kind="fee", category="fee")
    assert writing.send(claim, by=other).pay_waits == ""


def test_a_role_on_another_project_waits_for_nothing(meg, role, manager):
    other = builders.role(
        builders.project(role.project.organisation, lead=manager.person), offered_by=manager
    )
    builders.assignment(other, meg.person)
    asked(role, manager)
    assert claimed(meg, other).pay_waits == ""
    assert claimed(meg, role).pay_waits == "payments.determination"


def test_the_payer_is_asked_once_at_a_time(role, manager):
    with pytest.raises(TransitionRefused):
        determinations.stop_asking(role, why="Nobody asked.", by=manager)
    asked(role, manager)
    with pytest.raises(TransitionRefused):
        asked(role, manager)


def test_asking_and_stopping_on_the_pages(client, meg, role, manager):
    builders.sign_in(client, manager)
    page = reverse("determinations:detail", args=[role.ref])
    ask = reverse("determinations:ask", args=[role.ref])
    assert ask in client.get(page).text
    day = clock.today() + dt.timedelta(days=5)
    days = {"answer_by_0": day.day, "answer_by_1": day.month, "answer_by_2": day.year}
    assert "Error:" in client.post(ask, days).text
    client.post(ask, {"asked_of": "Payroll team", **days})
    shown = client.get(page).text
    assert "Payroll team was asked on" in shown
    assert "Priya Shah will find out by" in shown
    stop = reverse("determinations:stop_asking", args=[role.ref])
    assert stop in shown
    client.post(stop, {"why": "They are paid gross."})
    assert ask in client.get(page).text


def test_the_person_reads_what_the_fee_waits_for(client, finance, meg, role, manager):
    asked(role, manager)
    claim = deciding.approve_all(claimed(meg, role), by=finance.approver)
    builders.sign_in(client, meg)
    shown = client.get(reverse("my_claims:detail", args=[claim.ref])).text
    assert "waits for a decision on how your role is taxed" in shown
    assert "until you have decided" not in shown


def test_what_waits_for_an_answer_links_to_its_own_claim():
    assert promises.QUESTION.portal_path("abc2345678") == reverse("my_claims:detail", args=["abc2345678"])
    assert promises.NO_DETAILS.portal_path("abc2345678") == reverse("my_bank:overview")
    assert promises.TALK_FIRST.portal_path("abc2345678") == ""
