"""A private calendar address: whoever has it sees one person's meetings, and nobody else finds it."""

import datetime as dt
import io
import logging
import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributors.people import actions as people
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.logs import JsonLines
from coproduce.foundation.notifications.sending.delivery import deliver_due
from projects.meetings.calendar import actions as calendar
from projects.meetings.calendar import queries as calendar_queries
from projects.meetings.models import CalendarFeed, Meeting
from projects.meetings.planning import actions
from projects.team import actions as team
from tests import builders
from tests.projects.meetings.calendar import ics
from tests.trust.test_one_visit import kept

pytestmark = pytest.mark.django_db

PAGE, NEW, STOP = (reverse(f"my_meetings:{name}") for name in ("my_calendar", "make_feed", "stop_feed"))


@pytest.fixture
def portal(client, ada):
    return builders.sign_in(client, ada)


def address_on(response) -> str | None:
    found = re.search(r"http\S+(/meetings/feed/[\w-]{43}\.ics)", response.content.decode())
    return found and found[1]


def made(portal) -> str:
    return address_on(portal.post(NEW, follow=True))


def events(address: str) -> dict[str, ics.Part]:
    """Return what a calendar program reads, by title."""
    response = Client().get(address)
    assert response.status_code == 200
    return {event.text("SUMMARY"): event for event in ics.read(response.content).of("VEVENT")}


def another(project, manager, *people, days=0, **fields):
    """A meeting people were asked to, which ended so many days ago."""
    one = actions.invite(builders.meeting(project, *people, **fields), by=manager)
    if days:
        ended = clock.now() - dt.timedelta(days=days)
        Meeting.objects.filter(pk=one.pk).update(starts_at=ended - dt.timedelta(hours=1), ends_at=ended)
    return one


def test_a_program_reads_my_meetings_without_signing_in(portal, meeting, project, manager, ada, ben):
    another(project, manager, ada.person, days=90, title="Two months ago")
    another(project, manager, ada.person, days=93, title="Long ago")
    another(project, manager, ben.person, title="Not mine")
    builders.meeting(project, ada.person, title="Still planned")
    off = another(project, manager, ada.person, title="Off")
    actions.cancel(off, why="Ill.", by=manager)
    found = events(made(portal))
    assert sorted(found) == ["Called off: Off", "Second look", "Two months ago"]
    assert (found["Second look"]["STATUS"], found["Second look"]["SEQUENCE"]) == ("CONFIRMED", "0")
    assert (found["Called off: Off"]["STATUS"], found["Called off: Off"]["SEQUENCE"]) == ("CANCELLED", "1")
    assert found["Second look"].text("LOCATION") == "Room 2, Harbour House"


def test_a_moved_meeting_moves_in_the_calendar(portal, meeting, manager, ada):
    address = made(portal)
    before = events(address)["Second look"]
    later = meeting.starts_at + dt.timedelta(days=7)
    actions.move_meeting(meeting, starts_at=later, ends_at=later + dt.timedelta(hours=1), by=manager)
    after = events(address)["Second look"]
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], "1")
    assert after["DTSTART"] != before["DTSTART"]


def test_the_file_names_nobody_and_is_kept_by_no_cache(portal, meeting, ada):
    response = Client().get(made(portal))
    text = response.content.decode()
    for name in ("Benjamin", "Priya", "Ada", "ATTENDEE", "ORGANIZER", "mailto", "METHOD"):
        assert name not in text
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


def test_discreet_titles_are_kept_as_soon_as_somebody_asks(portal, meeting, ada):
    address = made(portal)
    assert list(events(address)) == ["Second look"]
    ada.person.discreet = True
    ada.person.save()
    [(title, event)] = events(address).items()
    assert (title, event["CLASS"]) == ("Meeting", "PRIVATE")
    text = Client().get(address).content.decode()
    assert [words for words in ("Second", "Harbour", "Letters") if words in text] == []
    assert "your calendar only says “Meeting”" in portal.get(PAGE).content.decode()


def test_staff_have_one_too_and_it_leads_to_their_pages(client, meeting, manager):
    address = made(builders.sign_in(client, manager))
    event = events(address)["Second look"]
    assert event["URL"].endswith(reverse("meetings:detail", args=[meeting.ref]))


def test_the_address_is_shown_once_and_the_page_says_so_and_who_can_see(portal, meeting):
    assert "Anyone with the address can see your meetings" in portal.get(PAGE).content.decode()
    shown = portal.post(NEW, follow=True)
    assert "We only show it once" in shown.content.decode()
    assert address_on(shown)
    again = portal.get(PAGE)
    assert address_on(again) is None
    assert "We cannot show it again" in again.content.decode()


def test_a_new_address_ends_the_old_one_and_stopping_ends_it_for_good(portal, meeting, ada):
    old, new = made(portal), made(portal)
    assert [Client().get(one).status_code for one in (old, new)] == [404, 200]
    portal.post(STOP)
    portal.post(STOP)
    assert Client().get(new).status_code == 404
    assert "Make my calendar address" in portal.get(PAGE).content.decode()
    assert [entry.verb for entry in entries_about(ada.person)] == [
        "calendar address stopped",
        "calendar address made",
        "calendar address made",
    ]


def test_pressing_twice_makes_one_address_which_works(portal, meeting):
    token = {"idempotency_key": "ab" * 16}
    portal.post(NEW, token)
    assert Client().get(address_on(portal.post(NEW, token, follow=True))).status_code == 200


def test_an_address_that_was_stopped_before_it_was_looked_at_is_not_shown(portal, meeting):
    portal.post(NEW)
    portal.post(STOP)
    assert address_on(portal.get(PAGE)) is None


@pytest.mark.parametrize("secret", ["x", "x" * 43, "%00", "%ff", "x" * 5000, "'; DROP TABLE x;--"])
def test_nobody_finds_an_address_by_trying(portal, meeting, secret):
    made(portal)
    assert Client().get(f"/meetings/feed/{secret}.ics").status_code == 404


def test_the_hash_that_is_kept_opens_nothing(portal, meeting):
    made(portal)
    kept_hash = CalendarFeed.objects.get().secret_hash
    assert Client().get(reverse("meetings:feed", args=[kept_hash])).status_code == 404


def test_a_closed_account_closes_its_address(portal, meeting, ada):
    address = made(portal)
    ada.is_active = False
    ada.save()
    assert Client().get(address).status_code == 404


def test_people_who_share_a_mailbox_have_addresses_of_their_own(portal, meeting, project, ada, manager):
    mine = made(portal)
    other = builders.person("Eve", organisation=project.organisation, account=ada)
    builders.team_member(project, other)
    another(project, manager, other, title="Hers")
    hers = reverse("meetings:feed", args=[calendar.make_feed(other, by=ada)])
    assert (sorted(events(mine)), sorted(events(hers))) == (["Second look"], ["Hers"])
    calendar.stop_feed(other, by=ada)
    assert (Client().get(mine).status_code, Client().get(hers).status_code) == (200, 404)


def test_nothing_that_is_kept_holds_the_secret(portal, meeting):
    portal.post(NEW)  # it waits for its page
    waiting = kept("default")
    secret = re.search(r"feed/([\w-]+)", made(portal))[1]
    assert "calendar_address:" in waiting
    assert CalendarFeed.objects.get().secret_hash in kept("default")
    assert secret not in kept("default")
    assert not re.search(r"/meetings/feed/[\w-]{43}", waiting)


def test_a_log_holds_no_secret_even_when_the_page_breaks(portal, meeting, monkeypatch):
    address = made(portal)
    stream, logger = io.StringIO(), logging.getLogger("django.request")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    monkeypatch.setattr(calendar_queries, "feed_of", lambda _person: 1 / 0)
    try:
        assert Client(raise_request_exception=False).get(address).status_code == 500
    finally:
        logger.removeHandler(handler)
    assert "/meetings/feed/[secret].ics" in stream.getvalue()
    assert address not in stream.getvalue()


def test_other_words_stay_in_the_log():
    record = logging.LogRecord(
        "x", logging.WARNING, "", 0, "message abc23 try 3: SMTPServerDisconnected", (), None
    )
    assert "message abc23 try 3: SMTPServerDisconnected" in JsonLines().format(record)


def test_strangers_are_asked_to_sign_in_and_make_nothing(client):
    assert [client.get(PAGE).status_code, client.post(NEW).status_code, client.post(STOP).status_code] == [
        302
    ] * 3
    assert not CalendarFeed.objects.exists()


def test_a_calendar_costs_the_same_for_three_meetings_and_for_thirty(portal, meeting, project, manager, ada):
    address = made(portal)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            Client().get(address)
        return len(asked)

    few = queries()
    for number in range(30):
        another(project, manager, ada.person, title=f"Meeting no. {number}")
    assert len(events(address)) == 31
    assert queries() == few


def test_the_address_stops_with_the_last_project(portal, meeting, project, manager, ada):
    address = made(portal)
    other = builders.project(project.organisation, lead=manager.person)
    builders.team_member(other, ada.person)
    assert len(events(address)) == 1
    team.remove_member(project.members.get(person=ada.person), by=manager)
    assert events(address) == {}  # on the other project still, and asked to nothing
    team.remove_member(other.members.get(person=ada.person), by=manager)
    assert Client().get(address).status_code == 404
    assert entries_about(ada.person).filter(verb="calendar address stopped").count() == 1


def test_who_leaves_without_an_address_leaves_no_trace_of_one(project, manager, ben):
    team.remove_member(project.members.get(person=ben.person), by=manager)
    assert not entries_about(ben.person).filter(verb="calendar address stopped").exists()


@pytest.mark.parametrize("had", [True, False])
def test_who_loses_an_address_with_a_mailbox_is_told_once_and_the_page_says_so(ada, had):
    person = ada.person
    if had:
        calendar.make_feed(person, by=ada)
    people.change_contact(Person.objects.get(pk=person.pk), by=ada, proved=True, email="new@example.org")
    deliver_due()
    told = [one for one in mail.outbox if "calendar address has stopped" in one.subject]
    assert [one.to for one in told] == [["new@example.org"]] * had
    browser = builders.sign_in(Client(), Person.objects.get(pk=person.pk).account)
    assert ("because your email changed" in browser.get(PAGE).text) is had
    if had:
        assert PAGE in told[0].body
        calendar.make_feed(person, by=ada)
        assert "because your email changed" not in browser.get(PAGE).text
        calendar.stop_feed(person, by=ada)
        assert "because your email changed" not in browser.get(PAGE).text
