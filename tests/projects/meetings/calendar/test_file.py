"""The calendar file, read back by a reader that knows nothing of the library that wrote it."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from coproduce.foundation.fields import uk_datetime
from projects.meetings.calendar import rules as calendar_rules
from projects.meetings.models import Meeting
from projects.meetings.planning import actions
from tests import builders
from tests.projects.meetings.calendar import ics

pytestmark = pytest.mark.django_db

SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)


def read(meeting, person):
    """Return (calendar, its only event)."""
    content = calendar_rules.file_for(meeting, person, path=f"/my/meetings/{meeting.ref}/")
    found = ics.read(content)
    return found, found.of("VEVENT")[0]


def test_a_program_finds_when_where_and_how(meeting, ada):
    meeting.joining, meeting.online_link = "Ring the bell; ask for us.", "https://meet.example.org/x"
    found, event = read(meeting, ada.person)
    assert (ics.moment(found, event, "DTSTART"), ics.moment(found, event, "DTEND")) == (
        meeting.starts_at,
        meeting.ends_at,
    )
    assert (found["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", "0")
    assert event.text("SUMMARY") == "Second look"
    assert event.text("LOCATION") == "Room 2, Harbour House"
    assert event.text("DESCRIPTION").split("\n\n")[:2] == [
        "Ring the bell; ask for us.",
        "Join online: https://meet.example.org/x",
    ]
    assert event.text("DESCRIPTION").endswith(f"/my/meetings/{meeting.ref}/")
    changed = meeting.changed_at.replace(microsecond=0)
    assert ics.moment(found, event, "LAST-MODIFIED") == changed
    assert ics.moment(found, event, "DTSTAMP") >= changed


def test_a_meeting_in_planning_is_not_shown_as_fixed(project, manager):
    planned = builders.meeting(project, manager.person)
    assert read(planned, manager.person)[1]["STATUS"] == "TENTATIVE"


def test_each_change_that_is_told_counts_up_and_keeps_the_entry(meeting, manager, ada):
    before = read(meeting, ada.person)[1]
    later = meeting.starts_at + dt.timedelta(days=7)
    moved = actions.move_meeting(meeting, starts_at=later, ends_at=later + dt.timedelta(hours=2), by=manager)
    changed = actions.change_details(moved, place="Library", by=manager)
    cancelled = actions.cancel(changed, why="Too few.", by=manager)
    events = [read(one, ada.person) for one in (moved, changed, cancelled)]
    assert {event["UID"] for _, event in events} == {before["UID"]}
    assert [event["SEQUENCE"] for _, event in events] == ["1", "2", "3"]
    assert [found["METHOD"] for found, _ in events] == ["PUBLISH", "PUBLISH", "CANCEL"]


def test_a_meeting_that_is_off_still_answers_and_nobody_finds_a_way_to_join_it(client, meeting, manager, ada):
    Meeting.objects.filter(pk=meeting.pk).update(
        joining="Ring the bell.", online_link="https://meet.example.org/x"
    )
    actions.cancel(meeting, why="Because of Ben.", by=manager)
    builders.sign_in(client, ada)
    content = client.get(f"/my/meetings/{meeting.ref}/calendar.ics").content
    event = ics.read(content).of("VEVENT")[0]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", "1")
    assert event.text("SUMMARY") == "Called off: Second look"
    assert event.text("DESCRIPTION").startswith("This meeting has been called off.")
    for words in ("bell", "meet.example.org", "Because of Ben"):
        assert words not in content.decode()
    assert "Take it out of my calendar" in client.get(f"/my/meetings/{meeting.ref}/").content.decode()


def test_who_asked_for_discreet_titles_gets_a_private_entry_without_words(meeting, manager, ada):
    ada.person.discreet = True
    meeting.joining = "Ask for the heart failure group."
    event = read(meeting, ada.person)[1]
    assert (event.text("SUMMARY"), event["CLASS"], "LOCATION" in event.properties) == (
        "Meeting",
        "PRIVATE",
        False,
    )
    assert event.text("DESCRIPTION").startswith("All details: ")
    cancelled = actions.cancel(meeting, why="Ill.", by=manager)
    assert read(cancelled, ada.person)[1].text("SUMMARY") == "Called off: Meeting"


def at(meeting, starts_at, person):
    meeting.starts_at, meeting.ends_at = starts_at, starts_at + dt.timedelta(minutes=30)
    found, event = read(meeting, person)
    return ics.moment(found, event, "DTSTART"), ics.moment(found, event, "DTEND")


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
@pytest.mark.parametrize("time", [dt.time(0, 30), dt.time(1, 30), dt.time(2, 30)])
def test_both_nights_the_clocks_change(meeting, ada, day, time):
    """01:30 does not come at all in March (the form says so), and twice in October (the form takes the first)."""
    first = dt.datetime.combine(day, time, tzinfo=clock.UK)
    comings = {first.astimezone(dt.UTC), first.replace(fold=1).astimezone(dt.UTC)}
    if (day, time) == (SPRING, dt.time(1, 30)):
        with pytest.raises(Exception, match="clocks go forward"):
            uk_datetime(day, time)
    else:
        assert uk_datetime(day, time).utc == min(comings)
    assert len(comings) == (2 if time == dt.time(1, 30) else 1)
    for starts_at in comings:
        assert at(meeting, starts_at, ada.person) == (starts_at, starts_at + dt.timedelta(minutes=30))


def test_the_rules_of_the_uk_clock_hold_for_years(meeting, ada):
    zone = read(meeting, ada.person)[0].of("VTIMEZONE")[0]
    hour = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    wrong = []
    while hour.year < 2046:
        if (
            hour.day >= 24
            and hour.month in (3, 10)
            and ics.offset_at(zone, hour) != clock.uk(hour).utcoffset()
        ):
            wrong.append(hour)
        hour += dt.timedelta(hours=1)
    assert wrong == []


@pytest.mark.parametrize(
    "title", ["Look\r\nATTENDEE:mailto:spy@example.org", "a;b,c\\n\\", "é" * 120, "😀" * 60]
)
def test_any_title_comes_back_whole_in_lines_that_programs_can_read(meeting, ada, title):
    meeting.title = title
    event = read(meeting, ada.person)[1]
    assert event.text("SUMMARY") == title.replace("\r\n", "\n")
    assert "ATTENDEE" not in event.properties
