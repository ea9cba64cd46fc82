"""What a project's page says of its money is what the ledger says, after every step, to the penny."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from expenses.claims.top_ups.actions import make_top_ups
from expenses.payments.ledger.queries import balances
from expenses.payments.results.actions import record_bounced
from expenses.payments.runs import actions
from projects.resources.costing import queries as costing
from projects.resources.costing.rules import View
from projects.resources.queries import spent_on
from tests import builders
from tests.expenses.claims.top_ups.test_actions import ANNOUNCED, SINCE, Staff, miles

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(time_machine):
    time_machine.move_to(ANNOUNCED)
    return Staff()


def in_the_ledger(staff):
    """Return what is owed or was paid for each kind, and what left the bank, in pence."""
    sums = balances(organisation=staff.organisation)
    return [sums["fees"], sums["expenses"], sums["allowances"], -sums["bank"]]


def in_every_view(project):
    """Return what is claimed, approved and paid in pence, which is the same in every view of the costing."""
    plan, money = costing.plan_of(project), costing.money_of(project)
    sums = set()
    for view in View:
        sheet = costing.sheet_of(plan, view, money)
        rows = [row.amounts for row in sheet.rows]
        names = ("claimed", "approved", "paid")
        found = tuple(sum(getattr(row, name) for row in rows) for name in names)
        assert found == tuple(getattr(sheet.total.amounts, name) for name in names)
        sums.add(found)
    [found] = sums
    return found


def on_the_project(project):
    """Return what is approved of each kind, and what is paid together, in pence."""
    found = spent_on(project.pk)
    assert in_every_view(project) == (found.claimed, found.approved, found.paid)
    parts = dict(found.parts)
    approved = [parts[kind].approved if kind in parts else 0 for kind in ("Fees", "Expenses", "Allowances")]
    assert found.approved == sum(approved)
    assert found.paid == sum(part.paid for part in parts.values())
    return [*approved, found.paid]


def test_pay_bounce_repay_and_top_up_stay_equal_to_the_ledger(staff):
    project = builders.project(staff.organisation)
    people = [staff.finance.payee("Ann Lee"), staff.finance.payee("Bob Roe")]
    for person in people:
        staff.claim(person, miles(SINCE, 137), staff.fee(SINCE, 95), project=project)
    both = [38_00, 12_34]
    run = staff.finance.run("locked")
    assert on_the_project(project) == in_the_ledger(staff) == [*both, 0, 0]
    actions.release_run(run, by=staff.finance.releaser)
    actions.export_run(run, by=staff.finance.maker)
    actions.record_paid(run, paid_on=clock.today(), by=staff.finance.maker)
    assert on_the_project(project) == in_the_ledger(staff) == [*both, 0, 50_34]
    record_bounced(run.payments.get(person=people[0]), why="Account closed", by=staff.finance.maker)
    assert on_the_project(project) == in_the_ledger(staff) == [*both, 0, 25_17]
    staff.finance.run("recorded")
    assert on_the_project(project) == in_the_ledger(staff) == [*both, 0, 50_34]
    staff.new_policy(hour=13_20)
    assert on_the_project(project) == in_the_ledger(staff)
    make_top_ups(staff.organisation, by=staff.maker)
    assert spent_on(project.pk).claimed - spent_on(project.pk).approved == 2 * (1_90 + 1_37)
    for claim in Claim.objects.filter(status="sent"):
        deciding.approve_all(claim, by=staff.approver)
    staff.finance.run("recorded")
    assert on_the_project(project) == in_the_ledger(staff) == [41_80, 15_08, 0, 56_88]


def test_a_run_that_is_cancelled_costs_nothing(staff):
    project = builders.project(staff.organisation)
    staff.claim(staff.finance.payee(), staff.fee(SINCE), project=project)
    run = staff.finance.run("exported")
    actions.cancel_run(run, why="The bank refused the file", by=staff.finance.maker)
    assert in_the_ledger(staff) == [0, 0, 0, 0]
    assert on_the_project(project) == [12_00, 0, 0, 0]  # still approved, and nothing is paid
    staff.finance.run("recorded")
    assert on_the_project(project) == in_the_ledger(staff) == [12_00, 0, 0, 12_00]


def test_the_page_shows_fees_and_expenses_apart(staff):
    project = builders.project(staff.organisation, lead=staff.maker.person)
    other = builders.project(staff.organisation)
    staff.claim(staff.finance.payee(), miles(SINCE, 137), staff.fee(SINCE), project=project)
    staff.claim(staff.finance.payee(), staff.fee(dt.date(2026, 5, 1), 600), project=other)
    staff.finance.run("recorded")
    staff.claim(staff.finance.payee(), staff.fee(SINCE, 30), project=project, approved=False)
    client = builders.sign_in(Client(), staff.maker)
    page = client.get(reverse("resources:overview", args=[project.ref])).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Fees £18.00 £12.00 £12.00 Expenses £6.17 £6.17 £6.17" in text
    assert "£120.00" not in text
    assert "£18.17 more is approved for payment than the budget holds." in text
    builders.budget_line(project, 18_17)
    page = client.get(reverse("resources:overview", args=[project.ref])).content.decode()
    assert "more is approved" not in page
