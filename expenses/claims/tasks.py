from celery import shared_task

from expenses.claims.delegation import actions, queries


@shared_task(name="claims.look_again")
def look_again() -> None:
    """Hand the claims that wait to a deputy, and escalate those that are late. May run twice."""
    for claim_id in queries.waiting_too_long():
        actions.hand_to_deputy(claim_id)
    for claim_id in queries.late_and_not_escalated():
        actions.escalate(claim_id)
