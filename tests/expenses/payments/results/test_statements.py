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
from tests.expenses.payments.made import House

pytestmark = pytest.mark.django_db


def staff(user):
    return builders.sign_in(Client(), user)


def statement(house, *rows):
    """Read a statement: each row is (words, pence); money out is minus."""
    lines = [f"{words},{pence / 100:.2f},{clock.today():%d/%m/%Y}" for words, pence in rows]
    content = "\r\n".join(["Reference,Amount,Date", *lines]).encode()
    found = reading.read(content, "statement.csv", reading_rules_of(house.organisation, "statement"))
    return actions.keep(found, organisation=house.organisation, kind="statement", by=house.maker)


def findings(report):
    return list(report.lines.order_by("number").values_list("finding", flat=True))


def recorded(number=2):
    house = House()
    for n in range(number):
        house.claim(house.payee(f"Payee {n}"), fee=1000 * (n + 1))
    run = house.run("recorded")
    return house, run, list(run.payments.order_by("pk"))


def test_single_payments_are_found_and_the_run_is_reconciled_with_who_and_when():
    house, run, (ann, bo) = recorded()
    assert not_on_a_statement(Payment.objects.all()).count() == 2
    first = statement(house, (f"BACS {ann.reference}", -1000), ("RENT MAY", -50_000), ("GRANT", 99_999))
    assert findings(first) == ["fits", "other", "other"]
    actions.record(first, by=house.maker)
    assert not Reconciled.objects.exists()
    actions.record(statement(house, (bo.reference, -2000)), by=house.releaser)
    said = Reconciled.objects.get()
    assert (said.run, said.by) == (run, house.releaser)
    assert not not_on_a_statement(Payment.objects.all()).exists()
    page = staff(house.maker).get(reverse("payments:detail", args=[run.ref])).content.decode()
    assert "Everything was found on bank statements" in page


def test_a_whole_run_is_found_by_its_number_or_by_its_sum_and_day():
    house, run, _payments = recorded()
    report = statement(house, ("RUN 1 NORTH TRUST", -3000))
    assert findings(report) == ["fits"]
    actions.record(report, by=house.maker)
    assert Reconciled.objects.get().run == run
    house.claim(house.payee(), fee=700)
    again = house.run("recorded")
    report = statement(house, ("BACS BULK", -700), ("BACS BULK", -701))
    assert findings(report) == ["fits", "other"]
    actions.record(report, by=house.maker)
    assert again.reconciled.by == house.maker


def test_one_penny_off_is_a_difference_and_nothing_is_settled_twice():
    house, _run, (ann, bo) = recorded()
    report = statement(
        house, (ann.reference, -1001), ("RUN 1", -2999), (bo.reference, -2000), (bo.reference, -2000)
    )
    assert findings(report) == ["amount", "amount", "fits", "twice"]
    actions.record(report, by=house.maker)
    assert Match.objects.count() == 1
    assert findings(statement(house, (bo.reference, -2000))) == ["twice"]
    line = report.lines.get(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(line=line, said="paid", payment=bo, by=house.maker)
    for change in ("UPDATE payments_match SET said = 'bounced'", "DELETE FROM payments_match"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_money_that_came_back_is_recorded_first_and_then_found():
    house, run, (ann, _bo) = recorded()
    report = statement(house, ("RUN 1", -3000), (ann.reference, 1000))
    assert findings(report) == ["fits", "state"]
    actions.record(report, by=house.maker)
    assert Reconciled.objects.filter(run=run).exists()
    record_bounced(ann, why="Closed", by=house.maker)
    assert [one.pk for one in not_on_a_statement(Payment.objects.all())] == [ann.pk]
    actions.match_again(report, by=house.maker)
    actions.record(report, by=house.maker)
    assert findings(report) == ["done", "done"]
    assert not not_on_a_statement(Payment.objects.all()).exists()


def test_a_payment_made_again_is_on_the_statement_twice():
    house, _run, (ann,) = recorded(1)
    record_bounced(ann, why="Closed", by=house.maker)
    second = house.run("recorded").payments.get()
    assert second.reference == ann.reference
    report = statement(house, (ann.reference, -1000), (ann.reference, 1000), (ann.reference, -1000))
    assert findings(report) == ["fits"] * 3
    actions.record(report, by=house.maker)
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
    house = House()
    client = staff(house.maker)

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    def fill(number):
        for n in range(number):
            house.claim(house.payee(), fee=100 + n)
        run = house.run("recorded")
        rows = [(one.reference, -1) for one in run.payments.all()]
        report = statement(house, *rows)
        names = ["reports", "differences", "not_found_yet"]
        addresses = [reverse("payments:report", args=[report.ref])]
        return [*addresses, *(reverse(f"payments:{name}") for name in names)]

    few = [queries(address) for address in fill(3)]
    assert [queries(address) for address in fill(30)] == few
