"""What one person told us about themselves, in odd words, is looked for wherever another person looks."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from contributors.availability.models import Away, Circumstances, Unavailable
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.notifications.states import State
from coproduce.foundation.pages.presenters import short_date, uk_date
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.reminders import remind_due
from projects.meetings.attendance import actions as attendance
from projects.meetings.calendar import actions as calendar
from projects.meetings.planning import actions
from tests import builders

pytestmark = pytest.mark.django_db

WORDS = {
    "name": "Zebedee Quixote-Umber",
    "email": "zebedee.quixote@example.org",
    "phone": "07700 900461",
    "address": "91 Wombat Terrace\nBristol",
    "need": "A seat beside the okapi.",
    "need for the team": "Pills at quarter past numbat.",
}
WORD = re.compile(
    r"Zebedee|Quixote|900461|Wombat|okapi|numbat|Kiri(tima|ba)ti|\+14|where you are|3 hours|4 hours",
    re.IGNORECASE,
)


@pytest.fixture
def zeb(trust, project):
    """Somebody who told us a lot. They cannot come when the meeting is."""
    user = builders.contributor_user(
        trust, name=WORDS["name"], email=WORDS["email"], phone=WORDS["phone"], address=WORDS["address"]
    )
    builders.team_member(project, user.person)
    builders.access_need(user.person, WORDS["need"])
    builders.access_need(user.person, WORDS["need for the team"], seen_by="team")
    Circumstances.objects.create(person=user.person, zone="Pacific/Kiritimati", before=180, after=240)
    return user


@pytest.fixture
def away(zeb):
    day = clock.today() + dt.timedelta(days=45)  # no meeting and no promise falls on it
    return Away.objects.create(person=zeb.person, first_day=day, last_day=day + dt.timedelta(days=2))


@pytest.fixture
def met(project, zeb, ada, manager, away):
    """A meeting that lived: asked, answered, details changed, moved, called off; and one still to come."""
    planned = builders.meeting(project, zeb.person, ada.person, manager.person, title="First look")
    weekday = clock.uk(planned.starts_at).weekday()
    Unavailable.objects.create(person=zeb.person, weekday=weekday, from_minute=617, to_minute=642)
    invited = actions.invite(planned, by=manager, why_this_time="The only free room.")
    deliver_due()
    for user, coming in ((zeb, False), (ada, True)):
        attendance.respond(invited.invitations.get(person=user.person), coming=coming, by=user)
    actions.change_details(invited, place="Library", by=manager)
    deliver_due()
    later = invited.starts_at + dt.timedelta(days=7)
    moved = actions.move_meeting(
        invited, starts_at=later, ends_at=later + dt.timedelta(hours=2), by=manager, why="The only free room."
    )
    deliver_due()
    attendance.respond(moved.invitations.get(person=zeb.person), coming=False, by=zeb)
    off = builders.meeting(project, zeb.person, ada.person, manager.person, title="Another look")
    actions.cancel(actions.invite(off, by=manager, why_this_time="No other day."), why="Ill.", by=manager)
    deliver_due()
    return moved


def seen_by(user, meeting) -> dict[str, str]:
    """Return all that somebody reads about meetings in the portal, in mails, and with a calendar program."""
    client = builders.sign_in(Client(), user)
    pages = [
        reverse("portal:home"),
        reverse("my_meetings:list"),
        reverse("my_meetings:my_calendar"),
        reverse("my_meetings:detail", args=[meeting.ref]),
        reverse("my_meetings:calendar", args=[meeting.ref]),
    ]
    seen = {page: client.get(page).content.decode() for page in pages}
    address = reverse("meetings:feed", args=[calendar.make_feed(user.person, by=user)])
    seen["feed"] = Client().get(address).content.decode()
    letters = [one for one in mail.outbox if one.to == [user.email]]
    seen["mails"] = "\n".join(f"{one.recipients()} {one.subject} {one.body}" for one in letters)
    seen["answer"] = Client().get(re.findall(r"/meetings/answer/\S+", seen["mails"])[-1]).content.decode()
    return seen


def days_away(away) -> list[str]:
    days = (away.first_day, away.last_day)
    return [
        words for day in days for words in (uk_date(day), short_date(day), day.isoformat(), f"{day:%Y%m%d}")
    ]


def test_nothing_a_person_told_us_is_seen_by_another_contributor(met, zeb, ada, away):
    seen = seen_by(ada, met)
    assert all(seen.values())
    assert {where: WORD.findall(text) for where, text in seen.items() if WORD.search(text)} == {}
    wrong = {where: day for where, text in seen.items() for day in days_away(away) if day in text}
    assert wrong == {}
    for where, text in seen.items():
        assert not re.search(r"\b(10:17|10\.17am|10:42|10\.42am)\b", text), where


def test_the_person_themselves_is_greeted_so_the_search_can_find(met, zeb):
    seen = seen_by(zeb, met)
    assert WORD.search(seen["mails"])
    assert WORD.search(seen[reverse("portal:home")])
    alone = ("feed", "answer", reverse("my_meetings:calendar", args=[met.ref]))
    assert [where for where in alone if WORD.search(seen[where])] == []


@pytest.mark.parametrize("name", ["overview", "detail", "move", "people", "calendar", "check"])
def test_the_organiser_sees_who_is_asked_but_not_what_they_told(
    client, met, project, zeb, manager, away, name
):
    """Needs stand on the page for arrangements alone, where each look is written down; days and ways to
    reach somebody on none of them."""
    builders.sign_in(client, manager)
    if name == "check":
        met = builders.meeting(project, zeb.person, manager.person)
    page = client.get(reverse(f"meetings:{name}", args=[project.ref if name == "overview" else met.ref]))
    text = page.content.decode().replace(WORDS["name"], "")
    assert page.status_code == 200
    assert WORD.findall(text) == []
    assert "10:17" not in text
    assert f"{away.first_day:%Y-%m-%d}" not in text


def test_what_time_it_is_there_stands_on_the_persons_own_pages_and_in_their_mail_alone(
    client, met, zeb, manager
):
    seen = seen_by(zeb, met)
    theirs = {where for where, text in seen.items() if "where you are" in text}
    assert theirs == {"mails", reverse("my_meetings:list"), reverse("my_meetings:detail", args=[met.ref])}
    assert len(re.findall("That is .* where you are", seen["mails"])) == 3  # asked, changed, moved
    builders.sign_in(client, manager)
    looked_at = Notification.objects.filter(recipient=zeb.person)
    assert looked_at.count() == 5
    for one in looked_at:
        text = client.get(reverse("notifications:detail", args=[one.ref])).content.decode()
        assert WORDS["name"] in text
        assert [word for word in ("where you are", "Kiritimati") if word in text] == []


def test_who_looks_at_a_message_while_it_is_being_sent_sees_no_more(client, met, project, zeb, manager):
    planned = builders.meeting(project, zeb.person, manager.person)
    actions.invite(planned, by=manager, why_this_time="The only free room.")
    Promise.objects.filter(person=zeb.person).update(remind_at=clock.now())
    assert remind_due()
    claimed = Notification.objects.filter(recipient=zeb.person, kind__startswith="meetings/invitation")
    reminders = Notification.objects.filter(recipient=zeb.person, kind="promises/reminder_to_contributor")
    both = [claimed.first(), reminders.get()]
    being_sent = {"state": State.SENDING, "sent_at": None, "lease_until": clock.now() + dt.timedelta(hours=1)}
    Notification.objects.filter(pk__in=[one.pk for one in both]).update(**being_sent)
    builders.sign_in(client, manager)
    for one in both:
        text = client.get(reverse("notifications:detail", args=[one.ref])).content.decode()
        assert WORDS["name"] in text
        assert [word for word in ("/meetings/answer/", "where you are") if word in text] == []


@pytest.mark.parametrize("name", ["people:detail", "people:list", "team:detail"])
def test_staff_find_neither_clock_nor_way_with_a_person(client, met, zeb, manager, project, name):
    builders.sign_in(client, manager)
    args = {"people:detail": [zeb.person.ref], "people:list": [], "team:detail": [project.ref]}[name]
    text = client.get(reverse(name, args=args)).content.decode()
    assert WORDS["name"] in text
    assert not re.search(r"Kiri(tima|ba)ti|where you are|3 hours|4 hours", text)


def test_the_organisers_mails_and_feed_say_nothing_of_it_either(met, manager, away):
    seen = seen_by(manager, met)
    words = {where: WORD.findall(seen[where]) for where in ("mails", "feed", "answer")}
    assert words == {"mails": [], "feed": [], "answer": []}


def test_arrangements_show_what_the_person_lets_organisers_see_and_no_more(client, met, manager, zeb):
    attendance.respond(met.invitations.get(person=zeb.person), coming=True, by=zeb)
    builders.sign_in(client, manager)
    text = client.get(reverse("meetings:arrangements", args=[met.ref])).content.decode()
    assert WORDS["need"] in text
    assert [word for word in ("numbat", "Wombat", "900461", "zebedee.quixote") if word in text] == []
