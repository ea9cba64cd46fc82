"""The one writer of the chain, and of its heads outside the database."""

import logging

from django.conf import settings
from django.db import IntegrityError, transaction

from coproduce.foundation.database import outside
from coproduce.foundation.history.chain.queries import head, is_behind
from coproduce.foundation.history.chain.rules import FIRST, Head, hash_of
from coproduce.foundation.history.models import ChainLink
from coproduce.foundation.notifications.sending import alarm

log = logging.getLogger(__name__)
AT_ONCE = 1000


def join_links() -> int:
    """Give every committed link its place in the chain. Returns how many. May run twice, also at once."""
    joined = 0
    while done := _join_some():
        joined += done
    if joined and (last := head()) and not is_behind(outside.newest()):
        mark_newest(last)
    return joined


def _join_some() -> int:
    try:
        with transaction.atomic():
            last = ChainLink.objects.select_for_update(of=("self",)).exclude(position=None)
            before = last.order_by("-position").first()
            position, previous = 0, FIRST
            if before and before.position:
                position, previous = before.position, before.hash
            links = list(ChainLink.objects.filter(position=None).order_by("id")[:AT_ONCE])
            for link in links:
                position += 1
                link.hash = hash_of(link, position=position, previous=previous)
                link.position, link.previous, previous = position, previous, link.hash
            ChainLink.objects.bulk_update(links, ["position", "previous", "hash"])
            return len(links)
    except IntegrityError:  # another worker was first: the next tick goes on from there
        return 0


def keep_head() -> Head | None:
    """Join up the chain, and write its head outside the database: into a file, and to an address if any.

    The file only grows: a line for each night. Returns None when there is no chain yet.
    """
    join_links()
    last = head()
    if last is None:
        return None
    line = outside.note(outside.HEADS, position=last.position, hash=last.hash)
    if settings.EVIDENCE_EMAIL:
        alarm.write_to([settings.EVIDENCE_EMAIL], [line], about="head of the chain, to be kept")
    return last


def mark_newest(last: Head) -> None:
    """Mark the head outside as the newest state of the database: an older copy of it is told by that."""
    first = ChainLink.objects.filter(position=1).values_list("hash", flat=True).get()
    outside.mark_newest(first=first, position=last.position, hash=last.hash)
