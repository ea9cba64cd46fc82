"""One sealed value is spoiled: that one thing is held back by name, everything else goes on, and no page is a 500."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from contributors.people.models import Person
from coproduce.audit import actions as audit
from coproduce.foundation.promises.models import Promise
from expenses.claims.models import Claim
from expenses.payees.actions import save_details
from expenses.payees.models import BankDetails
from expenses.payees.recognition.models import EarningsLimit
from expenses.payees.rules import ClearDetails
from expenses.payments.files.models import BankFile
from expenses.payments.files.queries import content
from expenses.payments.runs.models import Payment
from projects.power_balance.concerns.models import Concern, ConcernContact
from tests import builders
from tests.contributors.accounts.steps import PASSWORD, SECOND_STEP, STAFF, is_signed_in, with_password
from tests.expenses.payments.made import Finance, give_details
from tests.trust.test_key_rotation import Rows

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


def spoiled(value: str) -> str:
    """The same key, and one character of the sealed bytes changed."""
    return value[:-3] + ("A" if value[-3] != "A" else "B") + value[-2:]


def spoil(rows, **fields: str) -> None:
    for row in rows:
        names = [name for name in vars(row) if name.startswith("sealed") and getattr(row, name)]
        type(row)._base_manager.filter(pk=row.pk).update(
            **{name: spoiled(getattr(row, name)) for name in names}
        )


@pytest.fixture
def finance():
    return Finance()


@pytest.fixture
def run(finance):
    """A run of three people that is released; the details of one of them are spoiled."""
    for name in ("Ann Lee", "Bo Diaz", "Cy Hall"):
        finance.claim(finance.payee(name))
    run = finance.run("released")
    spoil(BankDetails.objects.filter(person__name="Bo Diaz"))
    return run


def test_the_file_is_made_without_the_one_who_is_named(finance, run):
    client = builders.sign_in(Client(), finance.releaser)
    page = client.post(reverse("payments:export", args=[run.ref]), follow=True).content.decode()
    assert "Not in the file: Bo Diaz." in page
    written = content(BankFile.objects.get())
    assert [name in written for name in (b"ANN LEE", b"BO DIAZ", b"CY HALL")] == [True, False, True]
    assert BankFile.objects.get().rows == 2
    held = Payment.objects.get(person__name="Bo Diaz")
    assert (held.live, held.result, held.claim.status) == (False, "held", "approved")


def test_the_one_held_back_is_asked_again_and_paid_with_the_next_run(finance, run):
    builders.sign_in(Client(), finance.releaser).post(reverse("payments:export", args=[run.ref]))
    person = Person.objects.get(name="Bo Diaz")
    waits = Promise.objects.open().filter(person=person)
    assert "payments.say_how" in set(waits.values_list("kind", flat=True))
    assert Claim.objects.get(person=person).pay_waits
    give_details(person.account, "Bo Diaz", "010203", "31926819")
    BankDetails.objects.filter(person=person).update(usable_from="2020-01-01T00:00Z")
    next_run = finance.run("exported")
    assert b"BO DIAZ" in content(BankFile.objects.get(run=next_run))


def test_checking_for_changes_names_them(finance, run):
    page = builders.sign_in(Client(), finance.maker).get(reverse("payments:hold", args=[run.ref]))
    assert "Something has changed for: Bo Diaz." in page.content.decode()


def test_a_run_of_nobody_else_says_whose_details_cannot_be_read(finance):
    finance.claim(finance.payee("Bo Diaz"))
    run = finance.run("released")
    spoil(BankDetails.objects.all())
    client = builders.sign_in(Client(), finance.releaser)
    page = client.post(reverse("payments:export", args=[run.ref]), follow=True)
    assert page.status_code == 200
    assert "We cannot read the bank details of anyone in this run: Bo Diaz." in page.content.decode()
    assert not BankFile.objects.exists()


def test_with_their_key_gone_details_are_held_back_and_kept(finance, run, settings):
    BankDetails.objects.filter(person__name="Bo Diaz").update(sealed_name="gone:AAAA")
    builders.sign_in(Client(), finance.releaser).post(reverse("payments:export", args=[run.ref]))
    assert BankDetails.objects.get(person__name="Bo Diaz").status == "active"


def test_somebody_may_give_the_same_details_again(finance):
    person = finance.payee("Bo Diaz", number="31926819")
    spoil(person.bank_details.all())
    clear = ClearDetails(account_name="Bo Diaz", sort_code="010203", account_number="31926819")
    assert save_details(person, clear=clear, by=person.account).version == 2


@pytest.fixture
def rows():
    rows = Rows()
    for model in (BankDetails, Concern, EarningsLimit, BankFile):
        spoil(model.objects.all())
    Person.objects.exclude(equality_token="").update(equality_token="demo:AAAA")
    for one in Authenticator.objects.all():
        one.data |= {name: spoiled(one.data[name]) for name in ("secret", "seed") if name in one.data}
        one.save()
    return rows


def test_no_page_of_the_person_is_an_error_of_ours(rows, caplog):
    caplog.set_level(logging.ERROR)
    client = builders.sign_in(Client(raise_request_exception=False), rows.user)
    names = ("my_recognition:overview", "my_recognition:limit", "my_bank:overview", "my_equality:overview")
    pages = {name: client.get(reverse(name)) for name in names}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200) | {
        "my_equality:overview": 409
    }
    assert "Something here cannot be read" in pages["my_equality:overview"].content.decode()
    assert "We cannot read your limit" in pages["my_recognition:overview"].content.decode()
    assert "a sealed value of equality_token does not open" in caplog.text


def test_a_concern_says_that_it_cannot_be_read(rows):
    concern = Concern.objects.get()
    ConcernContact.objects.create(organisation=concern.project.organisation, user=concern.contact, place=1)
    page = builders.sign_in(Client(), concern.contact).get(
        reverse("power_balance:concern", args=[concern.ref])
    )
    assert page.status_code == 200
    assert "This cannot be read." in page.content.decode()


def test_a_bank_file_that_does_not_open_is_not_given_out(rows):
    client = builders.sign_in(Client(raise_request_exception=False), rows.finance.maker)
    page = client.get(reverse("payments:download", args=[BankFile.objects.get().run.ref]))
    assert (page.status_code, page["Content-Type"]) == (409, "text/html; charset=utf-8")


def test_a_second_step_that_does_not_open_lets_nobody_in_and_breaks_nothing(rows):
    user, client = with_password(rows.staff), Client(raise_request_exception=False)
    client.post(STAFF, {"login": user.email, "password": PASSWORD})
    for code in ("000000", rows.codes[0]):
        assert client.post(SECOND_STEP, {"code": code}).status_code == 200
    assert not is_signed_in(client)


def test_the_audit_names_every_one_and_administrators_hear_of_it(rows, monkeypatch):
    told = []
    monkeypatch.setattr(audit.alarm, "tell", lambda words, about: told.extend(words))
    report = audit.keep_audit().report
    broken = {row["invariant"]: row for row in report if row["broken"]}
    assert {"secrets.bank_details_open", "secrets.concerns_open", "secrets.bank_files_open"} < broken.keys()
    assert f"payees.BankDetails {rows.details.ref}" in broken["secrets.bank_details_open"]["examples"]
    assert broken["secrets.other_values_open"]["broken"] == 4  # limit, token, app, recovery codes
    assert "secrets.other_values_open: 4" in told
