from celery import shared_task

from coproduce.foundation.undo import actions


@shared_task(name="undo.tidy")
def tidy() -> None:
    """Forget what can no longer be put back. May run twice."""
    actions.forget_old()
