"""What the sweeper does: everything that would otherwise wait for somebody to notice."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Count, Q

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Channel, MailServer, Notification
from coproduce.foundation.notifications.sending import leases
from coproduce.foundation.notifications.sending.delivery import MOST_ATTEMPTS
from coproduce.foundation.notifications.states import State

log = logging.getLogger(__name__)
FOR_A_NEWER_VERSION = dt.timedelta(hours=1)
"""How long a message may wait for a worker that knows its kind: longer than a rolling deploy takes."""


def hand_on_expired_leases() -> int:
    """Give messages of senders that died to the next one. Returns how many were taken back."""
    handed_on = 0
    with transaction.atomic():
        left = list(
            Notification.objects.filter(state=State.SENDING, lease_until__lt=clock.database_now())
            .order_by("id")
            .select_for_update(of=("self",), skip_locked=True)[:1000]
        )
        for message in left:
            outcome = after_a_lost_lease(message)
            handed_on += Notification.objects.filter(pk=message.pk).update(
                state=outcome, lease_until=None, trying_since=None
            )
    return handed_on


def after_a_lost_lease(message: Notification) -> State:
    """Return the state of a message whose sender is gone. It is in doubt only if a try had begun."""
    if message.trying_since is None:
        return State.WAITING
    kind = kinds.find(message.kind)
    if kind is not None and kind.repeat_in_doubt:
        return State.PARKED if message.attempts >= MOST_ATTEMPTS else State.WAITING
    return State.IN_DOUBT  # also of an unknown kind: it may be a code


def close_what_is_too_late() -> int:
    """Mark waiting e-mails whose use has passed. Returns how many; staff see them with the reason.

    Letters and calls are for staff to judge, but for kinds that lapse.
    """
    lapsing = [kind.key for kind in kinds.registered() if kind.lapses]
    return Notification.objects.filter(
        Q(channel=Channel.EMAIL) | Q(kind__in=lapsing),
        state=State.WAITING,
        expires_at__lt=clock.database_now(),
    ).update(state=State.TOO_LATE, note="its time had passed before it could be sent", sealed="")


def park_what_nobody_knows() -> int:
    """Park e-mails of a kind that no worker has known for an hour. Returns how many.

    Not while the mail server is ill, nor soon after: then a worker that knows them had no chance either.
    """
    hour_ago = clock.database_now() - FOR_A_NEWER_VERSION
    if MailServer.objects.filter(Q(ill_since__isnull=False) | Q(well_since__gt=hour_ago)).exists():
        return 0
    known = [kind.key for kind in kinds.registered()]
    unknown = Notification.objects.filter(
        ~Q(kind__in=known) | Q(payload_version__gt=leases.PAYLOAD_VERSION),
        state=State.WAITING,
        channel=Channel.EMAIL,
        due_at__lt=hour_ago,
    )
    parked = unknown.update(state=State.PARKED, note="no worker knows this kind of message")
    if parked:
        log.error("messages of an unknown kind parked: %s", parked)
    return parked


def tally() -> dict[str, int]:
    """Return how many messages stand in each state; they add up to all that were ever made."""
    counts = dict(Notification.objects.order_by().values_list("state").annotate(n=Count("*")))
    return {state: counts.get(state, 0) for state in State.values}
