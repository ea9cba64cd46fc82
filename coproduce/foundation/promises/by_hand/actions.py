"""A member of staff changes what was promised: only kinds that no app settles by itself."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import notifications
from coproduce.foundation.promises.actions import move_one, release_one, tell_other_side
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused

if TYPE_CHECKING:
    from contributors.accounts.models import User


@transaction.atomic
def move_by_hand(promise: Promise, *, due_at: dt.datetime, by: "User", why: str) -> Promise:
    """Give an open promise another day, as a member of staff, and tell the other side.

    Raises TransitionRefused when its app settles it, when it waits for something, or when it is over.
    """
    fresh = _lock_by_hand(promise)
    if fresh.is_waiting:
        raise TransitionRefused(_("It waits for something, so it has no day yet."))
    if fresh.due_at == due_at:
        raise TransitionRefused(_("That is the same date as before."))
    move_one(fresh, due_at=due_at, by=by, why=why)
    history.record(fresh, "moved", by=by, why=why)
    tell_other_side(fresh, notifications.MOVED)
    return fresh


@transaction.atomic
def release_by_hand(promise: Promise, *, by: "User", why: str) -> Promise:
    """Say, as a member of staff, that something is no longer owed, and tell the other side.

    Raises TransitionRefused when its app settles it, or when it is over; ValueError without a reason.
    """
    fresh = _lock_by_hand(promise)
    release_one(fresh, by=by, why=why)
    tell_other_side(fresh, notifications.RELEASED)
    return fresh


def _lock_by_hand(promise: Promise) -> Promise:
    fresh = transitions.lock(promise)
    if not fresh.is_open:
        raise TransitionRefused(_("A colleague has already dealt with this."))
    if not fresh.what.by_hand:
        raise TransitionRefused(
            _("You cannot change this here. It changes when the work it is about is done or called off.")
        )
    return fresh
