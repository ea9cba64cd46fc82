"""About me, in the portal."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from contributors.people.forms import MyNameForm, MyReachForm, PersonForm
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.notifications.sending import delivery
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return builders.contributor_user(
        builders.organisation("North Trust"), name="Ann", email="ann@example.org"
    )


@pytest.fixture
def portal(client, user):
    return builders.sign_in(client, user)


def test_everything_about_me_is_on_one_page(portal):
    page = portal.get(reverse("my_details:overview"))
    assert [(row["label"], row["value"]) for row in page.context["rows"]] == [
        ("Your name", "Ann"),
        ("How to reach you", "Email\nann@example.org"),
        ("How papers come to you", "Standard print\nEnglish"),
        ("When we may write to you or ring", "At any time"),
        ("In messages and calendars", "Project names are fine"),
    ]


@pytest.mark.parametrize(
    ("topic", "typed"),
    [
        ("name", {"name": "X Æ A-12"}),
        ("papers", {"format": "large"}),
        ("privacy", {"discreet": True}),
    ],
)
def test_one_thing_at_a_time(portal, user, topic, typed):
    address = reverse("my_details:change", args=[topic])
    assert portal.get(address).status_code == 200
    portal.post(address, {key: "on" if value is True else value for key, value in typed.items()})
    assert Person.objects.filter(pk=user.person.pk).values(*typed).get() == typed


def test_change_how_to_reach_me(portal, user):
    typed = {"channel": "text", "email": "ann@example.org", "phone": "07700 900 123", "address": ""}
    assert portal.post(reverse("my_details:reach"), typed).url == reverse("my_details:overview")
    assert Person.objects.get(pk=user.person.pk).reached_by() == ("text", "07700 900 123")


def test_refused_answers_stay_as_typed(portal, user):
    typed = {"channel": "text", "email": "ann@example.org", "phone": "", "address": "9 Kept Street"}
    page = portal.post(reverse("my_details:reach"), typed)
    assert page.context["form"].errors == {
        "phone": ["Enter a phone number, or choose another way to be reached."]
    }
    assert "9 Kept Street" in page.content.decode()
    assert Person.objects.get(pk=user.person.pk).address == ""


def test_an_email_is_a_way_in_so_it_is_asked_who_changes_it(portal):
    session = portal.session
    session["account_authentication_methods"] = [{"method": "code", "at": 0}]
    session.save()
    assert portal.get(reverse("my_details:reach")).url.startswith(reverse("account_step_up"))


NEW = {"channel": "email", "email": "new@example.org", "phone": "", "address": ""}
CHECK = "my_details:confirm_reach"


def code_sent() -> str:
    """Return the newest code, as it stands in the mail; it went to the new mailbox and nowhere else."""
    delivery.deliver_due()
    assert mail.outbox[-1].recipients() == ["new@example.org"]
    return re.search(r"[0-9]{4}-?[0-9]{4}", mail.outbox[-1].body)[0]


def test_my_mailbox_changes_once_i_have_shown_that_i_read_it(portal, user):
    assert portal.post(reverse("my_details:reach"), NEW).url == reverse(CHECK)
    assert Person.objects.get(pk=user.person.pk).email == "ann@example.org"
    assert "new@example.org" in portal.get(reverse(CHECK)).content.decode()
    assert portal.post(reverse(CHECK), {"code": code_sent()}).url == reverse("my_details:overview")
    person = Person.objects.get(pk=user.person.pk)
    assert (person.email, person.account.email) == ("new@example.org", "new@example.org")
    assert portal.get(reverse("my_details:overview")).status_code == 200  # still signed in
    assert portal.post(reverse(CHECK), {"code": "1"}).url == reverse("my_details:reach")  # used up


def test_a_code_to_a_new_mailbox_names_nobody(portal):
    portal.post(reverse("my_details:reach"), NEW)
    code_sent()
    assert "Ann" not in mail.outbox[-1].message().as_string()


def test_wrong_codes_change_nothing_and_run_out(portal, user):
    portal.post(reverse("my_details:reach"), NEW)
    page = portal.post(reverse(CHECK), {"code": "1111-1111"})
    assert page.context["form"].errors
    for _try in range(10):
        portal.post(reverse(CHECK), {"code": "1111-1111"})
    assert portal.post(reverse(CHECK), {"code": code_sent()}).url == reverse("my_details:reach")
    assert Person.objects.get(pk=user.person.pk).email == "ann@example.org"


def test_a_code_is_for_the_browser_that_asked_and_for_fifteen_minutes(portal, user, client):
    portal.post(reverse("my_details:reach"), NEW)
    code = code_sent()
    other = builders.sign_in(Client(), user)
    assert other.post(reverse(CHECK), {"code": code}).url == reverse("my_details:reach")
    with time_machine.travel(clock.now() + dt.timedelta(minutes=16)):
        assert portal.post(reverse(CHECK), {"code": code}).status_code == 302
    assert Person.objects.get(pk=user.person.pk).email == "ann@example.org"


def test_what_was_typed_is_not_lost_on_the_way(portal):
    portal.post(reverse("my_details:reach"), NEW | {"phone": "0113 496 0000"})
    page = portal.get(reverse("my_details:reach")).content.decode()
    assert ("new@example.org" in page, "0113 496 0000" in page) == (True, True)


def test_without_an_email_i_am_signed_out_and_told(portal, user):
    typed = {"channel": "phone", "email": "", "phone": "0113 496 0000", "address": ""}
    assert portal.post(reverse("my_details:reach"), typed).url == reverse("account_login")
    assert "_auth_user_id" not in portal.session


def test_unknown_topics_are_not_there(portal):
    assert portal.get(reverse("my_details:change", args=["account"])).status_code == 404


def test_share_with_an_organisation_that_knows_me_and_no_other(portal, user):
    south, stranger = builders.organisation("South Trust"), builders.organisation()
    connection = builders.connect(user.person, south)
    type(connection).objects.filter(pk=connection.pk).update(shares=False)
    assert (
        "They only know your name and email." in portal.get(reverse("my_details:overview")).content.decode()
    )
    portal.post(reverse("my_details:share", args=[south.ref]))
    connection.refresh_from_db()
    assert connection.shares
    assert portal.post(reverse("my_details:share", args=[stranger.ref])).status_code == 404


def test_staff_without_a_person_have_no_portal(client):
    user = builders.staff_user("finance", builders.organisation())
    Person.objects.filter(account=user).update(account=None)
    user = type(user).objects.get(pk=user.pk)
    assert builders.sign_in(client, user).get(reverse("my_details:overview")).status_code == 404


def test_a_browser_may_fill_in_what_is_about_the_reader_and_nothing_about_others():
    mine = {**MyNameForm().fields, **MyReachForm().fields}
    found = {
        name: mine[name].widget.attrs.get("autocomplete") for name in ("name", "email", "phone", "address")
    }
    assert found == {"name": "name", "email": "email", "phone": "tel", "address": "street-address"}
    theirs = PersonForm().fields
    assert {theirs[name].widget.attrs.get("autocomplete") for name in found} == {"off"}
