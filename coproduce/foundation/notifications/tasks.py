"""Thin Celery entry points of the outbox: called without arguments; the database says what is due."""

import logging

from celery import shared_task, signals
from django.core.cache import cache

from coproduce.foundation import clock
from coproduce.foundation.notifications import notices
from coproduce.foundation.notifications.by_hand import actions as by_hand
from coproduce.foundation.notifications.sending import alarm, delivery, lanes, stopping, sweeping

log = logging.getLogger(__name__)
SWEPT = "notifications:swept"  # when the last sweep ended, seconds since 1970: coproduce/health.py
signals.worker_shutting_down.connect(stopping.ask, dispatch_uid="stop-sending")
for ending in (signals.worker_process_shutdown, signals.worker_shutdown):  # of a child, of a worker without
    ending.connect(lanes.waiting.wind_up, dispatch_uid="wind-up-lanes")


@shared_task(name="notifications.deliver")
def deliver() -> None:
    """Send what is due, and call again when more is left. May run late, twice, or in several workers."""
    if delivery.deliver().unfinished:
        deliver.delay()


@shared_task(name="notifications.sweep")
def sweep() -> None:
    """Take back what dead senders held, close what is too late, send what nobody was notified of, alarm.

    A step that fails stops none of the others.
    """
    for step in (
        sweeping.hand_on_expired_leases,
        sweeping.close_what_is_too_late,
        sweeping.park_what_nobody_knows,
        by_hand.end_what_nobody_wants,
        deliver,
        alarm.look,
        note_sweep,
    ):
        try:
            step()
        except Exception:
            log.exception("sweeping: %s failed", getattr(step, "__name__", step))


def note_sweep() -> None:
    """Note that the sweeper was here."""
    cache.set(SWEPT, clock.now().timestamp(), timeout=None)


@shared_task(name="notifications.give_notices")
def give_notices() -> None:
    """Write the notices of the day. May run late, twice, or in three copies."""
    notices.give_all()
