"""Quiet hours: at night, or at hours of their own, nobody is written to or rung."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.urls import reverse

from contributors.availability.models import Circumstances
from contributors.people import actions as people
from contributors.people.models import Person
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.quiet.rules import QuietHours
from coproduce.foundation.notifications.sending import delivery
from projects.team import actions as team
from tests import builders

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2027, 1, 12, 22, 30, tzinfo=dt.UTC)
MORNING = dt.datetime(2027, 1, 13, 8, 0, tzinfo=dt.UTC)
DAY = dt.datetime(2027, 1, 12, 14, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_night(settings):
    settings.QUIET_HOURS = (dt.time(21), dt.time(8))


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def pat(trust):
    return builders.person("Pat", email="pat@example.org", organisation=trust)


def hours(begins, ends, zone="Europe/London"):
    return QuietHours(dt.time(begins), dt.time(ends), ZoneInfo(zone))


def test_the_night_lasts_until_the_morning():
    usual = hours(21, 8)
    assert usual.over_at(DAY) is None
    assert usual.over_at(NIGHT) == MORNING
    assert usual.over_at(NIGHT + dt.timedelta(hours=5)) == MORNING
    assert usual.over_at(MORNING) is None
    assert usual.over_at(dt.datetime(2027, 1, 12, 21, 0, tzinfo=dt.UTC)) == MORNING


def test_hours_of_a_day_and_of_another_clock():
    assert hours(9, 17).over_at(DAY) == dt.datetime(2027, 1, 12, 17, tzinfo=dt.UTC)
    assert hours(9, 17).over_at(NIGHT) is None
    there = hours(21, 8, "America/New_York")  # 17.30 there
    assert there.over_at(NIGHT) is None
    assert there.over_at(DAY - dt.timedelta(hours=4)) == dt.datetime(2027, 1, 12, 13, tzinfo=dt.UTC)


def test_the_night_in_which_the_clocks_change_ends_at_eight_by_the_new_clock():
    before = dt.datetime(2027, 3, 27, 23, 0, tzinfo=dt.UTC)
    assert hours(21, 8).over_at(before) == dt.datetime(2027, 3, 28, 7, tzinfo=dt.UTC)


def tomorrow_at(hour, minute=0, days=1):
    """A moment tomorrow by the UK's clock: what is made now is still of use then."""
    day = clock.today() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=clock.UK)


def tonight():
    return tomorrow_at(22, 30)


def tomorrow_morning():
    return tomorrow_at(8, days=2)


def noticed(person, trust, manager):
    """A message that is no warning: that they are on a project now."""
    team.add_member(builders.project(trust, lead=manager.person), person=person, side="public", by=manager)
    return Notification.objects.get(recipient=person, kind="team/added")


def send(message, moment):
    """Try to send one message as if it were `moment`; return it as it stands then."""
    with clock.pretend(moment):
        delivery.deliver_due()
    message.refresh_from_db()
    return message


def test_at_night_nothing_is_sent_and_in_the_morning_it_is(pat, manager, trust, mailoutbox):
    message = noticed(pat, trust, manager)
    held = send(message, tonight())
    assert (held.state, held.due_at, held.attempts) == ("waiting", tomorrow_morning(), 0)
    assert mailoutbox == []
    Notification.objects.update(due_at=clock.database_moment())
    assert send(message, tomorrow_morning()).state == "sent"


def test_their_own_hours_count_and_their_own_clock(pat, trust, manager, mailoutbox):
    people.change_details(pat, by=manager, quiet="own", quiet_from=dt.time(13), quiet_until=dt.time(15))
    message = noticed(pat, trust, manager)
    assert send(message, tomorrow_at(14)).due_at == tomorrow_at(15)
    Circumstances.objects.create(person=pat, zone="America/New_York")
    Notification.objects.update(due_at=clock.database_moment())
    assert send(message, tomorrow_at(14)).state == "sent"  # 9am there
    assert len(mailoutbox) == 1


def test_any_time_is_any_time(pat, trust, manager):
    people.change_details(pat, by=manager, quiet="none", quiet_from=None, quiet_until=None)
    assert send(noticed(pat, trust, manager), tonight()).state == "sent"


def test_a_warning_goes_at_night_too(pat, manager):
    people.change_contact(pat, by=manager, phone="0117 496 0001", channel="email")
    assert send(Notification.objects.get(kind="people/contact_changed"), tonight()).state == "sent"


def test_what_would_be_of_no_use_in_the_morning_goes(pat, trust, manager):
    message = noticed(pat, trust, manager)
    Notification.objects.update(expires_at=tomorrow_morning() - dt.timedelta(minutes=5))
    message.refresh_from_db()
    assert send(message, tonight()).state == "sent"


def pages_for_calling(client, trust, manager, moment):
    """Return the page of a call and the list of calls, as staff see them at a moment."""
    cal = builders.person("Cal", phone="0117 496 0000", address="", channel="phone", organisation=trust)
    message = noticed(cal, trust, manager)
    with clock.pretend(moment):
        builders.sign_in(client, manager)
        paths = reverse("notifications:call", args=[message.ref]), reverse("notifications:by_hand")
        return [client.get(path).text for path in paths]


def test_who_phones_reads_when(client, trust, manager):
    page, listed = pages_for_calling(client, trust, manager, tomorrow_at(14))
    assert "Between 8am and 9pm" in page
    assert "quiet hours now" not in page
    assert "not before" not in listed


def test_who_phones_at_night_is_asked_to_wait(client, trust, manager):
    page, listed = pages_for_calling(client, trust, manager, tonight())
    assert "They have quiet hours now. Please wait until 8am UK time." in page
    assert "not before 8am UK time" in listed


def test_i_say_it_myself(client, trust):
    ada = builders.contributor_user(trust)
    builders.sign_in(client, ada)
    path = reverse("my_details:quiet")
    details = client.get(reverse("my_details:overview")).text
    assert path in details
    assert "Between 8am and 9pm" in details
    assert client.get(path).status_code == 200
    wrong = client.post(path, {"quiet": "own", "quiet_from": "8pm", "quiet_until": ""})
    assert "Enter when they end" in wrong.text
    assert "8pm" in wrong.text
    same = client.post(path, {"quiet": "own", "quiet_from": "8pm", "quiet_until": "8pm"})
    assert "Enter two different times" in same.text
    given = {"quiet": "own", "quiet_from": "8pm", "quiet_until": "10am"}
    assert client.post(path, given, follow=True).status_code == 200
    assert "Between 10am and 8pm" in client.get(reverse("my_details:overview")).text
    client.post(path, {"quiet": "none", "quiet_from": "8pm", "quiet_until": "10am"})
    assert Person.objects.get(pk=ada.person.pk).quiet_from is None


def test_staff_write_it_down_and_the_person_gets_a_copy(client, trust, manager):
    cal = builders.person("Cal", phone="0117 496 0000", address="", channel="phone", organisation=trust)
    builders.sign_in(client, manager)
    path = reverse("people:record_quiet", args=[cal.ref])
    assert path in client.get(reverse("people:detail", args=[cal.ref])).text
    given = builders.said_by_phone() | {"quiet": "own", "quiet_from": "6pm", "quiet_until": "11am"}
    assert client.post(path, given).status_code == 302
    assert OnBehalf.objects.get().words == "When we may write to you or ring: Between 11am and 6pm."
    assert "Between 11am and 6pm" in client.get(reverse("people:detail", args=[cal.ref])).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet": "own"},
        {"quiet": "usual", "quiet_from": dt.time(9), "quiet_until": dt.time(10)},
        {"quiet": "own", "quiet_from": dt.time(9), "quiet_until": dt.time(9)},
        {"quiet": "x"},
    ],
)
def test_the_database_keeps_hours_whole(pat, wrong):
    with pytest.raises(IntegrityError):
        Person.objects.filter(pk=pat.pk).update(**wrong)


def test_in_production_the_night_is_quiet_unless_they_say_otherwise(pat, settings):
    assert pat.quiet_words == "Between 8am and 9pm"
    settings.QUIET_HOURS = None
    assert pat.quiet_words == "At any time"
