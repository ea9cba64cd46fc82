from celery import shared_task

from coproduce.foundation.idempotency import actions


@shared_task(name="idempotency.tidy")
def tidy() -> None:
    """Forget keys that are kept for a day only. May run twice."""
    actions.forget_old_keys()
