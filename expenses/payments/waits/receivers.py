"""Whatever decides whether a claim can be paid changed: its promise says so in the same transaction."""

from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from expenses.claims.models import Claim
from expenses.claims.signals import pay_may_wait
from expenses.payees.signals import way_of_payment_changed
from expenses.payments.waits.actions import settle


@receiver(pay_may_wait, dispatch_uid="payments.wait_of_a_claim")
def when_a_claim_changes(*, claim: Claim, by: User | None, tell: bool, **_kwargs: Any) -> None:
    settle(pk=claim.pk, by=by, tell=tell)
    claim.refresh_from_db(fields=["pay_by", "pay_waits"])


@receiver(way_of_payment_changed, dispatch_uid="payments.waits_of_a_person")
def when_a_person_changes(*, person: Person, by: User | None, **_kwargs: Any) -> None:
    settle(person=person, by=by)
