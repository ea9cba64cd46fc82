"""Two people at the same moment, on a database that lets them."""

import threading

import pytest
from django.db import connection, connections, transaction

from coproduce.foundation import transitions
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.models import Claim
from expenses.payments.runs import actions
from expenses.payments.runs.models import LeftOut, Payment, PaymentLine, PaymentRun
from tests.expenses.payments.made import Finance

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_the_same_time(*calls):
    """Run calls in threads that start together; return what each returned or raised."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def go(place, call):
        gate.wait()
        try:
            answers[place] = call()
        except Exception as error:
            answers[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    return answers


def test_two_runs_at_once_take_every_line_once():
    finance = Finance()
    claims = [finance.claim(finance.payee()) for _ in range(12)]

    def make():
        return actions.make_run(organisation=finance.organisation, by=finance.maker)

    answers = at_the_same_time(make, make, make)
    made = [answer for answer in answers if isinstance(answer, PaymentRun)]
    assert [type(answer) for answer in answers if answer not in made] == [TransitionRefused] * (3 - len(made))
    assert sorted(Payment.objects.values_list("claim", flat=True)) == sorted(claim.pk for claim in claims)
    assert PaymentLine.objects.filter(live=True).count() == 24
    assert sum(run.total_pence for run in made) == 12 * 8140


def test_a_claim_somebody_is_working_on_is_passed_over_not_waited_for():
    finance = Finance()
    busy, free = finance.claim(finance.payee()), finance.claim(finance.payee())
    with transaction.atomic():
        transitions.lock(busy)
        [run] = at_the_same_time(
            lambda: actions.make_run(organisation=finance.organisation, by=finance.maker)
        )
    assert list(run.payments.values_list("claim", flat=True)) == [free.pk]
    assert not LeftOut.objects.exists()
    assert Claim.objects.get(pk=busy.pk).status == "approved"
    assert list(finance.run().payments.values_list("claim", flat=True)) == [busy.pk]


@pytest.mark.parametrize("step", ["lock_run", "export_run"])
def test_two_clicks_at_once_take_one_step(step):
    finance = Finance()
    finance.claim(finance.payee())
    run = finance.run("draft" if step == "lock_run" else "released")

    def click():
        return getattr(actions, step)(run, by=finance.maker)

    answers = at_the_same_time(click, click)
    assert sorted(isinstance(answer, TransitionRefused) for answer in answers) == [False, True]
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM payments_journalentry WHERE kind = 'owed'")
        assert cursor.fetchone() == (1,)
