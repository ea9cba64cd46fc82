"""Thin Celery entry points of finding people."""

from celery import shared_task

from projects.selection.opportunities import actions, queries


@shared_task(name="selection.close_due")
def close_due() -> None:
    """Close what has come to its moment. Pages know the moment themselves, so this may be late."""
    for opportunity_id in queries.due_to_close():
        actions.close_due(opportunity_id)
