from celery import shared_task

from coproduce.rights.times import retention


@shared_task(name="rights.keep_to_times")
def keep_to_times() -> None:
    """Forget all whose time is over, and carry out what was agreed. May run twice."""
    retention.keep_to_times()
