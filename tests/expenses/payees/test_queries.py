"""Whose money an account may not decide on."""

import pytest
from django.db import transaction

from contributors.people.supporters.models import Supporter
from coproduce.foundation import clock
from expenses.payees.actions import save_details
from expenses.payees.queries import breaks_segregation_of_duties
from expenses.payees.rules import ClearDetails
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def ann(trust):
    return builders.staff_user("approver", trust, name="Ann", email="ann@trust.example.org")


@pytest.fixture
def bob(trust):
    return builders.contributor_user(trust, name="Bob", email="bob@example.org").person


def test_the_money_of_others_may_be_decided_on_and_ones_own_may_not(ann, bob):
    assert breaks_segregation_of_duties(ann, bob) is False
    assert breaks_segregation_of_duties(ann, ann.person) is True
    assert breaks_segregation_of_duties(ann, builders.person()) is False  # neither account nor mailbox


def test_a_shared_mailbox_is_one_human_however_it_is_written(ann, bob):
    assert breaks_segregation_of_duties(ann, builders.person(email="Ann@trust.example.org")) is True
    bob.email = ""
    assert breaks_segregation_of_duties(ann, bob) is False


def helps(helper, person, **fields):
    return Supporter.objects.create(
        person=person, helper=helper, name="x", claims=True, accepted_on=clock.today(), **fields
    )


def test_whoever_helps_a_person_does_not_decide_on_their_money(ann, bob):
    cy, dee = builders.person(), builders.person()
    helps(ann.person, cy)
    helps(dee, bob)
    assert [breaks_segregation_of_duties(ann, one) for one in (bob, cy, dee)] == [False, True, False]
    Supporter.objects.filter(person=cy).update(ended_on=clock.today())
    assert breaks_segregation_of_duties(ann, cy) is False


@transaction.atomic
def banks_at(person, number):
    clear = ClearDetails(account_name=person.name, sort_code="010203", account_number=number)
    return save_details(person, clear=clear, by=person.account)


def test_one_bank_account_is_one_human_until_it_is_given_up(ann, bob):
    banks_at(ann.person, "10000001")
    first = banks_at(bob, "10000001")
    assert breaks_segregation_of_duties(ann, bob) is True
    type(first).objects.filter(pk=first.pk).update(status="superseded")
    assert breaks_segregation_of_duties(ann, bob) is False
    banks_at(bob, "10000002")
    assert breaks_segregation_of_duties(ann, bob) is False
