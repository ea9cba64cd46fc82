"""Somebody without an account tells us how they want to be paid."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.notifications import rendering
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees import actions as payees
from expenses.payees.models import BankDetails, PayPreference
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recording import actions
from expenses.payees.recording.models import RecordedRoute
from expenses.payees.rules import ClearDetails
from expenses.payees.tasks import end_cooling_off
from tests import builders

pytestmark = pytest.mark.django_db
HOURS_48 = dt.timedelta(hours=48)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def finance(trust):
    return builders.staff_user("finance", trust)


@pytest.fixture
def pat(trust):
    return builders.person("Pat", organisation=trust)


def said(trust):
    return {
        "said": {"how": "phone", "said_on": clock.today(), "read_back": True},
        "organisation_id": trust.pk,
    }


def clear():
    return ClearDetails("Pat Jones", "070116", "31926819")


def rested(row):
    """Let the cooling-off be over by the clock of the database."""
    type(row).objects.filter(pk=row.pk).update(usable_from=clock.now() - dt.timedelta(minutes=1))


def test_bank_details_by_phone_rest_and_are_checked_even_the_first(trust, manager, finance, pat):
    entry = actions.record_bank(pat, clear=clear(), **said(trust), by=manager)
    row = BankDetails.objects.get(person=pat)
    assert (row.status, row.needs_check, row.usable_from - row.made_at) == ("pending", True, HOURS_48)
    assert entry.written_copy.channel == "post"
    text = rendering.render(entry.written_copy)[1]
    assert "6819" not in text + entry.words
    assert "second person" in text
    assert payees.check_details(row, agreed=True, by=finance, why="Rang.").status == "pending"
    rested(row)
    assert end_cooling_off() == 1
    assert BankDetails.objects.get().status == "active"


def test_a_cheque_counts_after_check_and_rest(trust, manager, finance, pat):
    actions.record_route(pat, route="cheque", **said(trust), by=manager)
    row = RecordedRoute.objects.get()
    assert not PayPreference.objects.exists()
    with pytest.raises(TransitionRefused, match="Someone else"):
        actions.check_route(row, agreed=True, why="I know.", by=manager)
    assert actions.check_route(row, agreed=True, why="Rang.", by=finance).status == "pending"
    assert end_cooling_off() == 0
    rested(row)
    assert end_cooling_off() == 1
    assert PayPreference.objects.get(person=pat).route == "cheque"


def test_a_check_after_the_rest_counts_at_once(trust, manager, finance, pat):
    actions.record_route(pat, route="voucher", **said(trust), by=manager)
    with time_machine.travel(clock.now() + HOURS_48 * 2):
        actions.check_route(RecordedRoute.objects.get(), agreed=True, why="Rang.", by=finance)
    assert PayPreference.objects.get(person=pat).route == "voucher"


def test_what_was_not_said_never_counts(trust, manager, finance, pat):
    actions.record_route(pat, route="cash", **said(trust), by=manager)
    row = actions.check_route(RecordedRoute.objects.get(), agreed=False, why="Not said.", by=finance)
    rested(row)
    assert (row.status, end_cooling_off()) == ("superseded", 0)
    assert not PayPreference.objects.exists()


def test_the_database_wants_a_second_person(trust, manager, pat):
    actions.record_route(pat, route="cash", **said(trust), by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordedRoute.objects.update(checked_by=manager, checked_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordedRoute.objects.update(status="active")


def test_talking_first_counts_at_once_and_stays(trust, manager, finance, pat):
    actions.record_route(pat, route="cheque", talk_first=True, **said(trust), by=manager)
    preference = PayPreference.objects.get(person=pat)
    assert (preference.route, preference.talk_first) == ("bank", True)
    row = RecordedRoute.objects.get()
    rested(row)
    row.refresh_from_db()
    actions.check_route(row, agreed=True, why="Rang.", by=finance)
    preference.refresh_from_db()
    assert (preference.route, preference.talk_first) == ("cheque", True)


def test_their_own_newer_word_takes_its_place(trust, manager, pat):
    actions.record_route(pat, route="cheque", **said(trust), by=manager)
    user = builders.account(pat)
    payees.choose_route(pat, route="voucher", by=user)
    assert RecordedRoute.objects.get().status == "superseded"
    actions.record_route(pat, route="cheque", **said(trust), by=manager)
    actions.record_route(pat, route="charity", charity="Mind", **said(trust), by=manager)
    waiting = RecordedRoute.objects.pending().get()
    assert (waiting.route, waiting.charity) == ("charity", "Mind")


def test_recognition_is_told_to_nobody_but_them(client, trust, manager, pat):
    actions.record_choice(pat, choice="donate", charity="Mind", **said(trust), by=manager)
    assert RecognitionChoice.objects.get(person=pat).charity == "Mind"
    entry = OnBehalf.objects.get()
    assert "Mind" in rendering.render(entry.written_copy)[1]
    builders.sign_in(client, manager)
    assert "Mind" not in client.get(reverse("people:detail", args=[pat.ref])).text


def test_the_pages(client, trust, manager, finance, pat):
    builders.sign_in(client, manager)
    day = clock.today()
    how = {"how": "post", "said_on_0": day.day, "said_on_1": day.month, "said_on_2": day.year}
    how["read_back"] = "yes"
    page = client.get(reverse("people:detail", args=[pat.ref])).text
    for name in ("record_route", "record_bank", "record_choice"):
        path = reverse(f"payees:{name}", args=[pat.ref])
        assert path in page
        assert client.get(path).status_code == 200
    path = reverse("payees:record_route", args=[pat.ref])
    assert client.post(path, {"route": "cheque", **how}).status_code == 302
    path = reverse("payees:record_bank", args=[pat.ref])
    numbers = {"account_name": "Pat Jones", "sort_code": "07-01-16", "account_number": "31926819"}
    assert client.post(path, {**numbers, **how}).status_code == 302
    path = reverse("payees:record_choice", args=[pat.ref])
    assert client.post(path, {"choice": "pay", **how}).status_code == 302
    assert OnBehalf.objects.count() == 3

    builders.sign_in(client, finance)
    row = RecordedRoute.objects.get()
    path = reverse("payees:check_route", args=[row.ref])
    assert path in client.get(reverse("payees:to_check")).text
    assert "By cheque" in client.get(path).text
    assert client.post(path, {"agreed": "yes", "why": "Rang them."}).status_code == 302
    row.refresh_from_db()
    assert row.checked_by == finance


def test_never_for_a_colleague(client, trust, manager, finance):
    builders.sign_in(client, manager)
    for name in ("record_route", "record_bank", "record_choice"):
        assert client.get(reverse(f"payees:{name}", args=[finance.person.ref])).status_code == 403
    page = client.get(reverse("people:detail", args=[finance.person.ref])).text
    assert "Record what they tell you about money" not in page
