"""The clock's side of promises: one reminder each, to one person, when it falls due."""

from typing import Any

from django.db import transaction

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds as message_kinds
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.queries import stands_in

BATCH = 500


def still_owed(message: Notification) -> str:
    """Return why a reminder should not go out after all, or an empty string."""
    promise = message.subject
    if promise is None or not promise.is_open:
        return "kept or released"
    if promise.due_at.isoformat() != message.params["due_at"]:
        return "moved to another date"
    return ""


def facts(message: Notification) -> dict[str, Any]:
    """Return what the text of a reminder needs.

    A link that needs no sign-in stands in the mail itself alone: staff may look at the message, and
    with it they could answer in somebody's name.
    """
    promise = message.subject
    ours = promise.side == Side.ORGANISATION
    is_open = message.going_out and not ours and promise.what.open_path
    return {
        "open_path": promise.what.open_path(promise) if is_open else "",
        "promise": promise,
        "words": promise.words_for_staff if ours else promise.words_for_contributor,
        "path": promise.staff_path if ours else promise.portal_path,
    }


TO_STAFF = message_kinds.register(
    NotificationKind("promises/reminder_to_staff", context=facts, not_wanted=still_owed, lasts_hours=72)
)
TO_CONTRIBUTOR = message_kinds.register(
    NotificationKind("promises/reminder_to_contributor", context=facts, not_wanted=still_owed, lasts_hours=72)
)


def remind_due(limit: int = BATCH) -> int:
    """Write a reminder for up to `limit` promises that fall due by the database's clock.

    Safe to run in several copies at once: a promise is locked while its reminder is written, and
    the message's key is unique. Returns how many were written.
    """
    with transaction.atomic():
        due = (
            Promise.objects.open()
            .filter(remind_at__lte=clock.database_now())
            .select_related("person", "owner")
            .order_by("remind_at", "id")
            .select_for_update(of=("self",), skip_locked=True)
        )
        rows = list(due[:limit])
        for promise in rows:
            _write(promise)
        Promise.objects.filter(pk__in=[p.pk for p in rows]).update(remind_at=None)
    return len(rows)


def _write(promise: Promise) -> None:
    ours = promise.side == Side.ORGANISATION
    never = promise.person
    to = stands_in(promise.owner, promise.organisation_id, never=never) if ours else never
    if to is None:  # the database does not let a contributor's promise name nobody
        raise ValueError(f"nobody to remind of promise {promise.pk}")
    enqueue(
        TO_STAFF if ours else TO_CONTRIBUTOR,
        to=to,
        subject=promise,
        params={"due_at": promise.due_at.isoformat()},
        dedupe_key=f"reminder:{promise.pk}:{promise.due_at.isoformat()}",
        organisation_id=promise.organisation_id,
    )
