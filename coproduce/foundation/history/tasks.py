from celery import shared_task

from coproduce.foundation.history import actions


@shared_task(name="history.forget_looks")
def forget_looks() -> None:
    """Delete what administrators looked at, once its time is over."""
    actions.forget_looks()
