"""The calendar file in a mail opens without a sign-in, for its reader, and tells a stranger nothing."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.notifications.sending.delivery import deliver_due
from projects.meetings.ending import actions as ending
from projects.meetings.planning import actions
from projects.meetings.planning import rules as planning_rules
from tests import builders
from tests.projects.meetings.calendar import ics

pytestmark = pytest.mark.django_db


def link_to(person) -> str:
    deliver_due()
    letter = [one for one in mail.outbox if one.to == [person.email]][-1]
    return re.search(r"(/meetings/file/\S+\.ics)", letter.body)[1]


def test_it_opens_without_a_sign_in(client, meeting, ada):
    found = client.get(link_to(ada.person))
    assert (found.status_code, found["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (found["Cache-Control"], found["Content-Disposition"]) == (
        "private, no-store",
        'attachment; filename="meeting.ics"',
    )
    event = ics.read(found.content).of("VEVENT")[0]
    assert (event.text("SUMMARY"), event.text("LOCATION")) == ("Second look", "Room 2, Harbour House")
    assert b"ATTENDEE" not in found.content


def test_of_a_discreet_person_it_tells_no_title(client, meeting, ada):
    link = link_to(ada.person)
    ada.person.discreet = True
    ada.person.save()
    content = client.get(link).content.decode()
    assert [word for word in ("Second look", "Letters", "Harbour House") if word in content] == []
    assert "SUMMARY:Meeting" in content


def test_a_stranger_who_guesses_learns_nothing(client, meeting, ada, ben):
    link = link_to(ada.person)
    mine = meeting.invitations.get(person=ada.person)
    other = planning_rules.token_of(mine)  # of another kind of link
    guesses = [
        link[:-8] + "aaaa.ics",
        reverse("meetings:file", args=[other]),
        reverse("meetings:file", args=["1"]),
    ]
    pages = [client.get(guess) for guess in guesses]
    assert [page.status_code for page in pages] == [404] * 3
    assert b"Second look" not in b"".join(page.content for page in pages)


def test_it_dies_with_the_invitation(client, meeting, manager, ada):
    link = link_to(ada.person)
    ending.take_off_all(meeting.project, ada.person, by=manager, why="Moved.")
    assert client.get(link).status_code == 404


def test_it_dies_when_the_meeting_is_over(client, meeting, ada):
    link = link_to(ada.person)
    with time_machine.travel(meeting.ends_at - dt.timedelta(minutes=1)):
        assert client.get(link).status_code == 200
    with time_machine.travel(meeting.ends_at + dt.timedelta(minutes=1)):
        assert client.get(link).status_code == 404


def test_it_dies_when_mail_goes_to_another_mailbox(client, meeting, ada):
    link = link_to(ada.person)
    ada.person.email = "elsewhere@example.org"
    ada.person.save()
    assert client.get(link).status_code == 404


def test_the_file_of_a_meeting_that_is_called_off_takes_it_out_of_the_calendar(client, meeting, manager, ada):
    actions.cancel(meeting, why="Ill.", by=manager)
    assert b"METHOD:CANCEL" in client.get(link_to(ada.person)).content


def test_staff_who_look_at_the_message_do_not_see_the_link(meeting, ada):
    message = Notification.objects.get(recipient=ada.person, kind="meetings/invitation")
    assert "/meetings/file/" not in render(message)[1]


def test_of_staff_it_leads_to_the_page_of_staff(client, meeting, manager):
    content = client.get(link_to(manager.person)).content.decode().replace("\r\n ", "")
    assert f"/meetings/{meeting.ref}/" in content
    assert "/my/meetings/" not in content
    builders.sign_in(client, manager)
    assert client.get(reverse("meetings:detail", args=[meeting.ref])).status_code == 200
