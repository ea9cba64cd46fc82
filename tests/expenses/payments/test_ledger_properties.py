"""Random lives of claims and runs; after every step the sums agree (trust R12).

Quick here; LEDGER_EXAMPLES and LEDGER_STEPS make it longer at night.
"""

import contextlib
import os

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coproduce.foundation import clock
from coproduce.foundation.workflow import Refused
from expenses.bookings import advancing as asking
from expenses.bookings.models import Advance, AdvanceUse
from expenses.claims.models import Claim, ClaimLine
from expenses.payments import actions, advancing, ledger, replies
from expenses.payments.journal import JournalEntry, JournalLine
from expenses.payments.models import Payment, PaymentLine, PaymentRun
from expenses.payments.states import RunState
from tests import builders
from tests.expenses.payments.made import House

STEPS = ("lock", "release", "export", "record", "cancel", "hold")
HOW = ("cash", "bank")
pence = st.integers(1, 50_000)


class Lives(RuleBasedStateMachine):
    """Claims are approved, money is given before, runs are made and moved, payments come back.

    All of it is rolled back.
    """

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.house = House()
        self.payees = [self.house.payee() for _ in range(2)]
        self.project = builders.project(self.house.organisation)
        self.seen = set()

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(who=st.integers(0, 1), fee=pence, expense=pence)
    def approve(self, who, fee, expense):
        claim = self.house.claim(self.payees[who], fee=fee, expense=expense)
        advancing.clear_against(claim, by=self.house.approver)

    @rule(who=st.integers(0, 1), expense=pence)
    def approve_costs_alone(self, who, expense):
        claim = self.house.claim(self.payees[who], expense=expense)
        advancing.clear_against(claim, by=self.house.approver)

    @rule(who=st.integers(0, 1), amount=pence, how=st.sampled_from(HOW))
    def give_before(self, who, amount, how):
        person, today = self.payees[who], clock.today()
        advance = asking.ask(
            person=person, project=self.project, amount_pence=amount, what_for="x", needed_by=today, on=today,
            by=person.account,
        )  # fmt: skip
        asking.approve(advance, by=self.house.approver)
        advancing.give(advance, how=how, on=today, handed_over_by="Mo", by=self.house.maker)
        advancing.carry_on(advance, by=self.house.maker)

    @rule(amount=pence, how=st.sampled_from([*HOW, "let go"]))
    def settle_the_rest(self, amount, how):
        advance, by = Advance.objects.open().order_by("pk").first(), self.house.maker
        if advance and how == "let go":
            self.attempt(lambda: advancing.let_go(advance, pence=amount, why="test", by=by))
        elif advance:
            on = clock.today()
            self.attempt(lambda: advancing.take_back(advance, pence=amount, how=how, on=on, by=by))

    @rule()
    def make(self):
        self.attempt(lambda: actions.make_run(organisation=self.house.organisation, by=self.house.maker))

    @precondition(lambda self: PaymentRun.objects.exists())
    @rule(step=st.sampled_from(STEPS), data=st.data())
    def move(self, step, data):
        run = data.draw(st.sampled_from(list(PaymentRun.objects.order_by("pk"))))
        house = self.house
        self.attempt({
            "lock": lambda: actions.lock_run(run, by=house.maker),
            "release": lambda: actions.release_run(run, by=house.releaser),
            "export": lambda: actions.export_run(run, by=house.maker),
            "record": lambda: actions.record_paid(run, paid_on=clock.today(), by=house.maker),
            "cancel": lambda: actions.cancel_run(run, why="test", by=house.maker),
            "hold": lambda: actions.hold_payments(first_of(run), run, why="test", by=house.maker),
        }[step])  # fmt: skip

    @rule()
    def bounce(self):
        payment = Payment.objects.filter(result="paid").order_by("pk").first()
        if payment:
            replies.record_bounced(payment, why="test", by=self.house.maker)

    def attempt(self, call):
        with contextlib.suppress(Refused):
            call()

    @invariant()
    def every_entry_comes_to_nothing(self):
        sums = JournalEntry.objects.annotate(sum=Sum("lines__amount_pence")).values_list("sum", flat=True)
        assert set(sums) <= {0}
        assert ledger.trial_balance() == 0

    @invariant()
    def nothing_in_the_journal_goes_away(self):
        now = set(JournalLine.objects.values_list("pk", "entry", "account", "amount_pence"))
        assert self.seen <= now
        self.seen = now

    @invariant()
    def the_bank_is_what_was_paid_and_owed_is_what_waits_in_runs(self):
        balances = ledger.balances()
        paid = total(Payment.objects.filter(result="paid"))
        assert -balances["bank"] == paid + by_hand("bank")
        in_ledger = [RunState.LOCKED, RunState.RELEASED, RunState.EXPORTED]
        assert -balances["owed"] == total(Payment.objects.filter(live=True, run__status__in=in_ledger))
        cost = balances["fees"] + balances["expenses"] + balances["allowances"]
        cleared = total(AdvanceUse.objects.filter(use="claim"))
        assert cost == paid + cleared - balances["owed"] - balances["bounced"]

    @invariant()
    def what_is_open_of_advances_stands_in_the_ledger(self):
        balances = ledger.balances()
        rest = Advance.objects.aggregate(sum=Sum("open_pence", default=0))["sum"]
        assert (balances["advances"], -balances["cash"]) == (rest, by_hand("cash"))
        assert balances["let_go"] == total(AdvanceUse.objects.filter(use="let_go"))
        for advance in Advance.objects.all():
            assert advance.open_pence == advance.amount_pence - total(advance.uses)
            assert (advance.status == "given") == (advance.open_pence > 0)

    @invariant()
    def a_claim_is_paid_once_and_never_more_than_was_approved(self):
        for claim in Claim.objects.all():
            paid = Payment.objects.filter(claim=claim, result="paid", live=True)
            lines = ClaimLine.objects.filter(claim=claim)
            before = total(AdvanceUse.objects.filter(claim_line__claim=claim))
            left = total(lines) - before
            assert sum(line.covered_pence for line in lines) == before
            assert paid.count() == (claim.status == "paid" and left > 0)
            assert left or claim.status == "paid"
            assert total(paid) in (0, left)
            assert (claim.status == "in_payment") == Payment.objects.filter(
                claim=claim, live=True, result="none"
            ).exists()

    @invariant()
    def totals_on_a_run_are_those_of_its_live_lines(self):
        for run in PaymentRun.objects.filter(status__in=["draft", "locked", "released", "exported"]):
            assert run.total_pence == total(PaymentLine.objects.filter(run=run, live=True))


def first_of(run):
    return run.payments.filter(pk=run.payments.order_by("pk").first().pk)


def by_hand(how):
    """What was given before this way and did not come back this way."""
    back = AdvanceUse.objects.filter(use="returned", how=how)
    return total(Advance.objects.filter(how=how)) - total(back)


def total(rows):
    return rows.aggregate(sum=Sum("amount_pence", default=0))["sum"]


@pytest.mark.django_db
def test_the_ledger_holds_whatever_happens():
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=int(os.environ.get("LEDGER_EXAMPLES", "20")),
            stateful_step_count=int(os.environ.get("LEDGER_STEPS", "20")),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
