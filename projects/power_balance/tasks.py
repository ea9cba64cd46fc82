"""Thin Celery entry points of step 4."""

from celery import shared_task

from projects.power_balance.concerns import actions as concerns


@shared_task(name="power_balance.tell_contacts")
def tell_contacts() -> None:
    """Tell contacts in the morning that there is something to read. May run twice."""
    concerns.tell_contacts()


@shared_task(name="power_balance.forget_concerns")
def forget_concerns() -> None:
    """Delete concerns that were done long ago. May run twice."""
    concerns.forget_done()
