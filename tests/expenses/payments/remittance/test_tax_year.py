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
from tests.expenses.payments.made import House

pytestmark = pytest.mark.django_db


def on(day, hour=12):
    return time_machine.travel(dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC), tick=True)


LAST, FIRST = dt.date(2027, 4, 5), dt.date(2027, 4, 6)


def test_5_april_is_in_the_old_year_and_6_april_in_the_new():
    with on(LAST):
        house = House(builders.organisation(name="North"))
        rosa = house.payee("Rosa")
        house.claim(rosa, fee=75_00, expense=6_40)
        house.run("recorded")
    with on(FIRST):
        house.claim(rosa, fee=20_00, expense=1_00, allowance=5_00)
        house.claim(house.payee("Sam"), fee=900_00)
        house.run("recorded")
    assert tax_years_of(rosa) == [
        TaxYear(FIRST, [Paid("North", fee=20_00, expense=1_00, allowance=5_00)]),
        TaxYear(dt.date(2026, 4, 6), [Paid("North", fee=75_00, expense=6_40)]),
    ]


def test_the_day_the_money_left_counts_not_the_day_it_was_written_down():
    with on(dt.date(2027, 4, 4)):
        house = House()
        rosa = house.payee()
        house.claim(rosa, fee=75_00)
        run = house.run("exported")
    with on(dt.date(2027, 4, 8)):
        actions.record_paid(run, paid_on=LAST, by=house.maker)
    assert [year.start for year in tax_years_of(rosa)] == [dt.date(2026, 4, 6)]


def test_an_hour_after_midnight_in_summer_is_already_6_april():
    with on(LAST, hour=23):  # 23.00 UTC on 5 April is midnight in the UK
        house = House()
        rosa = house.payee()
        house.claim(rosa, fee=75_00)
        house.run("recorded")
    assert [year.start for year in tax_years_of(rosa)] == [FIRST]


def test_what_came_back_counts_when_it_was_paid_again():
    with on(LAST):
        house = House(builders.organisation(name="North"))
        rosa = house.payee()
        house.claim(rosa, fee=75_00)
        run = house.run("recorded")
    with on(FIRST):
        record_bounced(run.payments.get(), why="No such account.", by=house.maker)
        assert tax_years_of(rosa) == []
        house.run("recorded")
    assert tax_years_of(rosa) == [TaxYear(FIRST, [Paid("North", fee=75_00)])]


def test_a_gift_is_named_and_a_declined_fee_is_not_there_at_all():
    house = House(builders.organisation(name="North"))
    rosa, sam = house.payee(), house.payee()
    house.claim(rosa, fee=75_00)
    choose(rosa, choice="donate", charity="Mind")
    house.claim(sam, fee=75_00, expense=6_40)
    choose(sam, choice="decline")
    house.run("recorded")
    run = actions.make_run(organisation=house.organisation, by=house.maker, method="hand")
    actions.lock_run(run, by=house.maker)
    actions.release_run(run, by=house.releaser)
    actions.export_run(run, by=house.releaser)
    actions.record_paid(run, paid_on=clock.today(), by=house.maker)
    assert [year.paid for year in tax_years_of(rosa)] == [[Paid("North", fee=75_00, given=75_00)]]
    assert [year.paid for year in tax_years_of(sam)] == [[Paid("North", expense=6_40)]]


@pytest.mark.parametrize(("pence", "notice"), [(1_000_00, False), (1_000_01, True)])
def test_a_plain_notice_above_1000_pounds_of_fees_alone(client, pence, notice):
    house = House()
    rosa = house.payee()
    builders.sign_in(client, rosa.account)
    assert "We have not paid you anything yet." in client.get("/my/payments/tax-years/").content.decode()
    house.claim(rosa, fee=pence, expense=500_00)
    house.run("recorded")
    page = client.get("/my/payments/tax-years/").content.decode()
    assert ("More than £1,000" in page) == notice
    assert "Your costs: £500.00" in page
    assert "It is not advice." in page
