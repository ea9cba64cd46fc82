"""What staff do with messages by hand."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.states import State

if TYPE_CHECKING:
    from contributors.accounts.models import User


@transaction.atomic
def retry(message: Notification, *, by: "User | None") -> Notification:
    """Send a parked or doubtful message again, under the same Message-ID. Raises TransitionRefused."""
    row = transitions.lock(message)
    if not row.facts.can_be_sent_again:
        raise transitions.TransitionRefused(_("Only a message that needs a person can be sent again."))
    row.state, row.attempts, row.note = State.WAITING, 0, ""
    row.due_at, row.doubts = clock.database_moment(), 0
    row.expires_at = _new_expiry(row)
    row.save(update_fields=["state", "attempts", "doubts", "note", "due_at", "expires_at"])
    history.record(row, "message sent again", by=by)
    return row


def _new_expiry(row: Notification) -> dt.datetime | None:
    """Return when a message sent again stops being of use. Raises TransitionRefused if that has passed."""
    kind = kinds.find(row.kind)
    if row.expires_at is None or kind is None or kind.expires.may_be_extended:
        return row.expires_at and max(row.expires_at, row.due_at + dt.timedelta(hours=24))
    if row.expires_at <= row.due_at:
        raise transitions.TransitionRefused(_("It is too late for this message: its time has passed."))
    return row.expires_at


@transaction.atomic
def done_by_hand(message: Notification, *, by: "User | None") -> Notification:
    """Record that a letter was posted or a call made. Raises TransitionRefused for an e-mail."""
    row = transitions.lock(message)
    if row.channel == Channel.EMAIL or row.state != State.WAITING:
        raise transitions.TransitionRefused(_("This message does not wait for a letter, a text or a call."))
    row.state, row.sent_at = State.SENT, clock.now()
    row.save(update_fields=["state", "sent_at"])
    history.record(row, "message given by hand", by=by)
    return row
