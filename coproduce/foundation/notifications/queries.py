"""What staff should know about messages that do not arrive."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Channel, MailServer, Notification
from coproduce.foundation.notifications.quiet import rules
from coproduce.foundation.notifications.states import State

if TYPE_CHECKING:
    from contributors.accounts.models import User

STANDS_STILL = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Trouble:
    """How many e-mails are parked, how many stand still, and whether the mail server is ill."""

    parked: int
    standing: int
    server_ill: bool


def trouble(user: "User") -> Trouble | None:
    """Return what does not arrive where the user looks after messages, or None: one query."""
    if not user.organisation_ids("see_messages"):
        return None
    rows = Notification.objects.visible_to(user).order_by().filter(PARKED | standing())
    found = rows.aggregate(parked=Count("pk", filter=PARKED), standing=Count("pk", filter=standing()))
    if not any(found.values()):
        return None
    return Trouble(**found, server_ill=MailServer.objects.filter(ill_since__isnull=False).exists())


PARKED = Q(state=State.PARKED)
"""Messages that only a person can set going again."""


def standing() -> Q:
    """Return what e-mails are that were due a while ago and still wait."""
    while_ago = clock.database_now() - STANDS_STILL
    return Q(state=State.WAITING, channel=Channel.EMAIL, due_at__lt=while_ago)


def is_first_word(message: Notification) -> bool:
    """Say whether a person has heard nothing from the organisation before this message."""
    if message.organisation_id is None:
        return False
    earlier = Notification.objects.filter(
        recipient=message.recipient_id, organisation=message.organisation_id, sent_at__isnull=False
    )
    return not earlier.filter(pk__lt=message.pk).exists()


def is_introduced(person: models.Model, organisation_id: int) -> bool:
    """Say whether a message that says who the organisation is reached the person, or is on its way."""
    on_its_way = (State.WAITING, State.SENDING, State.SENT, State.IN_DOUBT)
    return Notification.objects.filter(
        recipient=person.pk,
        organisation=organisation_id,
        kind__in=kinds.introducing(),
        state__in=on_its_way,
    ).exists()


def held_until(message: Notification) -> dt.datetime | None:
    """Return when the quiet hours of its recipient end, for a message that waits for that; else None."""
    kind = kinds.find(message.kind)
    if kind is None or not kind.waits_for_morning:
        return None
    person: Any = message.recipient
    return rules.held_until(person.quiet_hours(), now=clock.now(), expires_at=message.expires_at)
