"""Whether somebody took part, as the project says: the first of two looks, before money is decided on."""

from django.db import transaction

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import actions as promise
from expenses.claims import promises
from expenses.claims.lines.queries import evidence_of
from expenses.claims.marks.actions import keep_marks
from expenses.claims.models import Claim
from expenses.claims.queries import may_not_decide


@transaction.atomic
def say_attended(claim: Claim, *, attended: bool, by: User) -> Claim:
    """Say whether the person took part. A no is a mark and stops nothing.

    Raises TransitionRefused: own claim, a claim of a relative or one they typed, or decided already.
    """
    fresh = transitions.lock(claim)
    if own := may_not_decide(by, fresh):
        raise transitions.TransitionRefused(own)
    transitions.check(fresh, "approve")
    fresh.attended, fresh.attendance_checked_by, fresh.attendance_checked_at = attended, by, clock.now()
    fresh.save(update_fields=["attended", "attendance_checked_by", "attendance_checked_at"])
    history.record(fresh, "attended" if attended else "not attended", by=by)
    promise.keep(promises.ATTENDANCE, subject=fresh, by=by)
    keep_marks(fresh, evidence_of(fresh))
    return fresh
