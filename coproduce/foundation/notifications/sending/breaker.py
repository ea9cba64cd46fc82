"""The circuit breaker: while the mail server is ill, nobody's message pays for it.

One row, shared by all senders and judged by the database's clock. Ill means that no message can be
handed over, whosever it is. Then nothing is tried and no try is counted but one message at a time, after
a pause that grows; the first one that gets through ends it (docs/decisions/0018).
"""

import datetime as dt
import enum
import logging
import random

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import MailServer, Notification
from coproduce.foundation.notifications.states import State

log = logging.getLogger(__name__)
RUN = 10
"""So many different addresses refused one after another, by answers that do not speak of the address."""
PROBE_TAKES = dt.timedelta(minutes=2)  # after that a prober counts as dead
FIRST_PAUSE, LONGEST_PAUSE = 10, 300  # seconds


class Permit(enum.Enum):
    """What a sender may do now."""

    ALL = enum.auto()
    PROBE = enum.auto()  # one message
    NOTHING = enum.auto()


def permit() -> Permit:
    """Say what this sender may do. A probe is given to one sender at a time."""
    if not MailServer.objects.filter(ill_since__isnull=False).exists():
        return Permit.ALL
    probes = MailServer.objects.filter(ill_since__isnull=False, probe_at__lte=clock.database_now())
    return Permit.PROBE if probes.update(probe_at=clock.database_now() + PROBE_TAKES) else Permit.NOTHING


def no_probe_needed() -> None:
    """Nothing waits: the next message that is written may be the probe at once."""
    MailServer.objects.filter(ill_since__isnull=False).update(probe_at=clock.database_now())


def probe_soon() -> None:
    """Let the next sender probe at once: somebody says that the mail server is well again."""
    no_probe_needed()


def fell_ill(reason: str, *, probing: bool, refuses_all: bool = False) -> None:
    """Open the breaker, or wait longer after a failed probe.

    `refuses_all`: it answers, but takes nobody's mail; then an answer alone does not show that it is well.
    """
    with transaction.atomic():
        server = _locked()
        if server.ill_since and not probing:
            return  # somebody else was first, and the pause is theirs
        first = server.ill_since is None
        failed = 0 if first else server.failed_probes + 1
        now = clock.database_now()
        MailServer.objects.filter(pk=server.pk).update(
            ill_since=now if first else F("ill_since"),
            failed_probes=min(failed, 1000),
            probe_at=now + pause(failed),
            refuses_all=refuses_all,
            reason=reason[:200],
        )
    log.warning("the mail server is ill (%s), failed probes: %s", reason, failed)


def is_well() -> None:
    """Close the breaker."""
    changed = MailServer.objects.filter(ill_since__isnull=False).update(
        ill_since=None,
        probe_at=None,
        failed_probes=0,
        refuses_all=False,
        reason="",
        refused="",
        well_since=clock.database_now(),
    )
    if changed:
        log.warning("the mail server is well again")


def refuses_all() -> bool:
    """Say whether the server is ill because everybody's mail was refused."""
    return MailServer.objects.filter(ill_since__isnull=False, refuses_all=True).exists()


def taken(*, was_probe: bool) -> None:
    """A message was taken: a run of refusals ends, and an ill server is well if this was the probe."""
    if was_probe:
        is_well()
    run = MailServer.objects.exclude(refused="")
    if run.exists():  # rarely: most messages end no run, and need not write here
        run.update(refused="")


def refused(message: Notification, note: str) -> bool:
    """Count a refusal that may be the server's. Returns whether a run of them ended: then the server is ill.

    The messages of the run wait again, as if they had not been tried.
    """
    with transaction.atomic():
        server = _locked()
        run = [*(int(pk) for pk in server.refused.split(",") if pk), message.pk]
        different = Notification.objects.filter(pk__in=run).values("address").distinct().count()
        if different < RUN:
            server.refused = ",".join(str(pk) for pk in run[-2 * RUN :])
            server.save(update_fields=["refused"])
            return False
        server.refused = ""
        server.save(update_fields=["refused"])
        _take_back(run)
        fell_ill(f"{RUN} addresses in a row: {note}", probing=False, refuses_all=True)
    return True


def pause(failed_probes: int) -> dt.timedelta:
    """Return how long to wait before the next probe: from ten seconds to five minutes, with jitter."""
    seconds = min(FIRST_PAUSE * 2 ** min(failed_probes, 10), LONGEST_PAUSE)
    return dt.timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311


def know() -> None:
    """Make the one row, if it is not there yet."""
    MailServer.objects.bulk_create([MailServer(pk=MailServer.ONLY)], ignore_conflicts=True)


def _locked() -> MailServer:
    know()
    return MailServer.objects.select_for_update().get(pk=MailServer.ONLY)


def _take_back(run: list[int]) -> None:
    """Let messages wait again that were refused because the server was ill, as if not tried."""
    Notification.objects.filter(pk__in=run, state__in=[State.PARKED, State.WAITING], attempts__gt=0).update(
        state=State.WAITING, attempts=Greatest(F("attempts") - 1, 0), due_at=clock.database_now()
    )
