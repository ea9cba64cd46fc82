import datetime as dt
import logging
import threading
import uuid
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, connections, models, transaction
from django.db.utils import IntegrityError
from django.utils.translation import get_language

from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Channel, GoesTo, Notification
from coproduce.foundation.pages import languages
from coproduce.foundation.refs import new_ref

if TYPE_CHECKING:
    from contributors.people.models import Person


log = logging.getLogger(__name__)
BROKER_SECONDS = 2.0  # how long an urgent message waits for the broker
AT_ONCE = dt.timedelta()
HEAD_START = dt.timedelta(minutes=5)
"""So much earlier an urgent message counts as due: before any bulk of the last minutes."""


class NotInTransaction(RuntimeError):
    """A message was written outside the transaction of its cause: it could outlive a roll-back."""


def enqueue(
    kind: NotificationKind,
    *,
    to: "Person",
    subject: models.Model,
    dedupe_key: str,
    params: dict[str, Any] | None = None,
    secret: str = "",
    address: str = "",
    goes_to: str = "",
    organisation_id: int | None = None,
    held_for: dt.timedelta = AT_ONCE,
) -> Notification | None:
    """Write one message to one person, due at once by the database's clock, after the transaction commits.

    `to` is a Person: their channel and language are taken now, their address when it is sent. An `address`
    that is given is kept to; `goes_to` says otherwise (GoesTo). `params` holds small facts, never names or
    amounts. `secret` is sealed and wiped once sent. `held_for` puts it off. Returns None when a message
    with this key was written before. Raises NotInTransaction outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(kind.key)
    message = compose(
        kind, to=to, subject=subject, dedupe_key=dedupe_key, params=params, secret=secret, address=address,
        goes_to=goes_to, organisation_id=organisation_id, now=clock.database_moment() + held_for,
    )  # fmt: skip
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        if Notification.objects.filter(dedupe_key=dedupe_key).exists():
            return None
        raise
    notify_worker_after_commit(urgent=kind.urgent)
    return message


def enqueue_all(
    kind: NotificationKind,
    *,
    about: Iterable[models.Model],
    to: Callable[[Any], Any],
    dedupe: str,
    organisation_id: int | None = None,
    batch: int = 1000,
) -> int:
    """Write one message about each row, to the Person that `to(row)` names. Returns how many rows there were.

    Keys are "<dedupe>:<pk of the row>"; one that was used before is passed over. Holds one batch in
    memory. Raises NotInTransaction outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(kind.key)
    rows, written = iter(about), 0
    while some := list(islice(rows, batch)):
        now = clock.database_moment()
        Notification.objects.bulk_create(
            (
                compose(
                    kind,
                    to=to(row),
                    subject=row,
                    dedupe_key=f"{dedupe}:{row.pk}",
                    organisation_id=organisation_id,
                    now=now,
                )
                for row in some
            ),
            ignore_conflicts=True,
        )
        written += len(some)
    notify_worker_after_commit()
    return written


def compose(
    kind: NotificationKind,
    *,
    to: "Person",
    subject: models.Model,
    dedupe_key: str,
    params: dict[str, Any] | None = None,
    secret: str = "",
    address: str = "",
    goes_to: str = "",
    organisation_id: int | None = None,
    now: dt.datetime,
) -> Notification:
    """Return the message as it will be written, due `now` by the database's clock; see `enqueue`."""
    ref = new_ref()
    channel, to_address = (Channel.EMAIL, address) if address else to.reached_by(organisation_id)
    return Notification(
        ref=ref,
        kind=kind.key,
        organisation_id=organisation_id,
        recipient=to,
        channel=channel,
        address=to_address,
        goes_to=goes_to or (GoesTo.FIXED if address else GoesTo.PERSON),
        language=languages.spoken(to.language or get_language()),
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        params=params or {},
        sealed=encrypt(secret, bound_to=f"message:{ref}") if secret else "",
        dedupe_key=dedupe_key,
        message_id=f"<{uuid.uuid4().hex}@{settings.MESSAGE_ID_DOMAIN}>",
        made_at=clock.now(),
        due_at=now - HEAD_START if kind.urgent else now,
        expires_at=kind.expires.at(subject, now),
    )


def notify_worker_after_commit(*, urgent: bool = False) -> None:
    """Notify a Celery worker once after the transaction commits. If nobody hears it, nothing is lost."""
    hook = _notify_worker_or_send if urgent else _notify_worker
    if not any(known is hook for _, known, *_ in connection.run_on_commit):
        transaction.on_commit(hook)


def _notify_worker() -> bool:
    """Say that there is work. Returns whether the broker took it."""
    from coproduce.foundation.notifications.tasks import deliver

    try:
        deliver.delay()
    except Exception as error:  # whatever the broker raises, the row stands
        log.warning("the worker was not notified: %s", type(error).__name__)
        return False
    return True


def _notify_worker_or_send() -> None:
    """Notify a worker; if that fails or takes long, send what somebody waits for from here.

    In a thread, because neither a broker nor a mail server may hold up the page. The lease of the row sees to
    it that one message leaves, whoever is first.
    """
    threading.Thread(target=_send_if_nobody_hears, name="urgent-mail", daemon=True).start()


def _send_if_nobody_hears() -> None:
    from coproduce.foundation.notifications.sending import delivery

    heard: list[bool] = []
    notify = threading.Thread(target=lambda: heard.append(_notify_worker()), daemon=True)
    notify.start()
    notify.join(BROKER_SECONDS)
    if heard == [True]:
        return
    try:
        delivery.deliver(only={kind.key for kind in kinds.registered() if kind.urgent})
    except Exception:  # the row stands, and the sweeper finds it
        log.exception("urgent messages were not sent by the web process")
    finally:
        connections.close_all()
