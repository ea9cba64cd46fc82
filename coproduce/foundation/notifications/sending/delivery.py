"""Claim, send, mark: three short steps, no transaction open while the mail server talks.

A claim is a lease with a fence (the number of tries): a sender that slept too long can no longer
write. What is left is the gap of plain SMTP, "accepted but not written down": then the same
message goes out again under the same Message-ID, or, for a sign-in code, never (trust section 0).
"""

import datetime as dt
import logging
import random
import smtplib
import time
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds, rendering
from coproduce.foundation.notifications.models import Channel, Notification, NotificationText
from coproduce.foundation.notifications.sending.backend import OutboxMail
from coproduce.foundation.notifications.states import State

log = logging.getLogger(__name__)
BATCH = 100
LEASE = dt.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
MOST_ATTEMPTS = 10
PAYLOAD_VERSION = 1


def claim(limit: int = BATCH) -> list[Notification]:
    """Take up to `limit` due messages for this sender. Each is leased and its try counted."""
    with transaction.atomic():
        due = (
            Notification.objects.filter(
                state=State.WAITING,
                channel=Channel.EMAIL,
                due_at__lte=clock.database_now(),
                payload_version__lte=PAYLOAD_VERSION,
            )
            .order_by("due_at", "id")
            .select_for_update(of=("self",), skip_locked=True)
        )
        ids = list(due.values_list("pk", flat=True)[:limit])
        Notification.objects.filter(pk__in=ids).update(
            state=State.SENDING, lease_until=clock.database_now() + LEASE, attempts=F("attempts") + 1
        )
    claimed = list(
        Notification.objects.filter(pk__in=ids)
        .select_related("recipient", "organisation")
        .order_by("due_at", "id")
    )
    read_together(claimed)
    return claimed


def read_together(messages: list[Notification]) -> None:
    """Read what a batch is about, and the organisations' own words, in a query for each kind of row."""
    texts = NotificationText.objects.filter(kind__in={message.kind for message in messages})
    own: dict[tuple[int | None, str, str], NotificationText] = {
        (text.organisation_id, text.kind, text.language): text for text in texts
    }
    subjects = {
        label: apps.get_model(label)._base_manager.in_bulk(
            [message.subject_id for message in messages if message.subject_type == label]
        )
        for label in {message.subject_type for message in messages}
    }
    for message in messages:
        message.own_text = own.get((message.organisation_id, message.kind, message.language))
        message.subject = subjects[message.subject_type].get(message.subject_id)


def send_batch(messages: Iterable[Notification]) -> int:
    """Send claimed messages over one kept connection. Returns how many were sent."""
    deadline = time.monotonic() + LEASE.total_seconds() * 0.8
    connection = get_connection()
    sent = 0
    try:
        for message in messages:
            if time.monotonic() > deadline:
                break  # the rest of the lease runs out and the sweeper hands them on
            sent += send_one(message, connection)
    finally:
        connection.close()
    return sent


def send_one(message: Notification, connection: Any) -> bool:
    """Send one claimed message and write down what became of it. Returns whether it was sent."""
    kind = kinds.get(message.kind)
    if why_not := kind.not_wanted(message):
        return _mark(message, State.CANCELLED, note=why_not) and False
    try:
        message.going_out = True
        subject, body = rendering.render(message)
        mail = OutboxMail(
            subject,
            body,
            settings.DEFAULT_FROM_EMAIL,
            [message.address],
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
            connection=connection,
        )
        connection.open()  # kept open for the whole batch
        mail.send(fail_silently=False)
    except Exception as error:  # whatever goes wrong with one must not stop the next
        _failed(message, kind, error, connection)
        return False
    return _mark(message, State.SENT, sent_at=clock.now(), sealed="")


def deliver_due() -> int:
    """Send everything that is due now. Returns how many were sent."""
    total = 0
    while batch := claim():
        total += send_batch(batch)
    return total


def permanent(error: Exception) -> bool:
    """Say whether trying again cannot help: the address was refused for good, or the mail is malformed."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return not isinstance(error, OSError | smtplib.SMTPException)


def _failed(message: Notification, kind: kinds.NotificationKind, error: Exception, connection: Any) -> None:
    log.warning("message %s try %s: %s", message.ref, message.attempts, type(error).__name__)
    connection.close()  # the next message starts on a clean line
    note = f"{type(error).__name__}: {getattr(error, 'smtp_code', '')}".rstrip(": ")
    in_doubt = isinstance(error, smtplib.SMTPServerDisconnected | TimeoutError)
    if in_doubt and not kind.repeat_in_doubt:
        _mark(message, State.IN_DOUBT, note=note)
    elif permanent(error) or message.attempts >= MOST_ATTEMPTS:
        _mark(message, State.PARKED, note=note)
    else:
        _mark(message, State.WAITING, note=note, due_at=clock.database_now() + wait(message.attempts))


def wait(attempts: int) -> dt.timedelta:
    """Return how long to wait before the next try: doubling from 15 s to an hour, with jitter."""
    return dt.timedelta(seconds=min(15 * 2**attempts, 3600) * random.uniform(0.75, 1.25))  # noqa: S311


def _mark(message: Notification, state: State, **fields: Any) -> bool:
    """Write the outcome, unless another sender has taken the message over in the meantime."""
    still_ours = Notification.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)
    return bool(still_ours.update(state=state, lease_until=None, **fields))
