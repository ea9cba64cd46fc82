"""Fees by tax year: right on 5 and 6 April, with sums that came back and were paid again."""

import datetime as dt

import pytest
import time_machine

from coproduce.foundation import clock
from expenses.payees.recognition.actions import choose
from expenses.payments.remittance.queries import Paid, TaxYear, tax_years_of
from expenses.payments.results.actions import record_bounced
from expenses.payments.runs import actions
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


def on(day, hour=12):
    return time_machine.travel(dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC), tick=True)


LAST, FIRST = dt.date(2027, 4, 5), dt.date(2027, 4, 6)


def test_5_april_is_in_the_old_year_and_6_april_in_the_new():
    with on(LAST):
        finance = Finance(builders.organisation(name="North"))
        rosa = finance.payee("Rosa")
        finance.claim(rosa, fee=75_00, expense=6_40)
        finance.run("recorded")
    with on(FIRST):
        finance.claim(rosa, fee=20_00, expense=1_00, allowance=5_00)
        finance.claim(finance.payee("Sam"), fee=900_00)
        finance.run("recorded")
    assert tax_years_of(rosa) == [
        TaxYear(FIRST, [Paid("North", fee=20_00, expense=1_00, allowance=5_00)]),
        TaxYear(dt.date(2026, 4, 6), [Paid("North", fee=75_00, expense=6_40)]),
    ]


def test_the_day_the_money_left_counts_not_the_day_it_was_written_down():
    with on(dt.date(2027, 4, 4)):
        finance = Finance()
        rosa = finance.payee()
        finance.claim(rosa, fee=75_00)
        run = finance.run("exported")
    with on(dt.date(2027, 4, 8)):
        actions.record_paid(run, paid_on=LAST, by=finance.maker)
    assert [year.start for year in tax_years_of(rosa)] == [dt.date(2026, 4, 6)]


def test_an_hour_after_midnight_in_summer_is_already_6_april():
    with on(LAST, hour=23):  # 23.00 UTC on 5 April is midnight in the UK
        finance = Finance()
        rosa = finance.payee()
        finance.claim(rosa, fee=75_00)
        finance.run("recorded")
    assert [year.start for year in tax_years_of(rosa)] == [FIRST]


def test_what_came_back_counts_when_it_was_paid_again():
    with on(LAST):
        finance = Finance(builders.organisation(name="North"))
        rosa = finance.payee()
        finance.claim(rosa, fee=75_00)
        run = finance.run("recorded")
    with on(FIRST):
        record_bounced(run.payments.get(), why="No such account.", by=finance.maker)
        assert tax_years_of(rosa) == []
        finance.run("recorded")
    assert tax_years_of(rosa) == [TaxYear(FIRST, [Paid("North", fee=75_00)])]


def test_a_gift_is_named_and_a_declined_fee_is_not_there_at_all():
    finance = Finance(builders.organisation(name="North"))
    rosa, sam = finance.payee(), finance.payee()
    finance.claim(rosa, fee=75_00)
    choose(rosa, choice="donate", charity="Mind")
    finance.claim(sam, fee=75_00, expense=6_40)
    choose(sam, choice="decline")
    finance.run("recorded")
    run = actions.make_run(organisation=finance.organisation, by=finance.maker, method="hand")
    actions.lock_run(run, by=finance.maker)
    actions.release_run(run, by=finance.releaser)
    actions.export_run(run, by=finance.releaser)
    actions.record_paid(run, paid_on=clock.today(), by=finance.maker)
    assert [year.paid for year in tax_years_of(rosa)] == [[Paid("North", fee=75_00, given=75_00)]]
    assert [year.paid for year in tax_years_of(sam)] == [[Paid("North", expense=6_40)]]


@pytest.mark.parametrize(("pence", "notice"), [(1_000_00, False), (1_000_01, True)])
def test_a_plain_notice_above_1000_pounds_of_fees_alone(client, pence, notice):
    finance = Finance()
    rosa = finance.payee()
    builders.sign_in(client, rosa.account)
    assert "We have not paid you anything yet." in client.get("/my/payments/tax-years/").content.decode()
    finance.claim(rosa, fee=pence, expense=500_00)
    finance.run("recorded")
    page = client.get("/my/payments/tax-years/").content.decode()
    assert ("More than £1,000" in page) == notice
    assert "Your costs: £500.00" in page
    assert "not advice." in page
