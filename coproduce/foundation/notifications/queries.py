"""What staff should know about messages that do not arrive."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Channel, MailServer, Notification, NotificationQuerySet
from coproduce.foundation.notifications.states import State

if TYPE_CHECKING:
    from contributors.accounts.models import User

STANDS_STILL = dt.timedelta(minutes=15)
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Trouble:
    """How many e-mails are parked, how many stand still, and whether the mail server is ill.

    Counts end at MOST_COUNTED + 1.
    """

    parked: int
    standing: int
    server_ill: bool

    def __bool__(self) -> bool:
        return bool(self.parked or self.standing)


def trouble(user: "User") -> Trouble | None:
    """Return what does not arrive where the user looks after messages, or None."""
    if not user.organisation_ids("see_messages"):
        return None
    seen = Notification.objects.visible_to(user)
    found = Trouble(
        parked=_count(parked(seen)),
        standing=_count(standing(seen)),
        server_ill=MailServer.objects.filter(ill_since__isnull=False).exists(),
    )
    return found or None


def parked(rows: NotificationQuerySet) -> NotificationQuerySet:
    """Return the messages that only a person can set going again."""
    return rows.filter(state=State.PARKED)


def standing(rows: NotificationQuerySet) -> NotificationQuerySet:
    """Return the e-mails that were due a while ago and still wait."""
    return rows.filter(
        state=State.WAITING, channel=Channel.EMAIL, due_at__lt=clock.database_now() - STANDS_STILL
    )


def _count(rows: NotificationQuerySet) -> int:
    return rows.order_by()[: MOST_COUNTED + 1].count()
