"""Whether sending is on hold, and whether this database is older than what was marked outside it."""

import hashlib
from collections.abc import Iterable

from django.utils.translation import gettext as _

from coproduce.foundation.database import outside
from coproduce.foundation.history.chain.queries import is_behind
from coproduce.foundation.notifications.models import Hold, Notification, SentBefore
from coproduce.foundation.transitions import TransitionRefused


def is_on() -> bool:
    """Say whether sending is on hold."""
    return Hold.objects.filter(is_open=True).exists()


def is_older() -> bool:
    """Say whether this database is an earlier copy of itself, as what was marked outside shows."""
    return is_behind(outside.newest())


def refuse_while_on() -> None:
    """Raise TransitionRefused while sending is on hold: no money leaves either."""
    if is_on() or is_older():
        raise TransitionRefused(
            _("This is an earlier copy of our records. An administrator has to compare it first.")
        )


def hash_of(dedupe_key: str) -> str:
    """Return what stands outside for a message: it tells nothing of it."""
    return hashlib.sha256(dedupe_key.encode()).hexdigest()


def sent_before(messages: Iterable[Notification]) -> set[int]:
    """Return the ids of messages that had been sent before the database was restored. One query."""
    hashes = {hash_of(message.dedupe_key): message.pk for message in messages}
    known = SentBefore.objects.filter(dedupe_hash__in=hashes).values_list("dedupe_hash", flat=True)
    return {hashes[one] for one in known}
