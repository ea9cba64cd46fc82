"""What a promise waits for, and what happens to its day when it has waited long enough."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from coproduce.foundation import clock, transitions
from coproduce.foundation.known import known
from coproduce.foundation.promises import notifications, rules
from coproduce.foundation.promises.actions import check_inside_transaction, tell_other_side
from coproduce.foundation.promises.kinds import WaitReason
from coproduce.foundation.promises.models import Promise, PromiseDate, PromiseWait

if TYPE_CHECKING:
    from contributors.accounts.models import User


def set_waits(
    promise: Promise,
    reasons: Mapping[WaitReason, Promise | None],
    *,
    by: "User | None",
    tell: bool = True,
) -> Promise:
    """Say what an open promise waits for now, each with the promise that settles it; none is told to go on.

    Replaces what was said before, so it may be called again whenever something changed. While it
    waits its day stands still: the whole days it waited are put on at the end, and the new day is
    told once (not with `tell=False`, where another message of this transaction names it).
    Returns the promise as it stands.
    """
    check_inside_transaction()
    fresh = transitions.lock(promise)
    if not fresh.is_open:
        return fresh
    now = clock.now()
    wanted = {reason.key: settled_by for reason, settled_by in reasons.items()}
    standing = set(fresh.waits.filter(ended_at=None).values_list("reason", flat=True))
    if standing == wanted.keys():
        return fresh
    fresh.waits.filter(ended_at=None).exclude(reason__in=wanted).update(ended_at=now)
    for key in sorted(wanted.keys() - standing):
        PromiseWait.objects.create(promise=fresh, reason=key, since=now, settled_by=wanted[key])
    fresh.waits_for = " ".join(sorted(wanted))
    if wanted:
        fresh.waiting_since, fresh.remind_at = fresh.waiting_since or now, None
        fresh.save(update_fields=["waits_for", "waiting_since", "remind_at"])
        return fresh
    _go_on(fresh, by=by, now=now)
    if tell:
        tell_other_side(fresh, notifications.DAY_IS_KNOWN)
    return fresh


def _go_on(promise: Promise, *, by: "User | None", now: dt.datetime) -> None:
    was, since = promise.due_at, known(promise.waiting_since)
    promise.due_at = rules.after_a_pause(was, since=since, until=now)
    promise.waiting_since, promise.remind_at = None, rules.remind_at(promise.side, promise.due_at, now)
    if promise.due_at != was:
        PromiseDate.objects.create(promise=promise, was_due_at=was, by=by, why=_("It had to wait."))
    promise.save(update_fields=["waits_for", "waiting_since", "remind_at", "due_at"])
