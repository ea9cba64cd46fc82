"""No one human both puts a run together and releases it, or releases money to themselves (trust S20)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.runs import actions
from expenses.payments.runs.models import PaymentRun
from tests import builders
from tests.expenses.payments.made import Finance, give_details

pytestmark = pytest.mark.django_db


def locked_run():
    finance = Finance()
    finance.claim(finance.payee())
    return finance, finance.run("locked")


def test_the_maker_and_the_locker_may_not_release():
    finance, run = locked_run()
    with pytest.raises(TransitionRefused):
        actions.release_run(run, by=finance.maker)
    finance.claim(finance.payee())
    second = finance.run("draft")
    actions.lock_run(second, by=finance.releaser)
    with pytest.raises(TransitionRefused):
        actions.release_run(second, by=finance.releaser)


def test_the_database_refuses_it_too():
    finance, run = locked_run()
    step = {"status": "released", "released_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(released_by=finance.maker, **step)


def own(finance, how):
    """A finance colleague who is paid by the run, in one of the ways a human can be recognised."""
    colleague = builders.staff_user("finance", finance.organisation, email="sam@trust.example.org")
    if how == "own claim":
        give_details(colleague, "Sam", "010203", "11112222")
        finance.claim(colleague.person)
    elif how == "same mailbox":
        payee = finance.payee("Sam Private", number="11112222")
        payee.email = "SAM@trust.example.org"
        payee.save()
        finance.claim(payee)
    else:
        payee = finance.payee("Sam Private", number="11112222")
        finance.claim(payee)
        give_details(colleague, "Sam", "010203", "11112222")
    return colleague


@pytest.mark.parametrize("how", ["own claim", "same mailbox", "same bank account"])
def test_nobody_releases_money_to_themselves(how):
    finance = Finance()
    colleague = own(finance, how)
    run = finance.run("locked")
    assert run.payment_count == 1
    with pytest.raises(TransitionRefused):
        actions.release_run(run, by=colleague)
    actions.release_run(run, by=finance.releaser)


def test_the_database_refuses_a_release_to_oneself():
    finance = Finance()
    colleague = own(finance, "own claim")
    run = finance.run("locked")
    step = {"status": "released", "released_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(released_by=colleague, **step)
    PaymentRun.objects.filter(pk=run.pk).update(released_by=finance.releaser, **step)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("draft", "release"), ("draft", "export"), ("draft", "record"),
        ("locked", "lock"), ("locked", "export"), ("locked", "record"),
        ("released", "lock"), ("released", "release"), ("released", "record"),
        ("exported", "lock"), ("exported", "release"), ("exported", "export"),
        ("recorded", "lock"), ("recorded", "release"), ("recorded", "export"), ("recorded", "record"),
        ("recorded", "cancel"),
    ],
)  # fmt: skip
def test_a_step_out_of_order_is_refused_and_changes_nothing(state, step):
    finance = Finance()
    finance.claim(finance.payee())
    run = finance.run(state)
    before = PaymentRun.objects.values().get()
    third = builders.staff_user("finance", finance.organisation)
    call = {
        "lock": lambda: actions.lock_run(run, by=third),
        "release": lambda: actions.release_run(run, by=third),
        "export": lambda: actions.export_run(run, by=third),
        "record": lambda: actions.record_paid(run, paid_on=clock.today(), by=third),
        "cancel": lambda: actions.cancel_run(run, why="No", by=third),
    }[step]
    with pytest.raises(TransitionRefused):
        call()
    assert PaymentRun.objects.values().get() == before


def cancelled_with_a_file(finance):
    run = finance.run("exported")
    actions.cancel_run(run, why="The bank refused the file", by=finance.maker)
    return run


def test_whoever_made_the_file_does_not_cancel_its_run_alone():
    finance = Finance()
    finance.claim(finance.payee())
    run = finance.run("exported")
    with pytest.raises(TransitionRefused, match="someone else has to cancel it"):
        actions.cancel_run(run, why="The bank refused the file", by=finance.releaser)
    actions.cancel_run(run, why="The bank refused the file", by=finance.maker)


def test_who_releases_the_next_run_is_told_of_the_earlier_file(client):
    finance = Finance()
    finance.claim(finance.payee("Ann Lee"))
    cancelled_with_a_file(finance)
    finance.claim(finance.payee("Bo Diaz"))
    run = finance.run("locked")
    page = builders.sign_in(client, finance.releaser).get(reverse("payments:release", args=[run.ref]))
    said = page.content.decode()
    assert "A file was made before with payments for Ann Lee: run 1, which was cancelled." in said
    assert "payments for Ann Lee, Bo Diaz" not in said
