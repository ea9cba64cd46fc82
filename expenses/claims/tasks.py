from celery import shared_task

from expenses.claims import closing_window, handing_on


@shared_task(name="claims.look_again")
def look_again() -> None:
    """Hand on the claims that wait, and pass up those that are late. May run twice, or in three copies."""
    for claim_id in handing_on.waiting_too_long():
        handing_on.hand_on(claim_id)
    for claim_id in handing_on.late_and_not_passed_up():
        handing_on.pass_up(claim_id)


@shared_task(name="claims.window_closes")
def window_closes() -> None:
    """Tell people whose unsent claim will soon be late. May run twice."""
    for claim_id in closing_window.running_out():
        closing_window.tell_that_it_runs_out(claim_id)
