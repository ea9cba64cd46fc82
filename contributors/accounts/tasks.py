from celery import shared_task

from contributors.accounts.devices import actions
from coproduce.foundation.database import cache


@shared_task(name="accounts.forget_sessions")
def forget_sessions() -> None:
    """Delete the sessions that have ended. May run twice."""
    actions.forget_ended()


@shared_task(name="accounts.forget_tries")
def forget_tries() -> None:
    """Delete counters of tries whose time is over. May run twice."""
    cache.forget_ended()
