"""Thin Celery entry points of step 5."""

import logging

from celery import shared_task

from contributors.monitoring.store import actions as store

log = logging.getLogger(__name__)


@shared_task(name="diversity.shuffle")
def shuffle() -> None:
    """Write the store of answers anew in random order. For the worker: the web role may not."""
    store.shuffle()


def notify_worker_to_shuffle() -> None:
    """Notify the worker after a release. Should nobody hear it, the order stays until the next release."""
    try:
        shuffle.delay()
    except Exception as error:  # whatever the broker raises, the release stands
        log.warning("the worker was not notified: %s", type(error).__name__)
