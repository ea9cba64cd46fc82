"""Thin Celery entry points of promises."""

from celery import shared_task

from coproduce.foundation.promises import reminders


@shared_task(name="promises.tick")
def tick() -> None:
    """Write the reminders that are due. May run late, twice, or in three copies."""
    while reminders.remind_due() == reminders.BATCH:
        pass
