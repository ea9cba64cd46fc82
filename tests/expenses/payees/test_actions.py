import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from coproduce.foundation import clock, transitions
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from expenses.payees import actions
from expenses.payees.models import BankDetails
from expenses.payees.rules import ClearDetails
from expenses.payments.runs import queries as payable
from expenses.payments.states import Method, Reason
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa").person


def clear(number="31926819", **fields):
    return ClearDetails(
        **{"account_name": "R Adeyemi", "sort_code": "070116", "account_number": number, **fields}
    )


def held(person) -> str:
    """Why a claim of theirs would not be paid now, as finance reads it; empty when it would be."""
    trust = person.connections.get().organisation
    if not person.claims.exists():
        builders.approved_claim(person, trust)
    for method in Method.values:
        if payable.ready(trust, method).filter(person=person).exists():
            return ""
    return payable.not_ready(trust, Method.BANK).get(person=person).reason


def test_first_details_typed_by_the_person_are_in_use_at_once(rosa):
    row = actions.save_details(rosa, clear=clear(), by=rosa.account)
    assert (row.status, row.tail, row.version) == ("active", "6819", 1)
    assert held(rosa) == ""
    assert not Notification.objects.exists()


def test_the_same_details_again_change_nothing(rosa):
    first = actions.save_details(rosa, clear=clear(), by=rosa.account)
    assert actions.save_details(rosa, clear=clear(), by=rosa.account) == first
    assert BankDetails.objects.count() == 1


def test_a_new_name_on_the_same_account_is_a_change(rosa):
    actions.save_details(rosa, clear=clear(), by=rosa.account)
    changed = actions.save_details(rosa, clear=clear(account_name="Rosa Adeyemi"), by=rosa.account)
    assert (changed.status, changed.version) == ("pending", 2)


def test_changed_details_rest_48_hours_and_nothing_is_paid_meanwhile(rosa):
    old = actions.save_details(rosa, clear=clear(), by=rosa.account)
    new = actions.save_details(rosa, clear=clear("12345670"), by=rosa.account)
    assert (new.status, new.usable_from - new.made_at) == ("pending", dt.timedelta(hours=48))
    assert held(rosa) == Reason.RESTING
    assert actions.end_cooling_off() == 0
    BankDetails.objects.filter(pk=new.pk).update(usable_from=clock.now() - dt.timedelta(seconds=1))
    assert actions.end_cooling_off() == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.status) == ("superseded", "active")
    assert held(rosa) == ""


def test_the_rest_ends_by_the_databases_clock_not_the_workers(rosa):
    actions.save_details(rosa, clear=clear(), by=rosa.account)
    actions.save_details(rosa, clear=clear("12345670"), by=rosa.account)
    with time_machine.travel(clock.now() + dt.timedelta(days=9), tick=True):
        assert actions.end_cooling_off() == 0


def test_the_notice_of_a_change_carries_no_number(rosa):
    actions.save_details(rosa, clear=clear(), by=rosa.account)
    actions.save_details(rosa, clear=clear("12345670"), by=rosa.account)
    message = Notification.objects.get()
    subject, body = render(message)
    assert (message.kind, message.recipient) == ("payees/details_changed", rosa)
    assert not {"5670", "12345670", "070116", "6819"} & set((subject + body).split())
    assert "5670" not in subject + body
    assert "The bank details we hold for you were changed." in body


def test_details_typed_by_staff_wait_for_a_second_pair_of_eyes(trust, rosa):
    typist, checker = builders.staff_user("finance", trust), builders.staff_user("finance", trust)
    row = actions.save_details(rosa, clear=clear(), by=typist)
    assert (row.status, row.needs_check) == ("pending", True)
    for nobody in (typist, rosa.account):
        with pytest.raises(transitions.TransitionRefused, match="Someone else"):
            actions.check_details(row, agreed=True, by=nobody, why="Called her.")
    assert actions.end_cooling_off() == 0
    checked = actions.check_details(row, agreed=True, by=checker, why="Called her on the number we had.")
    assert (checked.status, checked.checked_by) == ("active", checker)


def test_a_checked_change_still_rests(trust, rosa):
    actions.save_details(rosa, clear=clear(), by=rosa.account)
    row = actions.save_details(rosa, clear=clear("12345670"), by=builders.staff_user("finance", trust))
    checker = builders.staff_user("finance", trust)
    assert actions.check_details(row, agreed=True, by=checker, why="Called.").status == "pending"


def test_details_that_are_not_right_are_never_used(trust, rosa):
    row = actions.save_details(rosa, clear=clear(), by=builders.staff_user("finance", trust))
    refused = actions.check_details(
        row, agreed=False, by=builders.staff_user("finance", trust), why="Not hers."
    )
    assert refused.status == "superseded"
    assert held(rosa) == Reason.NO_DETAILS


def test_the_account_of_another_person_is_allowed_but_checked(trust, rosa):
    partner = builders.contributor_user(trust).person
    builders.bank_details(partner, account_number="31926819")
    row = actions.save_details(rosa, clear=clear(sort_code="010203"), by=rosa.account)
    assert (row.status, row.needs_check) == ("pending", True)


def test_the_person_cannot_check_their_details_with_a_second_account_of_the_same_mailbox(trust, rosa):
    other = builders.staff_user("finance", trust)
    other.person.email = rosa.email
    other.person.save()
    row = actions.save_details(rosa, clear=clear(), by=builders.staff_user("finance", trust))
    with pytest.raises(transitions.TransitionRefused, match="Someone else"):
        actions.check_details(row, agreed=True, by=other, why="It is me.")


def test_the_database_refuses_a_check_by_the_typist_or_the_person(trust, rosa):
    typist = builders.staff_user("finance", trust)
    row = actions.save_details(rosa, clear=clear(), by=typist)
    for nobody in (typist, rosa.account):
        with pytest.raises(IntegrityError), transaction.atomic():
            BankDetails.objects.filter(pk=row.pk).update(checked_by=nobody, checked_at=clock.now())


def test_the_database_refuses_unchecked_details_in_use(trust, rosa):
    row = actions.save_details(rosa, clear=clear(), by=builders.staff_user("finance", trust))
    with pytest.raises(IntegrityError), transaction.atomic():
        BankDetails.objects.filter(pk=row.pk).update(status="active")


def test_nobody_needs_a_bank_account(rosa):
    assert held(rosa) == Reason.NO_DETAILS
    for route in ("cheque", "cash", "voucher"):
        actions.choose_route(rosa, route=route, by=rosa.account)
        assert held(rosa) == ""
    actions.choose_route(rosa, route="charity", charity="Mind", by=rosa.account)
    assert held(rosa) == ""
    actions.choose_route(rosa, route="cheque", by=rosa.account, talk_first=True)
    assert held(rosa) == Reason.TALK_FIRST
