"""Notices: what is worth knowing on its day and owed by nobody, told once to the person it is about.

What somebody owes is a promise, and its reminder comes from there (docs/decisions/0016). An app declares
a notice beside its messages; it never sends one itself.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from coproduce.foundation import clock
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.outbox import enqueue

log = logging.getLogger(__name__)
BATCH = 500


@dataclass(frozen=True)
class Notice:
    """A message of this kind about each row of `due()`, to the Person that `to(row)` names.

    `due` is asked each day. Its rows belong to an organisation; it must not group them, for they are
    locked, and what it filters by is looked at again under that lock. `mark` names the rows' field for
    the moment at which they were told. `params` is what the message keeps of a row; a row whose `params`
    differ may be told once more, when its mark was taken back.
    """

    kind: NotificationKind
    due: Callable[[], QuerySet[Any]]
    to: Callable[[Any], Any]
    mark: str
    params: Callable[[Any], dict[str, Any]] = lambda row: {}


_notices: dict[str, Notice] = {}


def register(notice: Notice) -> Notice:
    """Make a notice known. Raises ValueError when its kind of message has one already."""
    if _notices.setdefault(notice.kind.key, notice) != notice:
        raise ValueError(f"notice {notice.kind.key} is declared twice")
    return notice


def registered() -> list[Notice]:
    """Return every notice, by key."""
    return [_notices[key] for key in sorted(_notices)]


@transaction.atomic
def give(notice: Notice) -> int:
    """Tell up to BATCH rows that are due and not marked, and mark them. Returns how many.

    A row that cannot be told is named in the log, and is tried again the next day. Safe to run in several
    copies at once, as reminders are: rows are locked, and keys are unique.
    """
    waiting = notice.due().filter(**{f"{notice.mark}__isnull": True}).order_by("pk")
    rows = list(waiting.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    told = [row.pk for row in rows if _told(notice, row)]
    waiting.model._base_manager.filter(pk__in=told).update(**{notice.mark: clock.now()})
    return len(told)


def _told(notice: Notice, row: Any) -> bool:
    """Tell one row. Returns False when something is wrong with that one."""
    params = notice.params(row)
    parts = [notice.kind.key, str(row.pk), *(str(params[name]) for name in sorted(params))]
    try:
        with transaction.atomic():
            enqueue(
                notice.kind,
                to=notice.to(row),
                subject=row,
                params=params,
                dedupe_key=":".join(parts),
                organisation_id=row.organisation_id,
            )
    except Exception:
        log.exception("%s cannot be told about row %s", notice.kind.key, row.pk)
        return False
    return True


def give_all() -> None:
    """Tell everything that is due."""
    for notice in registered():
        try:
            while give(notice) == BATCH:
                pass
        except Exception:  # of what an app asks the database: the other notices are given
            log.exception("notice %s cannot be given", notice.kind.key)
