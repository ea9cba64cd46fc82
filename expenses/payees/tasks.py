from celery import shared_task

from expenses.payees import actions


@shared_task(name="payees.end_cooling_off")
def end_cooling_off() -> int:
    """Take changed bank details into use whose cooling-off is over."""
    return actions.end_cooling_off()
