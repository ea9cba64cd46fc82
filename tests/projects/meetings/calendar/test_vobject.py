"""The calendar file as vobject reads it: the life of a meeting on both sides of both clock changes."""

import datetime as dt

import pytest
import vobject
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from projects.meetings.calendar import actions as calendar
from projects.meetings.models import Meeting
from projects.meetings.planning import actions
from tests import builders

pytestmark = pytest.mark.django_db

SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)
HOUR = dt.timedelta(hours=1)


def read(client: Client, meeting: Meeting) -> dict:
    """Return what a calendar program makes of the file that a person downloads."""
    content = client.get(reverse("my_meetings:calendar", args=[meeting.ref])).content
    calendar = vobject.readOne(content.decode())
    return facts(calendar.vevent) | {"method": calendar.method.value}


def facts(event) -> dict:
    zone = event.dtstart.params.get("X-VOBJ-ORIGINAL-TZID", ["UTC"])
    return {
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "status": event.status.value,
        "times": [event.dtstart.value.astimezone(dt.UTC), event.dtend.value.astimezone(dt.UTC)],
        "clock": (zone, event.dtstart.value.strftime("%d %H:%M")),
    }


@pytest.fixture
def hers(client, ada):
    return builders.sign_in(client, ada)


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize("there", [-1, 0, 1])
def test_asked_moved_across_the_clock_change_and_called_off(hers, meeting, manager, change, there):
    day = change + dt.timedelta(days=there)
    nine = dt.datetime.combine(day, dt.time(9), tzinfo=clock.UK).astimezone(dt.UTC)
    asked = read(hers, meeting)
    moved = actions.move_meeting(meeting, starts_at=nine, ends_at=nine + 2 * HOUR, by=manager)
    told = read(hers, moved)
    cancelled = actions.cancel(moved, why="Too few.", by=manager)
    off = read(hers, cancelled)
    assert [one["uid"] for one in (asked, told, off)] == [asked["uid"]] * 3
    assert [one["sequence"] for one in (asked, told, off)] == [0, 1, 2]
    assert [one["method"] for one in (asked, told, off)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [one["status"] for one in (asked, told, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert asked["times"] == [meeting.starts_at, meeting.ends_at]
    assert told["times"] == off["times"] == [nine, nine + 2 * HOUR]
    assert told["clock"] == (["Europe/London"], f"{day.day:02d} 09:00")


@pytest.mark.parametrize(
    ("utc_hour", "minute", "shown"),
    [
        (0, 30, (["Europe/London"], "31 01:30")),  # summer time
        (1, 30, (["UTC"], "31 01:30")),  # the same face of the clock, an hour later
        (2, 0, (["Europe/London"], "31 02:00")),
    ],
)
def test_the_hour_that_comes_twice(hers, meeting, utc_hour, minute, shown):
    starts_at = dt.datetime(2027, 10, 31, utc_hour, minute, tzinfo=dt.UTC)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts_at, ends_at=starts_at + 2 * HOUR)
    found = read(hers, meeting)
    assert (found["times"], found["clock"]) == ([starts_at, starts_at + 2 * HOUR], shown)


def test_the_feed_says_the_same_of_each_meeting(hers, project, ada, manager):
    first = dt.datetime(2027, 10, 30, 9, tzinfo=dt.UTC)
    made = [
        actions.invite(
            builders.meeting(project, ada.person, starts_at=start, ends_at=start + HOUR), by=manager
        )
        for start in (first + n * dt.timedelta(days=1) for n in range(3))
    ]
    content = (
        Client().get(reverse("meetings:feed", args=[calendar.make_feed(ada.person, by=ada)])).content.decode()
    )
    events = [facts(event) for event in vobject.readOne(content).vevent_list]
    assert [event["times"][0] for event in events] == [one.starts_at for one in made]
    alone = [read(hers, one) for one in made]
    assert events == [{name: one[name] for name in event} for one, event in zip(alone, events, strict=True)]
