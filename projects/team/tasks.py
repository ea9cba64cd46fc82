"""Thin Celery entry points of teams. Each may run late, twice, or in three copies."""

from celery import shared_task

from projects.team.escalation import actions as escalation
from projects.team.escalation.queries import to_escalate
from projects.team.owners import actions as owners
from projects.team.owners.queries import stuck_owners


@shared_task(name="team.find_owners")
def find_owners() -> None:
    """Find somebody for what is owed by people whose role has ended, whatever ended it."""
    for person_id, organisation_id in stuck_owners():
        owners.pass_on_from(person_id, organisation_id)


@shared_task(name="team.escalate")
def escalate() -> None:
    """Tell others of what we owe and is late, step by step."""
    for promise_id in to_escalate():
        escalation.escalate(promise_id)
