from celery import shared_task

from expenses.claims import handing_on


@shared_task(name="claims.look_again")
def look_again() -> None:
    """Hand on the claims that wait, and pass up those that are late. May run twice, or in three copies."""
    for claim_id in handing_on.waiting_too_long():
        handing_on.hand_on(claim_id)
    for claim_id in handing_on.late_and_not_passed_up():
        handing_on.pass_up(claim_id)
