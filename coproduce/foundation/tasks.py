"""Thin Celery doors of the ground floor."""

from celery import shared_task

from coproduce.foundation import once


@shared_task(name="foundation.tidy")
def tidy() -> None:
    """Forget what is kept for a day only. May run twice."""
    once.forget_old_tokens()
