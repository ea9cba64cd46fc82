"""What staff do with messages by hand."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications import kinds, queries
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.outbox import notify_worker_after_commit
from coproduce.foundation.notifications.sending import breaker
from coproduce.foundation.notifications.states import State

if TYPE_CHECKING:
    from contributors.accounts.models import User


@transaction.atomic
def retry(message: Notification, *, by: "User | None") -> Notification:
    """Send a parked or doubtful message again, under the same Message-ID. Raises TransitionRefused."""
    row = transitions.lock(message)
    if not row.facts.can_be_sent_again:
        raise transitions.TransitionRefused(
            _("You can only send a message again if it needs someone to look at it.")
        )
    row.state, row.attempts, row.note = State.WAITING, 0, ""
    row.due_at, row.doubts = clock.database_moment(), 0
    row.expires_at = _new_expiry(row)
    row.save(update_fields=["state", "attempts", "doubts", "note", "due_at", "expires_at"])
    history.record(row, "message sent again", by=by)
    notify_worker_after_commit()
    return row


@transaction.atomic
def retry_all(*, by: "User") -> int:
    """Send everything again that is parked, for the organisations whose messages `by` looks after.

    What waits for another try is tried now, and so is a mail server that was ill. Messages whose time has
    passed stay as they are. Returns how many go out again.
    """
    seen = Notification.objects.visible_to(by).filter(channel=Channel.EMAIL)
    parked = seen.filter(queries.PARKED)
    transitions.lock_all(parked)
    now = clock.database_moment()
    more_time = {kind.key for kind in kinds.registered() if kind.expires.may_be_extended}
    tomorrow = now + dt.timedelta(hours=24)
    parked.filter(kind__in=more_time, expires_at__lt=tomorrow).update(expires_at=tomorrow)
    again = parked.filter(Q(expires_at=None) | Q(expires_at__gt=now))
    history.record_all(again, "message sent again", by=by)
    number = again.update(state=State.WAITING, attempts=0, doubts=0, note="", due_at=now)
    seen.filter(state=State.WAITING, attempts__gt=0, due_at__gt=now).update(due_at=now)
    breaker.probe_soon()
    notify_worker_after_commit()
    return number


def _new_expiry(row: Notification) -> dt.datetime | None:
    """Return when a message sent again stops being of use. Raises TransitionRefused if that has passed."""
    kind = kinds.find(row.kind)
    if row.expires_at is None or kind is None or kind.expires.may_be_extended:
        return row.expires_at and max(row.expires_at, row.due_at + dt.timedelta(hours=24))
    if row.expires_at <= row.due_at:
        raise transitions.TransitionRefused(_("It is too late for this message."))
    return row.expires_at


@transaction.atomic
def withdraw(kind: NotificationKind, *, subjects: models.QuerySet[Any]) -> int:
    """Let go of what waits to be said about some rows: it is not true any more. Two queries.

    Returns how many messages that were. What is being sent looks itself whether it is still wanted.
    """
    rows = Notification.objects.filter(
        kind=kind.key,
        subject_type=subjects.model._meta.label,
        subject_id__in=list(subjects.values_list("pk", flat=True)),
        state=State.WAITING,
    )
    return rows.update(state=State.CANCELLED, note="not true any more", sealed="")


@transaction.atomic
def done_by_hand(message: Notification, *, by: "User | None") -> Notification:
    """Record that a letter was posted or a call made. Raises TransitionRefused for an e-mail."""
    row = transitions.lock(message)
    if row.channel == Channel.EMAIL or row.state != State.WAITING:
        raise transitions.TransitionRefused(_("This message is not waiting for a letter, a text or a call."))
    row.state, row.sent_at = State.SENT, clock.now()
    row.save(update_fields=["state", "sent_at"])
    history.record(row, "message given by hand", by=by)
    return row
