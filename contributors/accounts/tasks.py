from celery import shared_task

from contributors.accounts.devices import actions


@shared_task(name="accounts.forget_sessions")
def forget_sessions() -> None:
    """Delete the sessions that have ended. May run twice."""
    actions.forget_ended()
