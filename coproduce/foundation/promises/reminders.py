"""The clock's side of promises: one reminder each, to one person, when it falls due."""

import datetime as dt
import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds as message_kinds
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.queries import asked_by_another, stands_in

log = logging.getLogger(__name__)
BATCH = 500
AGAIN = dt.timedelta(hours=1)


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


class AsPromised:
    """A reminder never outlives what it is about: the kind of promise says how long it is of use."""

    may_be_extended = False

    def at(self, subject: Any, due: dt.datetime) -> dt.datetime | None:
        rule = subject.what.reminder_expires if isinstance(subject, Promise) else THREE_DAYS
        return rule.at(subject, due)


TO_STAFF = message_kinds.register(
    NotificationKind(
        "promises/reminder_to_staff",
        says=_("A reminder to staff"),
        context=facts,
        not_wanted=still_owed,
        expires=AsPromised(),
    )
)
TO_CONTRIBUTOR = message_kinds.register(
    NotificationKind(
        "promises/reminder_to_contributor",
        says=_("A reminder to a contributor"),
        context=facts,
        not_wanted=still_owed,
        expires=AsPromised(),
    )
)


def remind_due(limit: int = BATCH) -> int:
    """Write a reminder for up to `limit` promises that fall due by the database's clock.

    Safe to run in several copies at once: a promise is locked while its reminder is written, and
    the message's key is unique. One that cannot be written is named in the log and tried again in an
    hour; a kind of promise that only a newer version knows waits for its worker. Returns how many were due.
    """
    known = [kind.key for kind in kinds.registered()]
    with transaction.atomic():
        due = (
            Promise.objects.open()
            .filter(remind_at__lte=clock.database_now(), kind__in=known)
            .select_related("person", "owner")
            .order_by("remind_at", "id")
            .select_for_update(of=("self",), skip_locked=True)
        )
        rows = list(due[:limit])
        failed = [promise.pk for promise in rows if not _written(promise)]
        Promise.objects.filter(pk__in={p.pk for p in rows} - set(failed)).update(remind_at=None)
        Promise.objects.filter(pk__in=failed).update(remind_at=clock.database_now() + AGAIN)
    return len(rows)


def _written(promise: Promise) -> bool:
    """Write the reminder of one promise. Returns False when something is wrong with that one."""
    try:
        with transaction.atomic():
            _write(promise)
    except Exception:  # one promise must not keep everybody from being reminded
        log.exception("promise %s of kind %s cannot be reminded of", promise.ref, promise.kind)
        return False
    return True


def _write(promise: Promise) -> None:
    ours = promise.side == Side.ORGANISATION
    if not ours and asked_by_another(promise):
        return
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
