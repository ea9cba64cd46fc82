"""One person with two accounts is seen, and asked about; families and libraries are not accused."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributors.people.new_mailbox.models import MailboxProof
from contributors.people.same_person import actions, queries
from contributors.people.same_person.models import MaybeSamePerson, SeenDevice
from contributors.people.same_person.receivers import note_device
from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.transitions import TransitionRefused
from tests import builders
from tests.contributors.accounts.steps import ENTER_CODE, ask_for_code, newest_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def approver(trust):
    return builders.staff_user("approver", trust, name="Ann Lee")


@pytest.fixture
def second(trust):
    return builders.contributor_user(trust, name="ann  LEE")


def administrator_of(organisation, name):
    account = builders.staff_user("administrator", organisation, name=name)
    account.is_staff = True
    account.save()
    return account


@pytest.fixture
def administrator(trust):
    return administrator_of(trust, "Ada Admin")


def seen(*accounts, mark="a-device"):
    for account in accounts:
        actions.note_device(account, mark=mark)


def pairs():
    return [{one.one, one.other} for one in MaybeSamePerson.objects.all()]


def test_the_same_name_on_the_same_device_is_asked_about(approver, second):
    seen(approver, second)
    assert pairs() == [{approver, second}]
    seen(second, approver)
    assert len(pairs()) == 1


def test_a_family_at_one_device_is_not(approver, trust):
    seen(approver, builders.contributor_user(trust, name="Bo Lee"))
    assert pairs() == []


def test_nor_is_a_namesake_on_another_device(approver, second):
    seen(approver)
    seen(second, mark="another")
    assert pairs() == []


def test_nor_two_accounts_with_no_power_over_one_another(trust, second):
    seen(second, builders.contributor_user(trust, name="Ann Lee"))
    assert pairs() == []


def test_nor_one_who_works_where_the_other_is_unknown(second):
    elsewhere = builders.staff_user("approver", builders.organisation("South Trust"), name="Ann Lee")
    seen(second, elsewhere)
    assert pairs() == []


@pytest.mark.parametrize("turned", [False, True])
def test_a_mailbox_that_both_have_shown_to_be_theirs_is_a_sign(approver, second, turned):
    had, has = (second, approver) if turned else (approver, second)
    MailboxProof.objects.create(
        person=had.person, email=has.email, token_hash="x" * 64, asked_by=had, proved_at=clock.now()
    )
    actions.look(approver)
    assert MaybeSamePerson.objects.get().sign == "mailbox"


def test_a_device_is_known_by_the_one_cookie_of_its_sign_in(approver, second):
    """The cookie that lets this device in when strangers have used up all tries also says whose device it is."""
    browser = Client()
    ask_for_code(browser, second.email)
    browser.post(ENTER_CODE, {"code": newest_code()})
    number = browser.cookies[settings.KNOWN_DEVICE_COOKIE].value.partition(".")[0]
    assert SeenDevice.objects.get().account == second
    assert number not in str(list(SeenDevice.objects.values()))
    again = RequestFactory().get("/")
    again.COOKIES[settings.KNOWN_DEVICE_COOKIE] = browser.cookies[settings.KNOWN_DEVICE_COOKIE].value
    note_device(request=again, user=approver)
    assert pairs() == [{approver, second}]
    assert set(browser.cookies) <= {"sessionid", "csrftoken", settings.KNOWN_DEVICE_COOKIE}


def test_looking_counts_nothing(approver, second):
    seen(approver, second)
    with CaptureQueriesContext(connection) as asked:
        actions.look(approver)
    assert not [one for one in asked.captured_queries if "COUNT(" in one["sql"].upper()]


def test_what_was_seen_long_ago_is_forgotten(approver, second):
    seen(approver)
    SeenDevice.objects.update(seen_on=clock.today() - actions.KEPT - dt.timedelta(days=1))
    seen(approver, mark="new")
    assert [one.mark for one in SeenDevice.objects.all()] == ["new"]


@pytest.fixture
def pair(approver, second):
    seen(approver, second)
    return MaybeSamePerson.objects.get()


def test_an_administrator_is_told_asks_and_answers(pair, administrator):
    browser = builders.sign_in(Client(), administrator)
    assert "Two accounts may belong to one person." in browser.get(reverse("staff:home")).text
    listed = browser.get(reverse("people:same_person")).text
    path = reverse("people:answer_same_person", args=[pair.ref])
    assert path in listed
    assert "signed in on the same device" in browser.get(path).text
    assert "How do you know" in browser.post(path, {"answer": "one", "why": ""}).text
    answered = browser.post(path, {"answer": "one", "why": "I rang both."}, follow=True).text
    assert "End the roles of one account" in answered
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by) == ("one", administrator)
    assert entries_about(pair).get().by == administrator
    assert queries.waiting(administrator) == 0


def test_once_answered_it_is_not_asked_again(pair, administrator, approver, second):
    actions.answer(pair, answer="two", why="Cousins.", by=administrator)
    with pytest.raises(TransitionRefused):
        actions.answer(pair, answer="one", why="No.", by=administrator)
    seen(approver, second, mark="new")
    assert queries.waiting(administrator) == 0


def test_nobody_judges_their_own_and_no_other_organisation_sees_it(pair, approver):
    with pytest.raises(TransitionRefused):
        actions.answer(pair, answer="two", why="It is not me.", by=approver)
    other = administrator_of(builders.organisation("South Trust"), "Una Admin")
    browser = builders.sign_in(Client(), other)
    assert browser.get(reverse("people:answer_same_person", args=[pair.ref])).status_code == 404
    assert pair.ref not in browser.get(reverse("people:same_person")).text


def test_the_database_wants_an_answer_whole(pair):
    for wrong in ({"answer": "one"}, {"why": "x"}, {"sign": "hair"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MaybeSamePerson.objects.filter(pk=pair.pk).update(**wrong)
