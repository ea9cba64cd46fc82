from celery import shared_task

from coproduce.audit import actions


@shared_task(name="audit.keep")
def keep() -> None:
    """Walk over all data once a night. Running twice keeps two reports."""
    actions.keep_audit()
