"""Somebody without an account tells us whether a payment came."""

import pytest
from django.urls import reverse

from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from expenses.payments.questions.models import Confirmation
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db


def how():
    day = clock.today()
    return {
        "how": "phone",
        "said_on_0": day.day,
        "said_on_1": day.month,
        "said_on_2": day.year,
        "read_back": "yes",
    }


@pytest.mark.parametrize(("answer", "owed"), [("came", 0), ("not_yet", 1)])
def test_it_came_or_not_by_phone(client, answer, owed):
    finance = Finance()
    person = finance.payee("Pat")
    claim = finance.claim(person)
    finance.run("recorded")
    builders.connect(person, finance.organisation)
    manager = builders.staff_user("ppi_manager", finance.organisation)
    builders.sign_in(client, manager)
    path = reverse("payments:record_came", args=[claim.ref])
    assert path in client.get(reverse("claims:detail", args=[claim.ref])).text
    assert client.get(path).status_code == 200
    assert client.post(path, {"answer": answer, **how()}).status_code == 302
    said = Confirmation.objects.get()
    assert (said.answer, said.by) == (answer, manager)
    assert OnBehalf.objects.get().person == person
    assert Promise.objects.open().filter(kind="payments.answer").count() == owed


def test_a_payment_that_was_not_made_has_no_page(client):
    finance = Finance()
    claim = finance.claim(finance.payee("Pat"))
    builders.sign_in(client, builders.staff_user("ppi_manager", finance.organisation))
    assert client.get(reverse("payments:record_came", args=[claim.ref])).status_code == 404
