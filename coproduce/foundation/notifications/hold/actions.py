"""Holding and releasing."""

import datetime as dt
import logging
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.database import outside
from coproduce.foundation.history.chain.actions import mark_newest
from coproduce.foundation.history.chain.queries import head
from coproduce.foundation.history.models import ChainLink
from coproduce.foundation.notifications.hold.queries import hash_of, is_older, is_on
from coproduce.foundation.notifications.models import Hold, Notification, SentBefore
from coproduce.foundation.notifications.sending import alarm
from coproduce.foundation.notifications.states import State

log = logging.getLogger(__name__)
BEFORE_THE_COPY = dt.timedelta(days=1)
OPEN = (State.WAITING, State.SENDING, State.IN_DOUBT, State.PARKED)
OLDER = "this database is older than what was marked outside it: was it restored?"


@dataclass
class Released:
    """What a release found outside: messages that had been sent, those of them unknown here, bank files."""

    were_due: int = 0
    unknown: int = 0
    files: list[dict[str, Any]] = field(default_factory=list)


def stops() -> bool:
    """Say whether nothing may be sent. A database older than the one known outside puts itself on hold."""
    if is_on():
        return True
    if not is_older():
        return False
    hold(OLDER)
    return True


def hold(why: str) -> bool:
    """Stop all sending and making of bank files until it is released. Returns whether it was not on yet."""
    try:
        with transaction.atomic():
            Hold.objects.create(why=why)
    except IntegrityError:
        return False
    log.error("sending is on hold: %s", why)
    alarm.tell([why, "manage.py release_hold lets it go on: docs/operations.md, Backup."], about="on hold")
    return True


def note_sent(message: Notification) -> None:
    """Write down outside that a message was sent, so that a restored database does not send it again."""
    outside.note(outside.SENT, key=hash_of(message.dedupe_key))


@transaction.atomic
def release(*, by: str) -> Released:
    """Let sending go on. What was sent after the copy was made is marked so, and not sent if written anew.

    `by` says who decided it. May run twice.
    """
    found = Released()
    last = ChainLink.objects.order_by("-made_at").values_list("made_at", flat=True).first()
    since = (last - BEFORE_THE_COPY).isoformat() if last else ""
    sent = {line["key"] for line in outside.noted(outside.SENT) if line["at"] >= since}
    known = set()
    for message in (
        Notification.objects.filter(made_at__gte=since or clock.now()).only("dedupe_key").iterator()
    ):
        known.add(hash_of(message.dedupe_key))
    for message in Notification.objects.filter(state__in=OPEN).iterator():
        if hash_of(message.dedupe_key) in sent:
            found.were_due += _mark_sent(message)
            known.add(hash_of(message.dedupe_key))
    unknown = [SentBefore(dedupe_hash=one) for one in sent - known]
    SentBefore.objects.bulk_create(unknown, ignore_conflicts=True, batch_size=1000)
    found.unknown = len(unknown)
    found.files = [line for line in outside.noted(outside.FILES) if line["at"] >= since]
    Hold.objects.filter(is_open=True).update(is_open=False, released_at=clock.now(), released_by=by)
    if here := head():
        outside.note(outside.HEADS, position=here.position, hash=here.hash, restored=True)
        mark_newest(here)
    return found


def _mark_sent(message: Notification) -> int:
    return Notification.objects.filter(pk=message.pk).update(
        state=State.SENT,
        sent_at=clock.now(),
        note="had been sent before the restore",
        sealed="",
        lease_until=None,
        trying_since=None,
    )
