"""Thin Celery entry points of finding people."""

from celery import shared_task

from projects.selection.forgetting import actions as forgetting


@shared_task(name="selection.forget_expressions")
def forget_expressions() -> None:
    """Delete expressions on their promised day, and drafts nobody sent. May run twice."""
    forgetting.forget_due()
    forgetting.forget_drafts()
