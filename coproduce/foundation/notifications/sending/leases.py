"""Who holds which message: claimed with a lease, tried under it, given back or marked.

A claim raises the message's `lease_number`. Whoever comes back with an older number slept too long, and
writes nothing.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Channel, Notification, NotificationQuerySet
from coproduce.foundation.notifications.states import State

LEASE = dt.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
PAYLOAD_VERSION = 1
BATCH = 20


def due(only: Collection[str] | None = None) -> NotificationQuerySet:
    """Return what this process could send now: due, still of use, and of a kind that it knows.

    `only` are keys of kinds. What an older version of the application does not know waits for a newer one.
    """
    known = {kind.key for kind in kinds.registered()}
    now = clock.database_now()
    return Notification.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=now),
        state=State.WAITING,
        channel=Channel.EMAIL,
        due_at__lte=now,
        payload_version__lte=PAYLOAD_VERSION,
        kind__in=sorted(known if only is None else known & set(only)),
    )


def claim(limit: int = BATCH, only: Collection[str] | None = None) -> list[Notification]:
    """Take up to `limit` due messages for this sender. No try is counted yet."""
    with transaction.atomic():
        waiting = due(only).order_by("due_at", "id").select_for_update(of=("self",), skip_locked=True)
        ids = list(waiting.values_list("pk", flat=True)[:limit])
        Notification.objects.filter(pk__in=ids).update(
            state=State.SENDING,
            lease_until=clock.database_now() + LEASE,
            lease_number=F("lease_number") + 1,
        )
    about = ("recipient__account", "recipient__circumstances", "organisation")
    rows = Notification.objects.filter(pk__in=ids).select_related(*about)
    return list(rows.order_by("due_at", "id"))


def begin(message: Notification) -> bool:
    """Count a try and renew the lease. Returns False when another sender has taken the message over."""
    now = clock.database_now()
    ours = _ours(message).update(attempts=F("attempts") + 1, trying_since=now, lease_until=now + LEASE)
    message.attempts += 1
    return bool(ours)


def renew(held: Iterable[Notification]) -> None:
    """Hold on to messages whose answer is still to come."""
    for message in held:
        _ours(message).update(lease_until=clock.database_now() + LEASE)


def give_back(message: Notification, **fields: Any) -> bool:
    """Let somebody else take a message: it was not handed over. A try that had begun does not count."""
    if message.attempts:
        begun = _ours(message).filter(trying_since__isnull=False)
        fields_of_a_try = {"attempts": Greatest(F("attempts") - 1, 0)}
        if begun.update(
            state=State.WAITING, lease_until=None, trying_since=None, **fields_of_a_try, **fields
        ):
            return True
    return mark(message, State.WAITING, **fields)


def mark(message: Notification, state: State, *, note: str | None = None, **fields: Any) -> bool:
    """Write the outcome, unless another sender has taken the message over in the meantime."""
    if note is not None:
        fields["note"] = note.replace("\x00", "")[:200]
    return bool(_ours(message).update(state=state, lease_until=None, trying_since=None, **fields))


def _ours(message: Notification) -> NotificationQuerySet:
    return Notification.objects.filter(pk=message.pk, state=State.SENDING, lease_number=message.lease_number)
