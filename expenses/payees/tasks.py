from celery import shared_task

from expenses.payees import actions


@shared_task(name="payees.activate_rested")
def activate_rested() -> int:
    """Take changed bank details into use whose rest is over."""
    return actions.activate_rested()
