"""No one human both puts a run together and releases it, or releases money to themselves (trust S20)."""

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.runs import actions
from expenses.payments.runs.models import PaymentRun
from tests import builders
from tests.expenses.payments.made import House, give_details

pytestmark = pytest.mark.django_db


def locked_run():
    house = House()
    house.claim(house.payee())
    return house, house.run("locked")


def test_the_maker_and_the_locker_may_not_release():
    house, run = locked_run()
    with pytest.raises(TransitionRefused):
        actions.release_run(run, by=house.maker)
    house.claim(house.payee())
    second = house.run("draft")
    actions.lock_run(second, by=house.releaser)
    with pytest.raises(TransitionRefused):
        actions.release_run(second, by=house.releaser)


def test_the_database_refuses_it_too():
    house, run = locked_run()
    step = {"status": "released", "released_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(released_by=house.maker, **step)


def own(house, how):
    """A finance colleague who is paid by the run, in one of the ways a human can be recognised."""
    colleague = builders.staff_user("finance", house.organisation, email="sam@trust.example.org")
    if how == "own claim":
        give_details(colleague, "Sam", "010203", "11112222")
        house.claim(colleague.person)
    elif how == "same mailbox":
        payee = house.payee("Sam Private", number="11112222")
        payee.email = "SAM@trust.example.org"
        payee.save()
        house.claim(payee)
    else:
        payee = house.payee("Sam Private", number="11112222")
        house.claim(payee)
        give_details(colleague, "Sam", "010203", "11112222")
    return colleague


@pytest.mark.parametrize("how", ["own claim", "same mailbox", "same bank account"])
def test_nobody_releases_money_to_themselves(how):
    house = House()
    colleague = own(house, how)
    run = house.run("locked")
    assert run.payment_count == 1
    with pytest.raises(TransitionRefused):
        actions.release_run(run, by=colleague)
    actions.release_run(run, by=house.releaser)


def test_the_database_refuses_a_release_to_oneself():
    house = House()
    colleague = own(house, "own claim")
    run = house.run("locked")
    step = {"status": "released", "released_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(released_by=colleague, **step)
    PaymentRun.objects.filter(pk=run.pk).update(released_by=house.releaser, **step)


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
    house = House()
    house.claim(house.payee())
    run = house.run(state)
    before = PaymentRun.objects.values().get()
    third = builders.staff_user("finance", house.organisation)
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
