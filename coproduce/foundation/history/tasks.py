from celery import shared_task

from coproduce.foundation.history import actions
from coproduce.foundation.history.chain import actions as chain


@shared_task(name="history.forget_looks")
def forget_looks() -> None:
    """Delete what administrators looked at, once its time is over."""
    actions.forget_looks()


@shared_task(name="history.join_links")
def join_links() -> None:
    """Give new links of the chain their place. May run twice."""
    chain.join_links()


@shared_task(name="history.keep_head")
def keep_head() -> None:
    """Write the head of the chain outside the database, once a night. Twice writes two lines."""
    chain.keep_head()
