"""S20: whatever roles people are given and lose in between, no human claims and approves, or pays themselves.

Three people do anything they like, in any order, through the real pages; administrators change their
roles between the steps. A fourth only claims: a run that pays all three can be released by none of them. After each step the facts are looked at, and the database is asked to break
them behind the code's back. SEPARATION_EXAMPLES and SEPARATION_STEPS make it longer at night.
"""

import os

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from contributors.accounts.models import StaffRole
from coproduce.foundation import clock
from expenses.claims.models import Claim
from expenses.payees.actions import end_cooling_off, save_details
from expenses.payees.models import BankDetails
from expenses.payees.rules import ClearDetails
from expenses.payments.files import actions as files
from expenses.payments.files.models import FileSettings
from expenses.payments.runs.models import Payment, PaymentRun
from tests import builders

pytestmark = pytest.mark.either_engine

ROLES = ["approver", "finance", "ppi_manager"]
STEPS = ["lock", "release", "export", "record"]
who = st.integers(0, 2)
seen = {"approved": 0, "paid": 0, "checked": 0, "refused": 0}


class Office(RuleBasedStateMachine):
    """Everybody is a public contributor too; each has a bank account of their own."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.organisation = builders.organisation()
        builders.policy(self.organisation)
        builders.staff_user("approver", self.organisation)  # so that a claim always has somebody to ask
        self.people = [builders.contributor_user(self.organisation) for _ in range(4)]
        for user in self.people:
            builders.bank_details(user.person, by=user)

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(first=st.permutations(range(3)))
    def open_the_office(self, first):
        """Two for the money, one who approves: without them little would happen."""
        for number, role in zip(first, ["finance", "finance", "approver"], strict=True):
            self.change_role(number, role)
        for number in (first[2], 3):
            claim = builders.sent_claim(self.people[number].person, self.organisation)
            self.press(first[2], "claims:approve", claim.ref)  # their own is refused
        self.pay(first[0], first[2])  # an approver has no key to the till
        self.pay(first[0], first[1])
        self.change_bank_details(first[0], first[2])
        self.check_bank_details_of_everybody(first[1])

    def press(self, number, name, *args, **answers):
        browser = builders.sign_in(Client(), self.fresh(number))
        answer = browser.post(reverse(name, args=args), answers)
        assert answer.status_code in (200, 302, 403, 404, 405)
        seen["refused"] += answer.status_code in (403, 404)

    def fresh(self, number):
        return type(self.people[number]).objects.get(pk=self.people[number].pk)

    @rule(number=who, role=st.sampled_from(ROLES))
    def change_role(self, number, role):
        held = StaffRole.objects.filter(user=self.people[number], organisation=self.organisation, role=role)
        if not held.delete()[0]:
            StaffRole.objects.create(user=self.people[number], organisation=self.organisation, role=role)

    @rule(number=st.integers(0, 3))
    def claim(self, number):
        builders.sent_claim(self.people[number].person, self.organisation)

    @rule(number=who, data=st.data())
    def approve(self, number, data):
        if claims := list(Claim.objects.filter(status="sent").order_by("pk")):
            self.press(number, "claims:approve", data.draw(st.sampled_from(claims)).ref)

    @rule(number=who)
    def start_a_run(self, number):
        self.press(number, "payments:start", method="bank", statement_reference="")

    @rule(number=who, step=st.sampled_from(STEPS), data=st.data())
    def take_a_step(self, number, step, data):
        if runs := list(PaymentRun.objects.order_by("pk")):
            today = clock.today()
            day = {"paid_on_0": today.day, "paid_on_1": today.month, "paid_on_2": today.year}
            self.press(number, f"payments:{step}", data.draw(st.sampled_from(runs)).ref, **day)

    @rule(one=who, two=who)
    def pay(self, one, two):
        """The whole way at once, by whoever: random steps alone seldom come so far."""
        self.start_a_run(one)
        if run := PaymentRun.objects.exclude(status="recorded").order_by("pk").last():
            today = clock.today()
            day = {"paid_on_0": today.day, "paid_on_1": today.month, "paid_on_2": today.year}
            for number, step in ((one, "lock"), (two, "release"), (one, "export"), (two, "record")):
                self.press(number, f"payments:{step}", run.ref, **day)

    @rule(number=who, of=who)
    def change_bank_details(self, number, of):
        clear = ClearDetails("X", "010203", str(20_000_000 + 10 * number + of))
        save_details(self.people[of].person, clear=clear, by=self.fresh(number))

    @rule(number=who)
    def check_bank_details_of_everybody(self, number):
        for details in BankDetails.objects.pending().order_by("pk"):
            self.press(number, "payees:check", details.ref, agreed="yes", why="Rang them")
        BankDetails.objects.pending().update(usable_from=clock.now())
        end_cooling_off()

    @rule(number=who)
    def suggest_a_file_format(self, number):
        files.suggest(organisation=self.organisation, format="plain", by=self.fresh(number))

    @rule(number=who)
    def check_the_file_format(self, number):
        if waiting := FileSettings.objects.filter(status="waiting").first():
            self.press(number, "payments:file_check", waiting.ref, agreed="yes", why="Letter")

    @invariant()
    def nobody_decided_on_their_own_claim_or_paid_themselves(self):
        for payment in Payment.objects.select_related("run", "claim", "person"):
            self_paid = payment.person.account_id
            assert self_paid != payment.claim.decided_by_id
            assert not (payment.live and self_paid == payment.run.released_by_id)
        for claim in Claim.objects.filter(decided_by__isnull=False).select_related("person"):
            assert claim.decided_by_id != claim.person.account_id
        seen["approved"] = max(seen["approved"], Claim.objects.filter(decided_by__isnull=False).count())
        seen["paid"] = max(seen["paid"], Payment.objects.filter(result="paid").count())

    @invariant()
    def a_run_has_two_people_and_a_change_of_account_or_format_too(self):
        for run in PaymentRun.objects.filter(released_by__isnull=False):
            assert run.released_by_id not in (run.made_by_id, run.locked_by_id)
        for row in BankDetails.objects.filter(checked_by__isnull=False).select_related("person"):
            assert row.checked_by_id not in (row.made_by_id, row.person.account_id)
        assert not BankDetails.objects.filter(status="active", needs_check=True, checked_by=None).exists()
        for row in FileSettings.objects.filter(status="in_use"):
            assert row.checked_by_id not in (None, row.made_by_id)
        seen["checked"] = max(seen["checked"], BankDetails.objects.filter(checked_by__isnull=False).count())

    @invariant()
    def the_database_refuses_what_the_code_would(self):
        claim = Claim.objects.filter(decided_by=None).select_related("person").first()
        if claim:
            refused(
                "UPDATE claims_claim SET decided_by_id = %s WHERE id = %s",
                claim.person.account_id,
                claim.pk,
            )
        details = BankDetails.objects.pending().filter(checked_by=None).select_related("person").first()
        if details:
            change = "UPDATE payees_bankdetails SET checked_by_id = %s, checked_at = %s WHERE id = %s"
            refused(change, details.person.account_id, clock.now(), details.pk)
            refused(change, details.made_by_id, clock.now(), details.pk)
        payment = Payment.objects.filter(live=True, run__released_by=None).select_related("person").first()
        if payment:
            change = "UPDATE payments_paymentrun SET released_by_id = %s, released_at = %s WHERE id = %s"
            refused(change, payment.person.account_id, clock.now(), payment.run_id)
            refused(change, payment.run.made_by_id, clock.now(), payment.run_id)


def refused(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
def test_no_order_of_roles_and_steps_puts_two_hands_on_one_human():
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=int(os.environ.get("SEPARATION_EXAMPLES", "10")),
            stateful_step_count=int(os.environ.get("SEPARATION_STEPS", "30")),
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert min(seen.values()) > 0, f"nothing was proved: {seen}"
