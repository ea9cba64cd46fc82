"""A bank statement: matched to the penny with payments and whole runs; what was not found stays open."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from expenses.payments.results import actions, reading
from expenses.payments.results.actions import record_bounced
from expenses.payments.results.models import Match, ReadingRules, Reconciled
from expenses.payments.results.queries import not_on_a_statement, reading_rules_of
from expenses.payments.runs.models import Payment
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


def staff(user):
    return builders.sign_in(Client(), user)


def statement(finance, *rows):
    """Read a statement: each row is (words, pence); money out is minus."""
    lines = [f"{words},{pence / 100:.2f},{clock.today():%d/%m/%Y}" for words, pence in rows]
    content = "\r\n".join(["Reference,Amount,Date", *lines]).encode()
    found = reading.read(content, "statement.csv", reading_rules_of(finance.organisation, "statement"))
    return actions.keep(found, organisation=finance.organisation, kind="statement", by=finance.maker)


def findings(report):
    return list(report.lines.order_by("number").values_list("finding", flat=True))


def recorded(number=2):
    finance = Finance()
    for n in range(number):
        finance.claim(finance.payee(f"Payee {n}"), fee=1000 * (n + 1))
    run = finance.run("recorded")
    return finance, run, list(run.payments.order_by("pk"))


def test_single_payments_are_found_and_the_run_is_reconciled_with_who_and_when():
    finance, run, (ann, bo) = recorded()
    assert not_on_a_statement(Payment.objects.all()).count() == 2
    first = statement(finance, (f"BACS {ann.reference}", -1000), ("RENT MAY", -50_000), ("GRANT", 99_999))
    assert findings(first) == ["fits", "other", "other"]
    actions.record(first, by=finance.maker)
    assert not Reconciled.objects.exists()
    actions.record(statement(finance, (bo.reference, -2000)), by=finance.releaser)
    said = Reconciled.objects.get()
    assert (said.run, said.by) == (run, finance.releaser)
    assert not not_on_a_statement(Payment.objects.all()).exists()
    page = staff(finance.maker).get(reverse("payments:detail", args=[run.ref])).content.decode()
    assert "Everything was found on bank statements" in page


def test_a_whole_run_is_found_by_its_number_or_by_its_sum_and_day():
    finance, run, _payments = recorded()
    report = statement(finance, ("RUN 1 NORTH TRUST", -3000))
    assert findings(report) == ["fits"]
    actions.record(report, by=finance.maker)
    assert Reconciled.objects.get().run == run
    finance.claim(finance.payee(), fee=700)
    again = finance.run("recorded")
    report = statement(finance, ("BACS BULK", -700), ("BACS BULK", -701))
    assert findings(report) == ["fits", "other"]
    actions.record(report, by=finance.maker)
    assert again.reconciled.by == finance.maker


def test_one_penny_off_is_a_difference_and_nothing_is_settled_twice():
    finance, _run, (ann, bo) = recorded()
    report = statement(
        finance, (ann.reference, -1001), ("RUN 1", -2999), (bo.reference, -2000), (bo.reference, -2000)
    )
    assert findings(report) == ["amount", "amount", "fits", "twice"]
    actions.record(report, by=finance.maker)
    assert Match.objects.count() == 1
    assert findings(statement(finance, (bo.reference, -2000))) == ["twice"]
    line = report.lines.get(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(line=line, said="paid", payment=bo, by=finance.maker)
    for change in ("UPDATE payments_match SET said = 'bounced'", "DELETE FROM payments_match"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_money_that_came_back_is_recorded_first_and_then_found():
    finance, run, (ann, _bo) = recorded()
    report = statement(finance, ("RUN 1", -3000), (ann.reference, 1000))
    assert findings(report) == ["fits", "state"]
    actions.record(report, by=finance.maker)
    assert Reconciled.objects.filter(run=run).exists()
    record_bounced(ann, why="Closed", by=finance.maker)
    assert [one.pk for one in not_on_a_statement(Payment.objects.all())] == [ann.pk]
    actions.match_again(report, by=finance.maker)
    actions.record(report, by=finance.maker)
    assert findings(report) == ["done", "done"]
    assert not not_on_a_statement(Payment.objects.all()).exists()


def test_a_payment_made_again_is_on_the_statement_twice():
    finance, _run, (ann,) = recorded(1)
    record_bounced(ann, why="Closed", by=finance.maker)
    second = finance.run("recorded").payments.get()
    assert second.reference == ann.reference
    report = statement(finance, (ann.reference, -1000), (ann.reference, 1000), (ann.reference, -1000))
    assert findings(report) == ["fits"] * 3
    actions.record(report, by=finance.maker)
    assert set(Match.objects.values_list("payment", "said")) == {
        (ann.pk, "paid"), (ann.pk, "bounced"), (second.pk, "paid"),
    }  # fmt: skip
    assert Reconciled.objects.count() == 2


@pytest.mark.parametrize(
    ("rules", "row", "expected"),
    [
        ({}, "X,-12.50,1/5/2026", (1250, "paid")),
        ({}, "X,(12.50),1/5/2026", (1250, "paid")),
        ({}, "X,12.50,1/5/2026", (1250, "bounced")),
        ({"money_out": "plus"}, "X,12.50,1/5/2026", (1250, "paid")),
        ({"unit": "pence"}, "X,-1250,1/5/2026", (1250, "paid")),
        ({"amount": "Out", "amount_in": "In"}, "X,12.50,1/5/2026,", (1250, "paid")),
        ({"amount": "Out", "amount_in": "In"}, "X,,1/5/2026,12.50", (1250, "bounced")),
    ],
)
def test_money_out_and_in_as_banks_write_it(rules, row, expected):
    heading = "Reference,Out,Date,In" if "amount_in" in rules else "Reference,Amount,Date"
    found = reading.read(f"{heading}\n{row}".encode(), "x.csv", ReadingRules(kind="statement", **rules))
    assert (found.lines[0].amount_pence, found.lines[0].said) == expected


def test_pages_ask_as_often_for_thirty_as_for_three():
    finance = Finance()
    client = staff(finance.maker)

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    def fill(number):
        for n in range(number):
            finance.claim(finance.payee(), fee=100 + n)
        run = finance.run("recorded")
        rows = [(one.reference, -1) for one in run.payments.all()]
        report = statement(finance, *rows)
        names = ["reports", "differences", "not_found_yet"]
        addresses = [reverse("payments:report", args=[report.ref])]
        return [*addresses, *(reverse(f"payments:{name}") for name in names)]

    few = [queries(address) for address in fill(3)]
    assert [queries(address) for address in fill(30)] == few
