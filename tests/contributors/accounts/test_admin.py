"""The admin pages: for administrators, within their organisations, entered with a second step."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client

from contributors.accounts import actions
from contributors.accounts.models import StaffRole, User
from contributors.people.models import Person
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.admin import placeholders
from coproduce.foundation.notifications.models import Notification, NotificationText
from coproduce.foundation.notifications.states import State
from tests import builders
from tests.contributors.accounts.steps import mailed

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("Harbour Trust")


@pytest.fixture
def other():
    return builders.organisation("Valley Trust")


@pytest.fixture
def ada(trust):
    """An administrator of one trust."""
    user = builders.staff_user("administrator", trust, name="Ada Admin")
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def client_of_ada(ada):
    return builders.sign_in(Client(), ada)


def test_only_administrators_enter(trust, ada, client_of_ada):
    assert client_of_ada.get("/admin/").status_code == 200
    finance = builders.sign_in(Client(), builders.staff_user("finance", trust))
    assert finance.get("/admin/", follow=True).status_code == 404
    StaffRole.objects.update(until=dt.date(2020, 1, 2), since=dt.date(2020, 1, 1))
    assert client_of_ada.get("/admin/accounts/user/").status_code == 403


def test_an_administrator_sees_their_own_organisation_only(client_of_ada, trust, other):
    mine = builders.staff_user("finance", trust, name="Mine Miller", email="mine@example.org")
    theirs = builders.staff_user("finance", other, name="Theirs Thomas", email="theirs@example.org")
    for page in ("accounts/user/", "accounts/staffrole/", "people/person/"):
        text = client_of_ada.get(f"/admin/{page}").content.decode()
        assert "Mine Miller" in text, page
        assert "Theirs Thomas" not in text, page
    assert client_of_ada.get(f"/admin/accounts/user/{mine.pk}/change/").status_code == 200
    assert client_of_ada.get(f"/admin/accounts/user/{theirs.pk}/change/").status_code == 302
    assert "Valley Trust" not in client_of_ada.get("/admin/accounts/organisation/").content.decode()
    page = f"/admin/accounts/user/{mine.pk}/change/"
    client_of_ada.post(page, {"email": "ada@mine.example.org", "is_active": "on", "is_staff": "on"})
    mine.refresh_from_db()
    assert (mine.email, mine.is_staff) == ("mine@example.org", True)


def test_a_role_is_chosen_with_its_sentence_and_recorded(client_of_ada, ada, trust, other):
    newcomer = builders.contributor_user(trust)
    page = client_of_ada.get("/admin/accounts/staffrole/add/").content.decode()
    assert "Says yes or no to claims. Never to their own." in page
    assert "Valley Trust" not in page
    data = {"user": newcomer.pk, "organisation": trust.pk, "role": "approver", "since": "2026-01-05"}
    assert client_of_ada.post("/admin/accounts/staffrole/add/", data).status_code == 302
    role = StaffRole.objects.get(user=newcomer)
    assert (role.role, role.organisation, role.waits) == ("approver", trust, True)
    entry = HistoryEntry.objects.get(verb="role asked for")
    assert (entry.by, entry.subject_id, entry.organisation) == (ada, role.pk, trust)
    data["organisation"] = other.pk
    assert client_of_ada.post("/admin/accounts/staffrole/add/", data).status_code == 200


def test_nobody_gives_themselves_a_role(client_of_ada, ada, trust):
    data = {"user": ada.pk, "organisation": trust.pk, "role": "finance", "since": "2026-01-05"}
    assert client_of_ada.post("/admin/accounts/staffrole/add/", data).status_code == 200
    own = StaffRole.objects.get(user=ada)
    page = f"/admin/accounts/staffrole/{own.pk}/change/"
    assert client_of_ada.post(page, {**data, "role": "finance"}).status_code == 403
    assert list(StaffRole.objects.filter(user=ada).values_list("role", flat=True)) == ["administrator"]


def test_changing_roles_asks_again_who_you_are(ada):
    client = builders.sign_in(Client(), ada)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()}
    ]
    session.save()
    answer = client.get("/admin/accounts/staffrole/add/")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/again/")


def test_an_account_is_made_with_its_person_and_without_a_password(client_of_ada, ada, trust):
    data = {"name": "Nia New", "email": "Nia@Trust.example.org", "is_superuser": "on"}
    client_of_ada.post("/admin/accounts/user/add/", data)
    made = User.objects.get(email="nia@trust.example.org")
    person = Person.objects.get(account=made)
    assert (person.name, made.has_usable_password(), made.is_superuser) == ("Nia New", False, False)
    assert [c.organisation for c in person.connections.all()] == [trust]
    assert HistoryEntry.objects.get(verb="account made").by == ada


def test_a_lost_phone(ada, trust):
    staff = builders.staff_user("finance", trust)
    builders.second_factor(staff)
    actions.remove_second_step(staff, by=ada)
    assert not Authenticator.objects.filter(user=staff).exists()
    assert HistoryEntry.objects.get(verb="second step removed").by == ada
    assert "An administrator removed your second step." in mailed()[0].body


def test_an_administrator_ends_every_session_of_an_account(client_of_ada, ada, trust, other):
    fay = builders.staff_user("finance", trust, name="Fay")
    lee = builders.staff_user("finance", other, name="Lee")
    devices = [builders.sign_in(Client(), fay), builders.sign_in(Client(), fay)]
    elsewhere = builders.sign_in(Client(), lee)
    data = {"action": "sign_out_everywhere", "_selected_action": [fay.pk, lee.pk]}
    client_of_ada.post("/admin/accounts/user/", data)
    assert [client.get("/staff/").status_code for client in devices] == [302, 302]
    assert elsewhere.get("/staff/").status_code == 200
    fay.refresh_from_db()
    assert fay.is_active
    assert HistoryEntry.objects.get(verb="signed out everywhere").by == ada
    assert [mail.to for mail in mailed()] == [[fay.email]]
    assert "An administrator signed you out on every device." in mailed()[0].body


def test_the_outbox_can_be_looked_at_and_sent_again_only(client_of_ada, ada, trust):
    actions.send_code(builders.contributor_user(trust), "1234-5678")
    Notification.objects.update(state=State.PARKED, organisation=trust)
    message = Notification.objects.get()
    page = client_of_ada.get(f"/admin/notifications/notification/{message.pk}/change/").content.decode()
    assert message.sealed not in page
    assert (
        client_of_ada.post(
            f"/admin/notifications/notification/{message.pk}/change/", {"note": "x"}
        ).status_code
        == 403
    )
    data = {"action": "send_again", "_selected_action": [message.pk]}
    client_of_ada.post("/admin/notifications/notification/", data)
    assert Notification.objects.get().state == State.WAITING
    client_of_ada.post("/admin/notifications/notification/", data)  # it waits already: refused in words
    assert HistoryEntry.objects.filter(verb="message sent again").count() == 1


def test_history_is_read_only(client_of_ada, ada, trust):
    actions.change_account(builders.contributor_user(trust), fields=["email"], by=ada)
    assert client_of_ada.get("/admin/history/historyentry/").status_code == 200
    assert client_of_ada.post("/admin/history/historyentry/add/", {"verb": "x"}).status_code == 403


def test_own_words_may_use_only_what_the_message_knows(client_of_ada, trust):
    assert placeholders("accounts/sign_in_code") == [
        *("code", "help_email", "help_phone", "minutes", "name", "site_name", "site_url")
    ]
    data = {
        "organisation": trust.pk,
        "kind": "accounts/sign_in_code",
        "language": "en-gb",
        "subject": "Your code",
    }
    page = client_of_ada.post("/admin/notifications/notificationtext/add/", {**data, "body": "Hi {password}"})
    assert "There is no {password} in this text." in page.content.decode()
    client_of_ada.post("/admin/notifications/notificationtext/add/", {**data, "body": "Your code is {code}."})
    assert NotificationText.objects.get().body == "Your code is {code}."


def test_equality_answers_have_no_admin_page():
    models = {model._meta.label for model in admin.site._registry}
    assert not [label for label in models if label.startswith("monitoring.")]
    assert "equality_token" not in admin.site._registry[Person].fields
