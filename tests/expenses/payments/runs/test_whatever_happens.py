"""Whatever happens to claims, payments, rates and roles: six views, their lines and the ledger say the same."""

import datetime as dt
import random

import pytest

from coproduce.foundation import clock
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.top_ups.actions import make_top_ups
from expenses.payments.ledger.queries import balances
from expenses.payments.results.actions import record_bounced
from expenses.payments.runs import actions as runs
from projects.resources.costing import queries as costing
from projects.resources.costing.rules import View
from projects.resources.models import BudgetLine
from projects.resources.queries import booked_for
from projects.roles.inviting import actions as roles
from projects.roles.models import Assignment
from tests import builders
from tests.expenses.claims.top_ups.test_actions import ANNOUNCED, SINCE, Staff, miles

pytestmark = pytest.mark.django_db
STEPS = 12


class World:
    """A project with two funders, four people in a role that pays, meetings to come, and chance."""

    def __init__(self, seed):
        self.chance, self.staff = random.Random(seed), Staff()  # noqa: S311
        trust, lead = self.staff.organisation, self.staff.maker.person
        self.project = builders.project(trust, lead=lead, cost_code="P1")
        funder = builders.funder(self.project, "Charity", year_starts_in=1)
        for category, code in (("fees", ""), ("expenses", "E1"), ("support", "")):
            builders.budget_line(self.project, 60_00, category=category, cost_code=code, funder=funder)
        builders.budget_line(self.project, 500_00, category="fees")
        role = builders.role(self.project, offered_by=self.staff.maker)
        self.people = [self.staff.finance.payee(f"Payee {number}") for number in range(4)]
        for person in self.people:
            builders.team_member(self.project, person)
            builders.assignment(role, person, status="agreed", answered_at=clock.now())
        for weeks in (3, 9):
            starts = clock.now() + dt.timedelta(weeks=weeks)
            builders.meeting(
                self.project, *self.people, starts_at=starts, ends_at=starts + dt.timedelta(hours=2)
            )
        self.run = None

    def claims(self, *, approved=True):
        number = self.chance.randint(1, 90)
        entry = self.staff.fee(SINCE, number) if self.chance.random() < 0.5 else miles(SINCE, number)
        person = self.chance.choice(self.people)
        return self.staff.claim(person, entry, project=self.project, approved=approved)

    def waits(self):
        self.claims(approved=False)

    def is_refused(self):
        deciding.refuse_claim(self.claims(approved=False), why="Not ours", by=self.staff.approver)

    def is_approved(self):
        for claim in Claim.objects.filter(status="sent")[:1]:
            deciding.approve_all(claim, by=self.staff.approver)

    def is_paid(self):
        self.claims()
        self.run = self.staff.finance.run("recorded")

    def comes_back(self):
        if self.run:
            record_bounced(self.run.payments.first(), why="Account closed", by=self.staff.finance.maker)
            self.run = None

    def is_cancelled(self):
        self.claims()
        run = self.staff.finance.run("exported")
        runs.cancel_run(run, why="The bank refused the file", by=self.staff.finance.maker)

    def rates_rise(self):
        if self.staff.organisation.policies.count() > 1:
            return
        self.staff.new_policy(car=self.chance.randint(46, 60), hour=self.chance.randint(12_01, 15_00))
        make_top_ups(self.staff.organisation, by=self.staff.maker)

    def role_ends(self):
        agreed = Assignment.objects.filter(status="agreed").first()
        if agreed:
            roles.end(agreed, why="It is over", by=self.staff.maker)

    def step(self):
        moves = [self.claims, self.waits, self.is_refused, self.is_approved, self.is_paid]
        moves += [self.comes_back, self.is_cancelled, self.rates_rise, self.role_ends]
        move = self.chance.choice(moves)
        move()
        return move.__name__


def of_lines(project):
    """Return what is claimed, approved and paid, added up line by line."""
    lines = [
        line
        for line in ClaimLine.objects.filter(claim__project=project).select_related("claim")
        if line.claim.status not in ("draft", "withdrawn", "refused") and line.status != "refused"
    ]
    approved = [line for line in lines if line.status == "approved"]
    paid = [line for line in approved if line.claim.status == "paid"]
    return tuple(sum(line.amount_pence for line in some) for some in (lines, approved, paid))


def check(project, organisation, after):
    plan, money = costing.plan_of(project), costing.money_of(project)
    claimed, approved, paid = of_lines(project)
    to_come = sum(one.amounts.committed for one in money if not one.person_id)
    committed = claimed + booked_for(project.pk) + to_come
    budget = sum(BudgetLine.objects.filter(project=project).values_list("planned_pence", flat=True))
    for view in View:
        for sees_claims in (True, False):
            sheet = costing.sheet_of(plan, view, money, sees_claims=sees_claims)
            for found in (
                sheet.total.amounts,
                sum((row.amounts for row in sheet.rows), start=type(sheet.total.amounts)()),
            ):
                said = (found.committed, found.claimed, found.approved, found.paid)
                assert said == (committed, claimed, approved, paid), after
            assert sheet.total.budget == sum(row.budget for row in sheet.rows) == budget, after
            assert sheet.total.left == budget - committed, after
    ledger = balances(organisation=organisation)
    assert -ledger["bank"] == paid, after
    assert ledger["fees"] + ledger["expenses"] + ledger["allowances"] <= approved, after


@pytest.mark.parametrize("seed", range(4))
def test_views_lines_and_ledger_say_the_same_whatever_happens(seed, time_machine):
    time_machine.move_to(ANNOUNCED)
    world, done = World(seed), []
    check(world.project, world.staff.organisation, done)
    for _n in range(STEPS):
        done.append(world.step())
        check(world.project, world.staff.organisation, done)
