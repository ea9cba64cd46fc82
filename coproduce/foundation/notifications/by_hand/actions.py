"""Ticking off what was posted or said."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.by_hand import queries
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.sending.delivery import read_together
from coproduce.foundation.notifications.states import State
from coproduce.foundation.transitions import TransitionRefused

if TYPE_CHECKING:
    from contributors.accounts.models import User

MIDDAY = dt.time(12)
BATCH = 500


@transaction.atomic
def mark_done(messages: Sequence[Notification], *, on: dt.date, by: "User") -> int:
    """Record on which UK day letters were posted or calls made. Returns how many still waited.

    Raises TransitionRefused for a day to come, and for one before a message was made.
    """
    rows = list(
        Notification.objects.by_hand()
        .filter(pk__in=[message.pk for message in messages])
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if on > clock.today() or any(on < clock.uk(row.made_at).date() for row in rows):
        raise TransitionRefused(
            _("Enter the day it went out. It cannot be before the letter was made, or in the future.")
        )
    for row in rows:
        moment = dt.datetime.combine(on, MIDDAY, tzinfo=clock.UK)
        row.state = State.SENT
        row.sent_at = clock.now() if on == clock.today() else max(moment, row.made_at)
        row.save(update_fields=["state", "sent_at"])
        history.record(row, "message given by hand", by=by, detail={"on": on.isoformat()})
    return len(rows)


def end_what_nobody_wants() -> int:
    """Take letters and calls off the list whose subject has ended. Returns how many. May run twice."""
    ended = 0
    batch: list[Notification] = []
    for message in Notification.objects.by_hand().order_by("pk").iterator(BATCH):
        batch.append(message)
        if len(batch) == BATCH:
            ended += _end(batch)
            batch = []
    return ended + _end(batch)


def _end(batch: list[Notification]) -> int:
    """End what of a batch is not wanted; what was posted or said in the meantime stays as it is."""
    read_together(batch)
    ended = 0
    for message in batch:
        if how := queries.why_ended(message):
            state, why = how
            still = Notification.objects.by_hand().filter(pk=message.pk)
            ended += still.update(state=state, note=why[:200], sealed="")
    return ended


@transaction.atomic
def not_reached(message: Notification, *, by: "User") -> None:
    """Record that a call reached nobody: it stays on the list. Raises TransitionRefused for a letter."""
    row = Notification.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if row.channel not in (Channel.PHONE, Channel.TEXT) or row.state != State.WAITING:
        raise TransitionRefused(_("This message is not waiting for a call."))
    row.attempts += 1
    row.note = _("Not reached on %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}
    row.save(update_fields=["attempts", "note"])
    history.record(row, "call reached nobody", by=by)
