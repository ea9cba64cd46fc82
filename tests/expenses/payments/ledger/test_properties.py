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
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.models import Claim, ClaimLine
from expenses.payments.advances import actions as advances
from expenses.payments.advances.models import Advance, AdvanceUse
from expenses.payments.ledger.models import JournalEntry, JournalLine
from expenses.payments.ledger.queries import balances, trial_balance
from expenses.payments.month_end import queries as month_end
from expenses.payments.month_end.rules import Month
from expenses.payments.results import actions as reports
from expenses.payments.results import reading
from expenses.payments.results.actions import record_bounced
from expenses.payments.results.models import Match
from expenses.payments.results.queries import reading_rules_of
from expenses.payments.runs import actions
from expenses.payments.runs.models import Payment, PaymentLine, PaymentRun
from expenses.payments.states import RunState
from tests import builders
from tests.expenses.payments.made import Finance

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
        self.finance = Finance()
        self.payees = [self.finance.payee() for _ in range(2)]
        self.project = builders.project(self.finance.organisation)
        self.seen = set()

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(who=st.integers(0, 1), fee=pence, expense=pence)
    def approve(self, who, fee, expense):
        claim = self.finance.claim(self.payees[who], fee=fee, expense=expense)
        advances.clear_against(claim, by=self.finance.approver)

    @rule(who=st.integers(0, 1), expense=pence)
    def approve_costs_alone(self, who, expense):
        claim = self.finance.claim(self.payees[who], expense=expense)
        advances.clear_against(claim, by=self.finance.approver)

    @rule(who=st.integers(0, 1), amount=pence, how=st.sampled_from(HOW))
    def give_before(self, who, amount, how):
        person, today = self.payees[who], clock.today()
        advance = advances.ask(
            person=person, project=self.project, amount_pence=amount, what_for="x", needed_by=today, on=today,
            by=person.account,
        )  # fmt: skip
        advances.approve(advance, by=self.finance.approver)
        advances.give(advance, how=how, on=today, handed_over_by="Mo", by=self.finance.maker)
        advances.carry_on(advance, by=self.finance.maker)

    @rule(amount=pence, how=st.sampled_from([*HOW, "written off"]))
    def settle_the_rest(self, amount, how):
        advance, by = Advance.objects.open().order_by("pk").first(), self.finance.maker
        if advance and how == "written off":
            self.attempt(lambda: advances.let_go(advance, pence=amount, why="test", by=by))
        elif advance:
            on = clock.today()
            self.attempt(lambda: advances.take_back(advance, pence=amount, how=how, on=on, by=by))

    @rule()
    def make(self):
        self.attempt(lambda: actions.make_run(organisation=self.finance.organisation, by=self.finance.maker))

    @precondition(lambda self: PaymentRun.objects.exists())
    @rule(step=st.sampled_from(STEPS), data=st.data())
    def move(self, step, data):
        run = data.draw(st.sampled_from(list(PaymentRun.objects.order_by("pk"))))
        finance = self.finance
        self.attempt({
            "lock": lambda: actions.lock_run(run, by=finance.maker),
            "release": lambda: actions.release_run(run, by=finance.releaser),
            "export": lambda: actions.export_run(run, by=finance.maker),
            "record": lambda: actions.record_paid(run, paid_on=clock.today(), by=finance.maker),
            "cancel": lambda: actions.cancel_run(run, why="test", by=finance.maker),
            "hold": lambda: actions.hold_payments(first_of(run), run, why="test", by=finance.maker),
        }[step])  # fmt: skip

    @rule()
    def send_to_the_bank(self):
        """The whole way at once: random steps alone seldom come so far."""
        self.attempt(lambda: self.finance.run("exported"))

    @rule()
    def bounce(self):
        payment = Payment.objects.filter(result="paid").order_by("pk").first()
        if payment:
            record_bounced(payment, why="test", by=self.finance.maker)

    @precondition(lambda self: Payment.objects.filter(run__status__in=["exported", "recorded"]).exists())
    @rule(data=st.data(), rest_paid=st.booleans())
    def results(self, data, rest_paid):
        """A file of the bank: any payments, paid or back, now and then a wrong amount or the same file."""
        ours = list(Payment.objects.filter(run__status__in=["exported", "recorded"]).order_by("pk"))
        said = data.draw(
            st.lists(
                st.tuples(
                    st.sampled_from(ours), st.sampled_from(["paid", "bounced"]), st.sampled_from([0, 0, 0, 1])
                ),
                min_size=1,
                max_size=4,
            )
        )
        day = f"{clock.today():%d/%m/%Y}"
        lines = [
            f"{one.reference},{(one.amount_pence + off) / 100:.2f},{what},{day}" for one, what, off in said
        ]
        self.read("results", "Reference,Amount,Status,Date", lines, rest_paid=rest_paid)

    @precondition(lambda self: Payment.objects.filter(result__in=["paid", "bounced"]).exists())
    @rule(data=st.data())
    def statement(self, data):
        gone = Payment.objects.filter(result__in=["paid", "bounced"])
        chosen = data.draw(st.lists(st.sampled_from(list(gone.order_by("pk"))), min_size=1, max_size=4))
        sign = data.draw(st.sampled_from(["-", "-", ""]))
        day = f"{clock.today():%d/%m/%Y}"
        lines = [f"{one.reference},{sign}{one.amount_pence / 100:.2f},{day}" for one in chosen]
        self.read("statement", "Reference,Amount,Date", lines)

    def read(self, kind, heading, lines, **how):
        organisation, by = self.finance.organisation, self.finance.maker
        content = "\n".join([heading, *lines]).encode()
        found = reading.read(content, "x.csv", reading_rules_of(organisation, kind))
        with contextlib.suppress(reports.SeenBefore):
            report = reports.keep(found, organisation=organisation, kind=kind, by=by)
            self.attempt(lambda: reports.record(report, by=by, **how))

    @invariant()
    def a_month_adds_up_and_ends_as_the_ledger_says(self):
        month = Month(self.finance.organisation, clock.today().replace(day=1))
        closing, says = month_end.close(month), balances(organisation=self.finance.organisation)
        assert closing.adds_up
        assert closing.closing == -says["owed"] - says["bounced"]

    @invariant()
    def a_statement_settles_a_payment_once_and_a_reconciled_run_left_the_bank_whole(self):
        for run in PaymentRun.objects.filter(reconciled__isnull=False):
            left = Match.objects.filter(said="paid", payment__run=run).count()
            with_run = Match.objects.filter(said="paid", run=run).count()
            gone = run.payments.filter(result__in=["paid", "bounced"]).count()
            assert (left, with_run) in [(gone, 0), (0, 1)]

    def attempt(self, call):
        with contextlib.suppress(TransitionRefused):
            call()

    @invariant()
    def every_entry_comes_to_nothing(self):
        sums = JournalEntry.objects.annotate(sum=Sum("lines__amount_pence")).values_list("sum", flat=True)
        assert set(sums) <= {0}
        assert trial_balance() == 0

    @invariant()
    def nothing_in_the_journal_goes_away(self):
        now = set(JournalLine.objects.values_list("pk", "entry", "account", "amount_pence"))
        assert self.seen <= now
        self.seen = now

    @invariant()
    def the_bank_is_what_was_paid_and_owed_is_what_waits_in_runs(self):
        says = balances()
        paid = total(Payment.objects.filter(result="paid"))
        assert -says["bank"] == paid + by_hand("bank")
        in_ledger = [RunState.LOCKED, RunState.RELEASED, RunState.EXPORTED]
        assert -says["owed"] == total(Payment.objects.filter(live=True, run__status__in=in_ledger))
        cost = says["fees"] + says["expenses"] + says["allowances"]
        cleared = total(AdvanceUse.objects.filter(use="claim"))
        assert cost == paid + cleared - says["owed"] - says["bounced"]

    @invariant()
    def what_is_open_of_advances_stands_in_the_ledger(self):
        says = balances()
        rest = Advance.objects.aggregate(sum=Sum("open_pence", default=0))["sum"]
        assert (says["advances"], -says["cash"]) == (rest, by_hand("cash"))
        assert says["let_go"] == total(AdvanceUse.objects.filter(use="let_go"))
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
