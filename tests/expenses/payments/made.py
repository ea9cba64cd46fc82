"""What the tests of payments stand on: organisations with two finance people, payees, approved claims."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises import actions as promise
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.promises import PAY
from expenses.claims.states import ClaimState, Kind, LineDecision
from expenses.payees.actions import save_details
from expenses.payees.rules import ClearDetails
from expenses.payments.runs import actions
from expenses.payments.runs.models import PaymentRun
from tests import builders

CATEGORY = {Kind.FEE: "fee", Kind.EXPENSE: "parking", Kind.ALLOWANCE: "home_meeting"}
_number = itertools.count(10_000_001)


@dataclass
class Finance:
    """An organisation with somebody who makes runs, somebody who releases them, and an approver."""

    organisation: Organisation = field(
        default_factory=lambda: builders.organisation(statement_name="NORTH TRUST")
    )

    def __post_init__(self) -> None:
        self.maker = builders.staff_user("finance", self.organisation, name="Mo Maker")
        self.releaser = builders.staff_user("finance", self.organisation, name="Rae Releaser")
        self.approver = builders.staff_user("approver", self.organisation, name="Ann Approver")

    def payee(
        self, name: str = "", *, account_name: str = "", sort_code: str = "010203", number: str = ""
    ) -> Person:
        """A public contributor who gave bank details."""
        user = builders.contributor_user(self.organisation, name=name)
        give_details(user, account_name or user.person.name, sort_code, number or str(next(_number)))
        return user.person

    @transaction.atomic
    def claim(self, person: Person, **pence: int) -> Claim:
        """An approved claim: `fee=7500, expense=640`."""
        now = clock.now()
        claim = Claim.objects.create(
            person=person,
            organisation=self.organisation,
            status=ClaimState.APPROVED,
            sent_at=now,
            pay_by=clock.today(),
            decided_by=self.approver,
            decided_at=now,
        )
        for kind, amount in (pence or {"fee": 7500, "expense": 640}).items():
            ClaimLine.objects.create(
                claim=claim,
                kind=kind,
                category=CATEGORY[kind],
                activity_date=clock.today(),
                amount_pence=amount,
                status=LineDecision.APPROVED,
                decided_by=self.approver,
                decided_at=now,
            )
        promise.make(
            PAY,
            subject=claim,
            due_at=clock.end_of_day(clock.today()),
            owner=self.approver.person,
            by=self.approver,
            organisation_id=self.organisation.pk,
            person=person,
            label=claim.ref,
        )
        return claim

    def run(self, state: str = "draft", **options: Any) -> PaymentRun:
        """A run of everything that can be paid, brought to a state through the actions."""
        run = actions.make_run(organisation=self.organisation, by=self.maker, **options)
        steps = ["draft", "locked", "released", "exported", "recorded"]
        for step in steps[1 : steps.index(state) + 1]:
            if step == "locked":
                actions.lock_run(run, by=self.maker)
            elif step == "released":
                actions.release_run(run, by=self.releaser)
            elif step == "exported":
                actions.export_run(run, by=self.releaser)
            else:
                actions.record_paid(run, paid_on=clock.today(), by=self.maker)
        return PaymentRun.objects.get(pk=run.pk)


def give_details(user: Any, name: str, sort_code: str, number: str) -> None:
    """Bank details typed by the person: in use at once when they are the first."""
    clear = ClearDetails(account_name=name, sort_code=sort_code, account_number=number)
    save_details(user.person, clear=clear, by=user)
