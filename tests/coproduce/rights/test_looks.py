"""Who looked at what is private about me, when and why."""

import pytest
from django.db import transaction
from django.urls import reverse

from contributors.accounts.roles import Role
from contributors.people.access_needs.actions import look
from coproduce.foundation.history import actions as history
from coproduce.rights.looks import looks_at
from expenses.payees.models import BankDetails
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return builders.organisation("North Trust")


@pytest.fixture
def ann(here):
    return builders.contributor_user(here, name="Ann").person


def test_each_look_says_at_what_by_whom_and_why(client, ann, here):
    manager = builders.staff_user(Role.PPI_MANAGER, here, name="Priya Shah")
    finance = builders.staff_user(Role.FINANCE, here, name="Ruth Owen")
    administrator = builders.staff_user(Role.ADMINISTRATOR, here, name="Alex Reed")
    details = builders.bank_details(ann)
    builders.access_need(ann)
    look(ann, by=manager)
    with transaction.atomic():
        history.record(details, "opened for a bank file", by=finance)
        history.record(details, "bank details given", by=ann.account)  # no look
    history.record_look(BankDetails, [details.pk], by=administrator, searched=True)
    assert [(str(one.what), one.who, str(one.why)) for one in looks_at(ann)] == [
        ("Bank details", "Alex Reed", "Opened in the pages for administrators."),
        ("Your bank details", "Ruth Owen", "To pay you: the numbers went into the file for the bank."),
        ("What helps you take part", "Priya Shah", "To see what to arrange for you."),
    ]
    builders.sign_in(client, ann.account)
    page = client.get(reverse("my_data:looks"))
    assert "Ruth Owen" in page.text
    assert reverse("my_data:looks") in client.get(reverse("my_details:overview")).text


def test_looks_at_others_are_not_told(ann, here):
    other = builders.person("Other", organisation=here)
    builders.access_need(other)
    look(other, by=builders.staff_user(Role.PPI_MANAGER, here))
    details = builders.bank_details(other)
    history.record_look(
        BankDetails, [details.pk], by=builders.staff_user(Role.ADMINISTRATOR, here), searched=False
    )
    assert looks_at(ann) == []
