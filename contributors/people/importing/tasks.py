"""Thin Celery entry points of people. Each may run late, twice, or in three copies."""

import logging

from celery import shared_task

from contributors.people.importing.actions import forgetting, inviting, working
from contributors.people.importing.queries import at_work

log = logging.getLogger(__name__)


@shared_task(name="people.work_on_import")
def work_on_import(import_id: int) -> None:
    """Check, bring in or undo one file, whatever it waits for; then tell those who are to be told."""
    working.run(import_id)
    while inviting.write_some(import_id):
        pass


@shared_task(name="people.carry_on_imports")
def carry_on_imports() -> None:
    """Go on with files that no worker works on, and delete the rows of those that are over."""
    for import_id in at_work():
        work_on_import(import_id)
    for import_id in forgetting.to_forget():
        forgetting.forget(import_id)
