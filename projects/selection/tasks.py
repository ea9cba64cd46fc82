"""Thin Celery entry points of finding people."""

from celery import shared_task

from projects.selection.forgetting import actions as forgetting
from projects.selection.opportunities import actions, queries


@shared_task(name="selection.close_due")
def close_due() -> None:
    """Close what has come to its moment. Pages know the moment themselves, so this may be late."""
    for opportunity_id in queries.due_to_close():
        actions.close_due(opportunity_id)


@shared_task(name="selection.forget_expressions")
def forget_expressions() -> None:
    """Delete expressions on their promised day, and drafts nobody sent. May run twice."""
    forgetting.forget_due()
    forgetting.forget_drafts()
