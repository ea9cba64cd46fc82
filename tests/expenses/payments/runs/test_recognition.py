"""What somebody chose for their time steers the money: fees wait, go elsewhere or are not paid."""

import pytest

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.fees.models import FeeHold
from expenses.claims.models import Claim
from expenses.payees.actions import choose_route
from expenses.payees.recognition.actions import choose
from expenses.payments.ledger.queries import balances, trial_balance
from expenses.payments.results.actions import record_bounced
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


def paid(run):
    """{kind: (pence, method)} of the live lines of a run."""
    lines = PaymentLine.objects.filter(run=run, live=True)
    return {line.kind: (line.amount_pence, line.payment.method) for line in lines}


def test_a_fee_waits_while_its_owner_takes_advice_and_costs_go_on(finance, rosa):
    claim = finance.claim(rosa, fee=75_00, expense=6_40)
    choose(rosa, choice="advice")
    run = finance.run("recorded")
    assert paid(run) == {"expense": (6_40, "bank")}
    claim.refresh_from_db()
    apart = Claim.objects.get(split_from=claim)
    assert (claim.status, apart.status) == ("paid", "approved")
    assert [(left.claim, left.get_reason_display()) for left in run.left_out.all()] == [
        (apart, "not decided yet")
    ]
    assert [(one.is_waiting, one.waits_for) for one in Promise.objects.open().about(apart)] == [
        (True, "payments.undecided")
    ]
    assert trial_balance() == 0


def test_after_advice_the_fee_is_promised_again_and_paid(finance, rosa):
    claim = finance.claim(rosa, fee=75_00)
    choose(rosa, choice="advice")
    with pytest.raises(TransitionRefused, match="nothing to pay"):
        finance.run()
    choose(rosa, choice="pay")
    claim.refresh_from_db()
    again = Promise.objects.open().about(claim).get()
    assert clock.uk(again.due_at).date() == claim.pay_by
    assert (again.is_waiting, claim.pay_waits) == (False, "")
    assert not FeeHold.objects.exists()
    assert paid(finance.run("recorded")) == {"fee": (75_00, "bank")}


@pytest.mark.parametrize("choice", ["decline", "expenses_only"])
def test_a_fee_that_was_turned_down_is_never_paid_and_costs_go_on(finance, rosa, choice):
    claim = finance.claim(rosa, fee=75_00, expense=6_40)
    choose(rosa, choice=choice)
    assert Claim.objects.get(split_from=claim).status == "withdrawn"
    assert paid(finance.run("recorded")) == {"expense": (6_40, "bank")}
    choose(rosa, choice="pay")
    with pytest.raises(TransitionRefused, match="nothing to pay"):
        finance.run()


def test_less_is_the_most_for_one_day_even_when_more_was_approved(finance, rosa):
    finance.claim(rosa, fee=75_00, expense=6_40)
    second = finance.claim(rosa, fee=30_00)
    choose(rosa, choice="less", most_pence=80_00)
    run = finance.run("recorded")
    fees = PaymentLine.objects.filter(run=run, kind="fee").values_list("amount_pence", flat=True)
    assert sorted(fees) == [5_00, 75_00]
    third = finance.claim(rosa, fee=10_00)
    finance.claim(rosa, expense=1_00)
    assert paid(finance.run("recorded")) == {"expense": (1_00, "bank")}
    assert Claim.objects.get(pk=third.pk).status == "withdrawn"
    assert Claim.objects.get(pk=second.pk).status == "paid"


@pytest.mark.parametrize(
    ("chosen", "method", "charity"),
    [({"choice": "voucher"}, "voucher", ""), ({"choice": "donate", "charity": "Mind"}, "charity", "Mind")],
)
def test_vouchers_and_gifts_are_for_the_fee_alone(finance, rosa, chosen, method, charity):
    finance.claim(rosa, fee=75_00, expense=6_40)
    choose(rosa, **chosen)
    bank = finance.run("recorded")
    assert paid(bank) == {"expense": (6_40, "bank")}
    by_hand = actions.make_run(organisation=finance.organisation, by=finance.maker, method="hand")
    assert paid(by_hand) == {"fee": (75_00, method)}
    assert by_hand.payments.get().charity == charity


def test_a_choice_made_while_a_run_waits_stops_that_payment(finance, rosa):
    finance.claim(rosa, fee=75_00, expense=6_40)
    run = finance.run("draft")
    choose(rosa, choice="advice")
    with pytest.raises(TransitionRefused, match="Something has changed for Rosa"):
        actions.lock_run(run, by=finance.maker)
    actions.hold_payments(run.payments.live(), run, why="Changed.", by=finance.maker)
    assert paid(finance.run("recorded")) == {"expense": (6_40, "bank")}


def test_a_fee_set_apart_after_a_bounce_costs_once(finance, rosa):
    claim = finance.claim(rosa, fee=75_00, expense=6_40)
    run = finance.run("recorded")
    record_bounced(run.payments.get(), why="No such account.", by=finance.maker)
    choose(rosa, choice="advice")
    assert paid(finance.run("recorded")) == {"expense": (6_40, "bank")}
    choose(rosa, choice="pay")
    assert paid(finance.run("recorded")) == {"fee": (75_00, "bank")}
    says = balances(organisation=finance.organisation)
    assert (says["fees"], says["expenses"], says["bounced"]) == (75_00, 6_40, 0)
    assert says["bank"] == -81_40
    assert claim.lines.count() == 1


def test_others_are_not_touched(finance, rosa):
    other = finance.payee("Sam")
    finance.claim(other, fee=75_00, expense=6_40)
    choose(rosa, choice="advice")
    assert paid(finance.run("recorded")) == {"fee": (75_00, "bank"), "expense": (6_40, "bank")}


def test_expenses_only_as_the_way_to_be_paid_is_the_same_choice(finance, rosa):
    choose_route(rosa, route="none", by=rosa.account)
    finance.claim(rosa, fee=75_00, expense=6_40)
    assert paid(finance.run("recorded")) == {"expense": (6_40, "bank")}
    choose_route(rosa, route="bank", by=rosa.account)
    finance.claim(rosa, fee=20_00)
    assert paid(finance.run("recorded")) == {"fee": (20_00, "bank")}
    choose_route(rosa, route="none", by=rosa.account)
    choose(rosa, choice="advice")
    choose_route(rosa, route="cheque", by=rosa.account)
    assert rosa.recognition_choices.current().get().choice == "advice"
