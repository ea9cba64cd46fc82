"""Thin Celery entry points of the outbox: called without arguments; the database says what is due."""

from celery import shared_task

from coproduce.foundation.notifications import notices
from coproduce.foundation.notifications.sending import delivery, sweeping


@shared_task(name="notifications.deliver")
def deliver() -> None:
    """Send what is due. May run late, twice, or in several workers."""
    delivery.deliver_due()


@shared_task(name="notifications.sweep")
def sweep() -> None:
    """Take back what dead senders held, close what is too late, send what nobody rang for."""
    sweeping.hand_on_expired_leases()
    sweeping.close_what_is_too_late()
    delivery.deliver_due()


@shared_task(name="notifications.give_notices")
def give_notices() -> None:
    """Write the notices of the day. May run late, twice, or in three copies."""
    notices.give_all()
