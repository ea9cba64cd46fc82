"""What waits to be sent goes where its person is reached when it is sent, not when it was written."""

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from contributors.accounts import actions as accounts
from contributors.people import actions as people
from contributors.people.models import Person
from contributors.people.new_mailbox import actions as new_mailbox
from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Channel, GoesTo, Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.notifications.states import State
from projects.meetings.calendar import actions as calendar
from projects.meetings.planning import queries
from projects.meetings.planning import rules as planning
from tests import builders

pytestmark = pytest.mark.django_db
OLD, NEW = "old@example.org", "new@example.org"
PLAIN = "tests/plain"


@pytest.fixture
def ada():
    return builders.contributor_user(builders.organisation(), email=OLD).person


def wait_for(person: Person, key: str = "x", **more: str) -> Notification:
    with transaction.atomic():
        kind = kinds.get(PLAIN)
        return enqueue(kind, to=person, subject=person, dedupe_key=key, **more)


def move(person: Person, email: str = NEW) -> None:
    """Give somebody a new mailbox that they have shown to be theirs."""
    people.change_contact(Person.objects.get(pk=person.pk), by=person.account, proved=True, email=email)


@pytest.fixture(autouse=True)
def plain_words(monkeypatch):
    """A kind of message that needs nothing; its words are not what is tested."""
    monkeypatch.setitem(kinds._kinds, PLAIN, NotificationKind(PLAIN, expires=NEVER))
    rendering = "coproduce.foundation.notifications.sending.delivery.rendering.render"
    monkeypatch.setattr(rendering, lambda message: (message.kind, "words"))


def sent() -> list[tuple[str, str]]:
    deliver_due()
    return [(message.to[0], message.subject) for message in mail.outbox]


def test_what_waits_goes_to_the_new_mailbox_and_only_the_notice_to_the_old_one(ada):
    for number in range(3):
        wait_for(ada, f"x{number}")
    accounts.notify(ada.account, "password_changed")
    move(ada)
    gone = sent()
    assert sorted(gone) == sorted(
        [(NEW, PLAIN)] * 3 + [(NEW, "accounts/notice"), (OLD, "people/contact_changed")]
    )
    assert set(
        Notification.objects.exclude(kind="people/contact_changed").values_list("address", flat=True)
    ) == {NEW}


def test_codes_and_links_for_one_mailbox_go_there_and_nowhere_else(ada):
    new_mailbox.send_code(ada, address="third@example.org", code="1234")
    move(ada)
    assert ("third@example.org", "people/new_mailbox") in sent()


def test_a_password_link_goes_to_the_account_as_it_is_now():
    priya = builders.staff_user("finance", builders.organisation(), email=OLD)
    accounts.send_password_link(priya, "/secret/")
    priya.email = NEW
    priya.save()
    assert sent() == [(NEW, "accounts/password_reset")]


def test_who_is_reached_by_post_by_now_gets_a_letter(ada):
    message = wait_for(ada)
    Person.objects.filter(pk=ada.pk).update(channel=Channel.POST, address="1 New Lane")
    assert sent() == []
    message.refresh_from_db()
    assert (message.state, message.channel, message.address) == (State.WAITING, Channel.POST, "1 New Lane")


def test_a_letter_is_printed_for_the_address_that_holds(ada):
    Person.objects.filter(pk=ada.pk).update(channel=Channel.POST, address="1 Old Lane")
    message = wait_for(Person.objects.get(pk=ada.pk))
    Person.objects.filter(pk=ada.pk).update(address="2 New Lane")
    message = Notification.objects.get(pk=message.pk)
    assert message.postal_address == "2 New Lane"
    assert message.goes_to == GoesTo.PERSON


@pytest.mark.parametrize("email", [NEW, ""])
def test_another_mailbox_stops_the_calendar_address_and_the_answer_links(ada, email):
    if not email:
        Person.objects.filter(pk=ada.pk).update(channel=Channel.PHONE, phone="01179460000")
    organisation = builders.organisation()
    meeting = builders.meeting(
        builders.project(organisation),
        ada,
        status="invited",
        invited_at=clock.now(),
        left_out_public=0,
        left_out_staff=0,
    )
    feed = reverse("meetings:feed", args=[calendar.make_feed(ada, by=ada.account)])
    mine = meeting.invitations.get(person=ada)
    answer, file = planning.token_of(mine), planning.file_token_of(mine)

    def lead_somewhere() -> list[bool]:
        leads = queries.invitation_of(answer), queries.invitation_of_file(file)
        return [Client().get(feed).status_code == 200, *[one == mine for one in leads]]

    assert lead_somewhere() == [True, True, True]
    move(ada, email)
    assert lead_somewhere() == [False, False, False]
