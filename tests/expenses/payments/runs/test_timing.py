"""Fees that are held or spread: no run pays them earlier, costs go on, and the old day stays visible."""

import datetime as dt

import pytest
import time_machine

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.fees.models import FeeHold
from expenses.claims.models import Claim
from expenses.payees.recognition.actions import choose, set_timing
from expenses.payments.runs import actions
from expenses.payments.runs.models import PaymentLine
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    return Finance()


@pytest.fixture
def rosa(finance):
    return finance.payee("Rosa")


def fees_in(run):
    fees = PaymentLine.objects.filter(run=run, live=True, kind="fee").order_by("pk")
    return list(fees.values_list("amount_pence", flat=True))


def later(days):
    return time_machine.travel(clock.now() + dt.timedelta(days=days), tick=True)


def test_a_held_fee_is_paid_by_no_run_before_its_day_and_the_promise_moves_with_it(finance, rosa):
    claim = finance.claim(rosa, fee=75_00, expense=6_40)
    until = clock.today() + dt.timedelta(days=40)
    set_timing(rosa, pace="hold", until=until)
    assert fees_in(finance.run("recorded")) == []
    claim.refresh_from_db()
    apart = Claim.objects.get(split_from=claim)
    promise = Promise.objects.open().about(apart).get()
    assert (claim.status, apart.pay_by) == ("paid", until)
    assert clock.uk(promise.due_at).date() == until
    assert clock.uk(promise.first_due_at).date() == clock.today()
    assert promise.was_moved
    with later(39), pytest.raises(TransitionRefused, match="nothing to pay"):
        finance.run()
    with later(41):
        assert fees_in(finance.run()) == [75_00]


def test_a_hold_asked_for_while_a_run_waits_stops_that_payment(finance, rosa):
    finance.claim(rosa, fee=75_00)
    run = finance.run("draft")
    set_timing(rosa, pace="hold", until=clock.today() + dt.timedelta(days=3))
    with pytest.raises(TransitionRefused, match="Something has changed for Rosa"):
        actions.lock_run(run, by=finance.maker)


def test_pay_as_you_go_again_lets_the_fee_go(finance, rosa):
    claim = finance.claim(rosa, fee=75_00)
    set_timing(rosa, pace="hold", until=clock.today() + dt.timedelta(days=40))
    set_timing(rosa, pace="go")
    assert not FeeHold.objects.exists()
    assert Promise.objects.open().about(claim).count() == 1
    assert fees_in(finance.run("recorded")) == [75_00]


def test_at_most_one_fee_a_week_also_when_runs_come_late(finance, rosa):
    set_timing(rosa, pace="weekly")
    for pence in (10_00, 20_00, 30_00):
        finance.claim(rosa, fee=pence)
    assert fees_in(finance.run("recorded")) == [10_00]
    with pytest.raises(TransitionRefused):
        finance.run()
    waits = FeeHold.objects.order_by("pk").values_list("not_before", flat=True)
    assert [(day - clock.today()).days for day in waits] == [7, 14]
    with later(30):
        assert fees_in(finance.run("recorded")) == [20_00]
        with pytest.raises(TransitionRefused):
            finance.run()
    with later(37):
        assert fees_in(finance.run("recorded")) == [30_00]


def test_a_fee_that_is_not_decided_on_stays_so_whatever_the_timing(finance, rosa):
    finance.claim(rosa, fee=10_00)
    set_timing(rosa, pace="hold", until=clock.today() + dt.timedelta(days=3))
    choose(rosa, choice="advice")
    assert FeeHold.objects.get().not_before is None
    choose(rosa, choice="pay")
    assert FeeHold.objects.get().not_before == clock.today() + dt.timedelta(days=3)
