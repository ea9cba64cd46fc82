"""What happened to the payment of a claim.

Only a payment recorded as made keeps the promise to pay.
"""

import datetime as dt

from django.db import models, transaction

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.known import known
from coproduce.foundation.promises import actions as promise
from expenses.claims import promises, signals
from expenses.claims.models import Claim
from expenses.claims.promises import promise_to
from expenses.claims.queries import looks_after

AFTER_A_BOUNCE = dt.timedelta(days=7)


@transaction.atomic
def mark_bounced(claim: Claim, *, by: User, why: str = "") -> Claim:
    """The money came back: the claim is payable again, and the payment is owed again within a week."""
    pay_by = max(clock.today() + AFTER_A_BOUNCE, known(claim.pay_by))
    fresh = transitions.transition(claim, "bounce", by=by, why=why, paid_at=None, pay_by=pay_by)
    promise_to(fresh, promises.PAY, pay_by, owner=looks_after(fresh), by=by)
    return fresh


@transaction.atomic
def mark_had_before(claim: Claim, *, by: User | None) -> Claim:
    """The person had all of it as an advance: the claim is paid and the promise kept.

    Raises TransitionRefused.
    """
    paid = transitions.transition(claim, "money had before", by=by, paid_at=clock.now())
    promise.keep(promises.PAY, subject=paid, by=by)
    signals.pay_may_wait.send(Claim, claim=paid, by=by, tell=False)
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
