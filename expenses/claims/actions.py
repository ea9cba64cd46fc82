"""What every topic does with a claim: hold it, promise, tell, and note what happened to its payment.

Only a payment recorded as made keeps the promise to pay.
"""

import datetime as dt
from typing import Any

from django.db import models, transaction

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from expenses.claims import promises, rules
from expenses.claims.models import Claim
from expenses.claims.queries import looks_after
from expenses.policies.models import Policy

AFTER_A_BOUNCE = dt.timedelta(days=7)


@transaction.atomic
def mark_bounced(claim: Claim, *, by: User, why: str = "") -> Claim:
    """The money came back: the claim is payable again, and the payment is owed again within a week."""
    fresh = transitions.transition(claim, "bounce", by=by, why=why, paid_at=None)
    soon = clock.today() + AFTER_A_BOUNCE
    promise_to(fresh, promises.PAY, max(soon, known(fresh.pay_by)), by=by)
    return fresh


@transaction.atomic
def mark_had_before(claim: Claim, *, by: User | None) -> Claim:
    """The person had all of it as an advance: the claim is paid and the promise kept.

    Raises TransitionRefused.
    """
    paid = transitions.transition(claim, "money had before", by=by, paid_at=clock.now())
    promise.keep(promises.PAY, subject=paid, by=by)
    return paid


@transaction.atomic
def mark_all_in_payment(claims: models.QuerySet[Claim], *, by: User) -> int:
    """A payment run holds all these claims. All or none: raises TransitionRefused. Returns how many."""
    return transitions.transition_all(claims, "put in payment", by=by)


@transaction.atomic
def mark_all_out_of_payment(claims: models.QuerySet[Claim], *, by: User, why: str) -> int:
    """The run was cancelled, or these were taken out: they are payable again. Returns how many."""
    return transitions.transition_all(claims, "take out of payment", by=by, why=why)


@transaction.atomic
def mark_all_paid(claims: models.QuerySet[Claim], *, by: User, paid_at: dt.datetime) -> int:
    """The payments are recorded as made: the promises to pay are kept. Returns how many."""
    paid = transitions.transition_all(claims, "pay", by=by, paid_at=paid_at)
    for kind in (promises.PAY, promises.OVERDUE):
        promise.keep_all(kind, subjects=claims, by=by)
    return paid


def promise_to(
    claim: Claim, kind: Any, day: dt.date, *, by: User | None, owner: Person | None = None
) -> None:
    """Promise something about a claim by the end of a day, between `owner` and the person.

    Without an owner it is whoever looks after the claim.
    """
    promise.make(
        kind,
        subject=claim,
        due_at=clock.end_of_day(day),
        owner=owner or looks_after(claim),
        by=by,
        organisation_id=claim.organisation_id,
        project_id=claim.project_id,
        person=claim.person,
        label=claim.title,
    )


def lock_for_change(claim: Claim) -> Claim:
    fresh = transitions.lock(claim)
    if not fresh.can_be_changed:
        raise transitions.TransitionRefused(transitions.refusal(fresh, "send"))
    return fresh


def tell(claim: Claim, kind: Any) -> None:
    """Write the message about where a claim stands now: one for each time it gets there."""
    enqueue(
        kind,
        to=claim.person,
        subject=claim,
        dedupe_key=f"{kind.key}:{claim.pk}:{claim.status_since.isoformat()}",
        organisation_id=claim.organisation_id,
    )


def pay_by_day(organisation_id: int) -> dt.date:
    """Return the day by which a claim sent today is paid, by the policy of today."""
    policy = Policy.objects.in_force(organisation_id, clock.today())
    days = policy.pay_within_days if policy else rules.DEFAULT_PAY_WITHIN_DAYS
    return clock.today() + dt.timedelta(days=days)
