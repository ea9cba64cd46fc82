"""What a project's page says of its money is what the ledger says, after every step, to the penny."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from expenses.claims import deciding
from expenses.claims.models import Claim
from expenses.claims.topping_up import make_top_ups
from expenses.payments import actions, ledger, replies
from projects.resources import spend
from tests import builders
from tests.expenses.claims.test_top_ups import ANNOUNCED, SINCE, Desk, miles

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(time_machine):
    time_machine.move_to(ANNOUNCED)
    return Desk()


def in_the_ledger(desk):
    """Return what is owed or was paid for each kind, and what left the bank, in pence."""
    sums = ledger.balances(organisation=desk.organisation)
    return [sums["fees"], sums["expenses"], sums["allowances"], -sums["bank"]]


def on_the_project(project):
    """Return what is approved of each kind, and what is paid together, in pence."""
    found = spend.of(project.pk)
    parts = dict(found.parts)
    approved = [parts[kind].approved if kind in parts else 0 for kind in ("Fees", "Expenses", "Allowances")]
    assert found.approved == sum(approved)
    assert found.paid == sum(part.paid for part in parts.values())
    return [*approved, found.paid]


def test_pay_bounce_repay_and_top_up_stay_equal_to_the_ledger(desk):
    project = builders.project(desk.organisation)
    people = [desk.house.payee("Ann Lee"), desk.house.payee("Bob Roe")]
    for person in people:
        desk.claim(person, miles(SINCE, 137), desk.fee(SINCE, 95), project=project)
    both = [38_00, 12_34]
    run = desk.house.run("locked")
    assert on_the_project(project) == in_the_ledger(desk) == [*both, 0, 0]
    actions.release_run(run, by=desk.house.releaser)
    actions.export_run(run, by=desk.house.maker)
    actions.record_paid(run, paid_on=clock.today(), by=desk.house.maker)
    assert on_the_project(project) == in_the_ledger(desk) == [*both, 0, 50_34]
    replies.record_bounced(run.payments.get(person=people[0]), why="Account closed", by=desk.house.maker)
    assert on_the_project(project) == in_the_ledger(desk) == [*both, 0, 25_17]
    desk.house.run("recorded")
    assert on_the_project(project) == in_the_ledger(desk) == [*both, 0, 50_34]
    desk.new_policy(hour=13_20)
    assert on_the_project(project) == in_the_ledger(desk)
    make_top_ups(desk.organisation, by=desk.maker)
    assert spend.of(project.pk).claimed - spend.of(project.pk).approved == 2 * (1_90 + 1_37)
    for claim in Claim.objects.filter(status="sent"):
        deciding.approve_all(claim, by=desk.approver)
    desk.house.run("recorded")
    assert on_the_project(project) == in_the_ledger(desk) == [41_80, 15_08, 0, 56_88]


def test_a_run_that_is_cancelled_costs_nothing(desk):
    project = builders.project(desk.organisation)
    desk.claim(desk.house.payee(), desk.fee(SINCE), project=project)
    run = desk.house.run("exported")
    actions.cancel_run(run, why="The bank refused the file", by=desk.house.maker)
    assert in_the_ledger(desk) == [0, 0, 0, 0]
    assert on_the_project(project) == [12_00, 0, 0, 0]  # still approved, and nothing is paid
    desk.house.run("recorded")
    assert on_the_project(project) == in_the_ledger(desk) == [12_00, 0, 0, 12_00]


def test_the_page_shows_fees_and_expenses_apart(desk):
    project = builders.project(desk.organisation, lead=desk.maker.person)
    other = builders.project(desk.organisation)
    desk.claim(desk.house.payee(), miles(SINCE, 137), desk.fee(SINCE), project=project)
    desk.claim(desk.house.payee(), desk.fee(dt.date(2026, 5, 1), 600), project=other)
    desk.house.run("recorded")
    desk.claim(desk.house.payee(), desk.fee(SINCE, 30), project=project, approved=False)
    client = builders.sign_in(Client(), desk.maker)
    page = client.get(reverse("resources:overview", args=[project.ref])).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Fees £18.00 £12.00 £12.00 Expenses £6.17 £6.17 £6.17" in text
    assert "£120.00" not in text
    assert "£18.17 more is approved for payment than the budget holds." in text
    builders.budget_line(project, 18_17)
    page = client.get(reverse("resources:overview", args=[project.ref])).content.decode()
    assert "more is approved" not in page
