"""Public contributors sign in with a code by e-mail."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client

from contributors.accounts import actions, notifications, rules
from contributors.accounts.models import StaffRole
from coproduce.foundation.notifications.expiry import After
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.states import State
from tests import builders
from tests.contributors.accounts.steps import (
    ENTER_CODE,
    SIGN_IN,
    ask_for_code,
    code_from,
    is_signed_in,
    mailed,
    newest_code,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def user(trust):
    return builders.contributor_user(trust, name="Amara Obi", email="amara@example.org")


def test_a_contributor_signs_in_with_the_code_from_the_mail(client, user):
    answer = ask_for_code(client, "Amara@Example.org ")
    assert (answer.status_code, answer.url) == (302, ENTER_CODE)
    (message,) = mailed()
    assert message.to == ["amara@example.org"]
    assert message.subject == "Your code to sign in"
    assert "Hello Amara Obi," in message.body

    answer = client.post(ENTER_CODE, {"code": code_from(message)})

    assert (answer.status_code, answer.url, is_signed_in(client)) == (302, "/", True)


def test_the_code_may_be_typed_with_spaces_or_without_dashes(client, user):
    ask_for_code(client, user.email)
    client.post(ENTER_CODE, {"code": "  " + newest_code().replace("-", " ") + " "})
    assert is_signed_in(client)


def test_signing_in_leads_to_the_page_that_was_asked_for_and_never_off_site(client, user):
    client.post(f"{SIGN_IN}?next=/who-are-you/", {"email": user.email})
    answer = client.post(f"{ENTER_CODE}?next=/who-are-you/", {"code": newest_code()})
    assert answer.url == "/who-are-you/"

    other = Client()
    answer = other.post(f"{SIGN_IN}?next=https://evil.test/", {"email": user.email})
    assert answer.url == ENTER_CODE
    answer = other.post(f"{ENTER_CODE}?next=https://evil.test/", {"code": newest_code()})
    assert answer.url == "/"


def test_the_code_lies_sealed_until_sent_and_is_wiped_then(client, user):
    ask_for_code(client, user.email)
    waiting = Notification.objects.get()
    assert waiting.sealed
    assert waiting.params == {}
    code = newest_code()
    sent = Notification.objects.get()
    assert (sent.state, sent.sealed, sent.kind) == (State.SENT, "", "accounts/sign_in_code")
    assert code.replace("-", "") not in waiting.sealed


def test_a_code_in_doubt_is_not_sent_again():
    assert notifications.SIGN_IN_CODE.repeat_in_doubt is False
    assert notifications.SIGN_IN_CODE.expires == After(hours=0.25)


def test_a_code_goes_out_before_a_heap_of_other_messages(client, user, trust):
    colleague = builders.contributor_user(trust)
    for _number in range(3):
        actions.notify(colleague, "password_changed")
    Notification.objects.update(due_at=Notification.objects.first().made_at)  # due now, as any bulk is
    ask_for_code(client, user.email)
    assert mailed()[0].subject == "Your code to sign in"


def test_the_code_works_only_in_the_browser_that_asked(client, user):
    ask_for_code(client, user.email)
    code = newest_code()
    elsewhere = Client()
    answer = elsewhere.post(ENTER_CODE, {"code": code}, follow=True)
    assert not is_signed_in(elsewhere)
    assert "A code only works on the phone or computer that asked for it." in answer.content.decode()
    client.post(ENTER_CODE, {"code": code})
    assert is_signed_in(client)


def test_a_scanner_that_opens_every_link_uses_nothing_up(client, user):
    ask_for_code(client, user.email)
    code = newest_code()
    for _visit in range(20):
        Client().get(ENTER_CODE)
        client.get(ENTER_CODE)
    client.post(ENTER_CODE, {"code": code})
    assert is_signed_in(client)


def test_a_code_stops_working_after_fifteen_minutes(client, user):
    with time_machine.travel(dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC), tick=False) as clock:
        ask_for_code(client, user.email)
        code = code_from_session(client)
        clock.shift(15 * 60 + 1)
        answer = client.post(ENTER_CODE, {"code": code}, follow=True)
    assert not is_signed_in(client)
    assert "Codes last 15 minutes. Ask for a new one." in answer.content.decode()


def test_a_code_works_until_the_fifteenth_minute(client, user):
    with time_machine.travel(dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC), tick=False) as clock:
        ask_for_code(client, user.email)
        clock.shift(15 * 60 - 1)
        client.post(ENTER_CODE, {"code": code_from_session(client)})
        assert is_signed_in(client)


def test_another_code_replaces_the_first_and_has_its_own_fifteen_minutes(client, user):
    with time_machine.travel(dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC), tick=False) as clock:
        ask_for_code(client, user.email)
        first = code_from_session(client)
        clock.shift(14 * 60)
        answer = client.post(ENTER_CODE, {"action": "resend"}, follow=True)
        assert "We have sent another code. Use the newest one." in answer.content.decode()
        second = code_from_session(client)
        assert second != first
        clock.shift(14 * 60)
        client.post(ENTER_CODE, {"code": first})
        assert not is_signed_in(client)
        client.post(ENTER_CODE, {"code": second})
        assert is_signed_in(client)


def code_from_session(client: Client) -> str:
    """The code in the sealed session: the database's clock, which sends mail, cannot be moved by a test."""
    return client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]


def test_four_wrong_tries_are_forgiven_and_the_fifth_ends_it(client, user):
    ask_for_code(client, user.email)
    code = newest_code()
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    for _try in range(4):
        page = client.post(ENTER_CODE, {"code": wrong})
        assert page.status_code == 200
    assert "That is not the code we sent." in page.content.decode()
    assert page.content.decode().count("<title>Error:") == 1
    client.post(ENTER_CODE, {"code": wrong})
    client.post(ENTER_CODE, {"code": code})
    assert not is_signed_in(client)


def test_asking_again_and_again_is_slowed_down(client, user):
    answers = [ask_for_code(Client(), user.email).status_code for _try in range(4)]
    assert answers == [302, 302, 302, 200]
    signing_in, for_a_new_device = mailed()[:3], mailed()[3:]
    assert len({mail.subject for mail in signing_in}) == 1
    assert [mail.subject for mail in for_a_new_device] != [signing_in[0].subject]
    assert len(for_a_new_device) == 1  # whoever has to wait proves the mailbox instead


def test_the_counters_stand_in_the_database(client, user):
    ask_for_code(client, user.email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM foundation_cache")
        assert cursor.fetchone()[0] > 0


def test_staff_get_no_code_but_a_mail_that_says_how_to_sign_in(client, trust):
    staff = builders.staff_user("ppi_manager", trust, email="priya@trust.example.org")
    answer = ask_for_code(client, staff.email)
    assert (answer.status_code, answer.url) == (302, ENTER_CODE)
    (message,) = mailed()
    assert message.to == [staff.email]
    assert "/account/sign-in/staff/" in message.body
    assert "code" not in client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]
    client.post(ENTER_CODE, {"code": ""})
    client.post(ENTER_CODE, {"code": "1234-5678"})
    assert not is_signed_in(client)


def test_the_link_in_that_mail_opens_the_page_for_staff_in_the_same_browser(client, trust):
    staff = builders.staff_user("finance", trust)
    ask_for_code(client, staff.email)
    page = client.get("/account/sign-in/staff/")
    assert page.status_code == 200
    assert "Staff sign in" in page.content.decode()


def test_who_becomes_staff_before_typing_the_code_is_not_let_in(client, user, trust):
    ask_for_code(client, user.email)
    code = newest_code()
    StaffRole.objects.create(user=user, organisation=trust, role="finance")
    answer = client.post(ENTER_CODE, {"code": code})
    assert (answer.status_code, answer.url) == (302, "/account/sign-in/staff/")
    assert not is_signed_in(client)


def test_a_closed_account_gets_no_code(client, user):
    user.is_active = False
    user.save()
    assert ask_for_code(client, user.email).status_code == 302
    assert mailed() == []


def test_the_mail_is_written_in_the_transaction_and_only_by_the_outbox(client, user):
    ask_for_code(client, user.email)
    assert mail.outbox == []  # nothing leaves while the page is made
    assert Notification.objects.get().recipient == user.people.get()


def test_who_counts_as_staff(trust, user):
    superuser = type(user).objects.create_superuser("root@trust.example.org", "three words apart")
    assert rules.counts_as_staff(superuser)
    assert superuser.people.get().email == "root@trust.example.org"
    assert rules.counts_as_staff(builders.staff_user("read_only", trust))
    assert not rules.counts_as_staff(user)
