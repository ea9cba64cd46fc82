from celery import shared_task

from expenses.payees import actions
from expenses.payees.recording.actions import use_rested


@shared_task(name="payees.end_cooling_off")
def end_cooling_off() -> int:
    """Take bank details and ways to be paid into use whose cooling-off is over."""
    return actions.end_cooling_off() + use_rested()
