"""A public contributor answers from her mail, on a small phone without scripts, and fills her own calendar."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import uk_when
from projects.meetings.planning import actions
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import Hand, WithoutScripts, no_sideways_scroll
from tests.journeys.steps import link_in, mail_to, parts, then_it_says, then_the_page_is
from tests.journeys.test_about_me import let_in
from tests.projects.meetings.calendar import ics

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

ANN = "ann.lee@example.org"


@pytest.fixture
def team(settings, live_server):
    settings.SITE_URL = live_server.url
    trust = builders.organisation("North Trust")
    mo = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=mo.person, title="Letters", status="running")
    ann = builders.contributor_user(trust, name="Ann Lee", email=ANN)
    builders.team_member(project, ann.person)
    meeting = builders.meeting(project, ann.person, mo.person, title="Second look")
    return {"mo": mo, "ann": ann, "meeting": actions.invite(meeting, by=mo)}


@pytest.fixture
def ann(open_page) -> Hand:
    """Her phone is 320 pixels wide and runs no scripts."""
    return WithoutScripts(open_page(viewport=PHONE, java_script_enabled=False), no_sideways_scroll)


@pytest.fixture
def mo(open_page, team, assert_accessible) -> Hand:
    page = open_page()
    let_in(page, team["mo"])
    return Hand(page, assert_accessible)


def entry_at(address: str) -> ics.Part:
    """Return the only meeting that a calendar program reads."""
    [event] = ics.read(Client().get(address).content).of("VEVENT")
    return event


def test_answering_from_the_mail_and_a_calendar_that_follows(ann, mo, team, open_page, assert_accessible):
    meeting = team["meeting"]
    link = link_in(mail_to(ANN))
    she_answers_and_changes_her_answer(ann, link, meeting)
    let_in(ann.page, team["ann"])
    address = she_makes_an_address(ann)
    assert entry_at(address)["SEQUENCE"] == "0"

    moved_to = he_moves_the_meeting(mo, meeting)
    ann.open(link)
    then_it_says(ann, uk_when(moved_to), "You do not have to say why if you cannot.")
    assert mail_to(ANN).startswith("Changed:")
    assert (entry_at(address)["SEQUENCE"], entry_at(address)["STATUS"]) == ("1", "CONFIRMED")

    he_calls_it_off(mo, meeting)
    ann.open(link)
    then_the_page_is(ann, "This meeting has been called off")
    assert mail_to(ANN).startswith("Called off:")
    assert (entry_at(address)["SEQUENCE"], entry_at(address)["STATUS"]) == ("2", "CANCELLED")

    she_stops_her_address(ann, address)
    pages = [
        link,
        "/meetings/answer/nothing/",
        reverse("my_meetings:list"),
        reverse("my_meetings:my_calendar"),
    ]
    they_are_accessible(open_page(viewport=PHONE), team["ann"], pages, assert_accessible)


def she_answers_and_changes_her_answer(ann: Hand, link: str, meeting) -> None:
    ann.open(link)
    then_the_page_is(ann, "Can you come to this meeting?")
    then_it_says(ann, uk_when(meeting.starts_at), "You do not have to say why if you cannot.")
    ann.press("Yes, I am coming")
    then_it_says(ann, "Thank you for telling us.", "You said yes.")
    ann.press("No, I cannot come")
    then_it_says(ann, "You said no.")
    assert meeting.invitations.get(person__email=ANN).response == "no"
    ann.follow("everything about this meeting")  # the link answers, it does not sign her in
    then_the_page_is(ann, "Sign in")


def she_makes_an_address(ann: Hand) -> str:
    ann.open(reverse("my_meetings:list"))
    ann.follow("Put my meetings in my calendar")
    then_it_says(ann, "Anyone with the address can see your meetings")
    ann.press("Make my calendar address")
    then_it_says(ann, "We only show it once")
    address = re.search(r"/meetings/feed/\S+", ann.page.locator("main").inner_text())[0]
    assert Client().get(address).status_code == 200
    ann.open(reverse("my_meetings:my_calendar"))
    assert not ann.sees("/meetings/feed/")
    ann.press("Make a new address")
    newer = re.search(r"/meetings/feed/\S+", ann.page.locator("main").inner_text())[0]
    assert Client().get(address).status_code == 404
    return newer


def she_stops_her_address(ann: Hand, address: str) -> None:
    ann.open(reverse("my_meetings:my_calendar"))
    ann.press("Stop my address")
    then_it_says(ann, "Nobody can use it to see your meetings.")
    assert Client().get(address).status_code == 404


def he_moves_the_meeting(mo: Hand, meeting):
    mail.outbox.clear()
    later = clock.uk(meeting.starts_at) + timedelta(days=7)
    mo.open(reverse("meetings:move", args=[meeting.ref]))
    mo.write_date("Day", *parts(later.date()))
    mo.press("Move the meeting and tell everyone")
    then_it_says(mo, uk_when(later))
    return later


def he_calls_it_off(mo: Hand, meeting) -> None:
    mo.open(reverse("meetings:cancel", args=[meeting.ref]))
    mo.write("Why? People will read this.", "Too few of us can come.")
    mo.press("Call the meeting off and tell everyone")
    then_it_says(mo, "Cancelled")


def they_are_accessible(page, user, pages: list[str], assert_accessible) -> None:
    """Axe needs scripts: it looks at the same pages in a browser that runs them."""
    let_in(page, user)
    for address in pages:
        page.goto(address)
        assert_accessible(page)
