"""Whether somebody took part, as the project says: the first of two looks, before money is decided on."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.presenters import hours
from coproduce.foundation.promises import actions as promise
from expenses.claims import promises
from expenses.claims.flags import attendance, keep_marks
from expenses.claims.models import Claim
from expenses.claims.people import may_not_decide
from expenses.claims.states import ClaimState


@dataclass(frozen=True)
class Look:
    """What the project says: yes, no, or (None) nothing yet; in words, and by whom."""

    came: bool | None
    words: str
    by: User | None = None
    at: Any = None


def look(claim: Claim) -> Look:
    """Return what was noted at the meeting; where nothing was, what a member of the project said."""
    noted = attendance(claim)
    if noted:
        words = _("Noted at the meeting: there for %(time)s.")
        if not noted.came:
            words = _("Noted at the meeting: not there.")
        facts = {"time": hours(noted.minutes)}
        return Look(noted.came, words % facts, noted.confirmed_by, noted.confirmed_at)
    if claim.took_part is None:
        return Look(None, _("Nobody of the project has said yet whether the person took part."))
    words = _("A member of the project says: took part.")
    if not claim.took_part:
        words = _("A member of the project says: did not take part.")
    return Look(claim.took_part, words, claim.took_part_by, claim.took_part_at)


@transaction.atomic
def say_took_part(claim: Claim, *, took_part: bool, by: User) -> Claim:
    """Say whether the person took part. A no is a mark, never a wall.

    Raises workflow.Refused: own claim, a claim of a relative or one they typed, or decided already.
    """
    fresh = transitions.lock(claim)
    if own := may_not_decide(by, fresh):
        raise transitions.TransitionRefused(own)
    if fresh.status != ClaimState.SENT:
        raise transitions.TransitionRefused(transitions.refusal(fresh, "approve"))
    fresh.took_part, fresh.took_part_by, fresh.took_part_at = took_part, by, clock.now()
    fresh.save(update_fields=["took_part", "took_part_by", "took_part_at"])
    history.record(fresh, "took part" if took_part else "did not take part", by=by)
    promise.keep(promises.TOOK_PART, subject=fresh, by=by)
    keep_marks(fresh)
    return fresh
