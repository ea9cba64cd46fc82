"""A month as finance closes it: from the ledger alone, equal to its trial balance, to take away."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from coproduce.foundation import clock
from expenses.payments.ledger.queries import trial_balance
from expenses.payments.month_end import queries as month_end
from expenses.payments.month_end.rules import Closing, Month
from expenses.payments.results.actions import record_bounced
from expenses.payments.runs import actions
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


def staff(user):
    return builders.sign_in(Client(), user)


def words(response):
    return " ".join(response.content.decode().split())


def noon(*day):
    return dt.datetime(*day, 12, tzinfo=dt.UTC)


@pytest.fixture
def story():
    """May: two claims paid, one comes back. June: it is paid again, a third one waits in a run."""
    with clock.pretend(noon(2026, 5, 1)):
        finance = Finance()
    with clock.pretend(noon(2026, 5, 4)):
        ann, bo = finance.payee(), finance.payee()
        _first, second = finance.claim(ann, fee=7500), finance.claim(bo, fee=2000, expense=500)
        run = finance.run("recorded")
    with clock.pretend(noon(2026, 5, 20)):
        record_bounced(run.payments.get(claim=second), why="Closed", by=finance.maker)
    with clock.pretend(noon(2026, 6, 3)):
        finance.run("recorded")
        finance.claim(ann, fee=100)
        finance.run("locked")
    return finance


def months(finance):
    return [month_end.close(Month(finance.organisation, dt.date(2026, month, 1))) for month in (4, 5, 6, 7)]


def test_opening_what_moved_it_and_closing(story):
    assert months(story) == [
        Closing(0, {}, 0, 0),
        Closing(0, {"owed": 10_000, "paid": -10_000, "bounced": 2500}, 2500, 0),
        Closing(2500, {"owed": 100, "paid": -2500}, 100, 0),
        Closing(100, {}, 100, 0),
    ]
    assert all(one.adds_up for one in months(story))
    assert trial_balance(organisation=story.organisation) == 0


def test_the_page_says_the_same_and_what_is_open(story):
    page = words(staff(story.maker).get(reverse("payments:month", args=[story.organisation.ref, "2026-06"])))
    for said in ("£25.00", "£1.00", "-£25.00", "£0.00", "1 run is not paid", "2 paid runs were not found"):
        assert said in page
    assert "do not add up" not in page


def test_a_ledger_somebody_got_round_is_said_loudly(story, monkeypatch):
    monkeypatch.setattr(month_end, "close", lambda month: Closing(0, {"paid": 5}, 6, 0))
    page = words(staff(story.maker).get(reverse("payments:month", args=[story.organisation.ref, "2026-06"])))
    assert "These figures do not add up." in page


def table(client, story, month):
    content = client.get(reverse("payments:month_file", args=[story.organisation.ref, month, "csv"])).content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_and_spreadsheet_hold_every_entry_and_each_row_comes_to_nothing(story):
    client = staff(story.maker)
    heading, opening, *entries, closing = rows = table(client, story, "2026-05")
    assert heading[:4] == ["Day", "What happened", "Reference", "Run"]
    assert (opening[1], closing[1], len(entries)) == ("Opening", "Closing", 5)
    pence = [[round(float(cell) * 100) for cell in row[4:]] for row in rows[1:]]
    assert {sum(row) for row in pence} == {0}
    assert [sum(column) for column in zip(*pence[:-1], strict=True)] == pence[-1]
    content = client.get(reverse("payments:month_file", args=[story.organisation.ref, "2026-05", "xlsx"]))
    sheet = load_workbook(io.BytesIO(content.content)).active
    found = [[cell.value or "" for cell in row[:4]] for row in sheet.iter_rows()]
    assert found == [row[:4] for row in rows]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_strangers_and_months_that_are_none(story):
    other, ref = Finance(), story.organisation.ref
    address = reverse("payments:month", args=[ref, "2026-05"])
    assert staff(other.maker).get(address).status_code == 404
    assert staff(story.approver).get(address).status_code == 403
    client = staff(story.maker)
    for month in ("2026-13", "0000-01", "x", "2999-01", "２０２６-05"):
        assert client.get(f"/payments/months/{ref}/{month}/").status_code == 404
    assert client.get(f"{address}pdf/").status_code == 404
    assert "June 2026" in words(client.get(reverse("payments:months")))
    assert "2026" not in words(staff(other.maker).get(reverse("payments:months"))).split("<main")[1]


def test_the_page_asks_as_often_for_thirty_as_for_three():
    finance = Finance()
    client = staff(finance.maker)
    address = reverse("payments:month", args=[finance.organisation.ref, f"{clock.today():%Y-%m}"])

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    for _ in range(3):
        finance.claim(finance.payee())
    finance.run("recorded")
    few = queries()
    for _ in range(30):
        finance.claim(finance.payee())
    actions.record_paid(finance.run("exported"), paid_on=clock.today(), by=finance.maker)
    assert queries() == few
    assert "after=" in words(client.get(address))
