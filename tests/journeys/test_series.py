"""Staff plan six meetings with a shift worker, a carer, somebody who prays on Fridays and one in New York.

Then they ask people to one, move it and call it off; a calendar program follows.
"""

import datetime as dt

import pytest
import vobject
from django.test import Client
from django.urls import reverse

from contributors.availability.models import Circumstances, Unavailable
from contributors.availability.queries import clock_of
from contributors.availability.rules import spans_of
from coproduce.foundation import clock
from projects.meetings.models import Meeting
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import then_the_title_warns
from tests.journeys.test_about_me import let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

NIGHTS = spans_of(range(4), 22 * 60, 8 * 60) + [(day, 8 * 60, 14 * 60) for day in range(5)]
SCHOOL_RUN = [(day, *time) for day in range(5) for time in ((510, 555), (870, 960))]
FRIDAY_PRAYER = [(4, 12 * 60, 14 * 60 + 30)]
EVENINGS = [(day, 16 * 60, 24 * 60) for day in range(5)]
NIGHTS_THERE = spans_of(range(7), 22 * 60, 8 * 60)


@pytest.fixture
def world():
    trust = builders.organisation("North Trust")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    for name, spans in (
        ("Nell Nights", NIGHTS),
        ("Cass Carer", SCHOOL_RUN),
        ("Farid Friday", FRIDAY_PRAYER),
        ("Eve Early", EVENINGS),
        ("Nadia York", NIGHTS_THERE),
    ):
        one = builders.contributor_user(trust, name=name).person
        builders.team_member(project, one)
        for weekday, start, end in spans:
            Unavailable.objects.create(person=one, weekday=weekday, from_minute=start, to_minute=end)
    Circumstances.objects.create(person=one, zone="America/New_York")
    return {"manager": manager, "project": project, "nadia": one.account}


def fill_in(page, first_day: dt.date) -> None:
    page.get_by_label("What are the meetings called?").fill("Steering group")
    for label, value in (("Day", first_day.day), ("Month", first_day.month), ("Year", first_day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("How many meetings?").fill("6")
    page.get_by_label("When must it end, at the latest?").fill("5pm")


@pytest.mark.either_engine
@pytest.mark.parametrize("viewport", [(1280, 900), PHONE])
@pytest.mark.parametrize("scripts", [True, False])
def test_six_meetings_share_the_load_and_nobody_is_named(
    open_page, world, assert_accessible, viewport, scripts
):
    page = open_page(viewport=viewport, java_script_enabled=scripts)
    let_in(page, world["manager"])
    page.goto(reverse("meetings:overview", args=[world["project"].ref]))
    page.get_by_role("button", name="Plan a series").click()
    fill_in(page, clock.today() - dt.timedelta(days=1))
    page.get_by_role("button", name="Find fair times").click()
    then_the_title_warns(page)
    assert page.get_by_label("What are the meetings called?").input_value() == "Steering group"
    if scripts:
        assert_accessible(page)

    fill_in(page, clock.today() + dt.timedelta(days=21))
    page.get_by_role("button", name="Find fair times").click()
    page.get_by_role("heading", name="Fair times for a series").wait_for()
    page.get_by_text("There is no fairer plan for these days and times. We checked them all.").wait_for()
    words = page.locator("main").inner_text()
    private = ("Nell", "Cass", "Farid", "Eve", "Nadia", "York", "where you are")
    assert [name for name in private if name in words] == []
    assert wider_than_screen(page) == 0
    if scripts:
        assert_accessible(page)

    page.get_by_role("button", name="Plan these meetings").click()
    page.get_by_role("link", name="Steering group 6 of 6").wait_for()
    assert Meeting.objects.filter(project=world["project"], status="planned").count() == 6
    if scripts:
        assert_accessible(page)


def test_what_staff_do_with_one_of_them_is_followed_in_new_york(open_page, world, assert_accessible):
    page = open_page()
    let_in(page, world["manager"])
    page.goto(reverse("meetings:series", args=[world["project"].ref]))
    fill_in(page, clock.today() + dt.timedelta(days=21))
    page.get_by_role("button", name="Find fair times").click()
    page.get_by_role("button", name="Plan these meetings").click()
    page.get_by_role("link", name="Steering group 2 of 6").click()

    page.get_by_role("link", name="Change the details").click()
    page.get_by_label("Link to join online").fill("https://meet.example.org/x")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="See who could not come, then invite").click()
    if page.get_by_label("Why does it have to be this time?").count():
        page.get_by_label("Why does it have to be this time?").fill("The room is free then.")
    page.get_by_role("button", name="Send the invitations").click()
    page.get_by_text("The invitations are on their way").wait_for()
    meeting = Meeting.objects.get(title="Steering group 2 of 6")
    asked = her_entry(world["nadia"], meeting)

    page.get_by_role("link", name="Move it to another time").click()
    page.get_by_label("It starts").fill("6am")
    page.get_by_label("It ends").fill("7:30am")
    page.get_by_label("Why is it being moved?").fill("A speaker asked for it.")
    page.get_by_role("button", name="Move the meeting and tell everyone").click()
    page.get_by_text("Saved.").wait_for()
    moved = her_entry(world["nadia"], meeting)

    page.get_by_role("link", name="Call it off").click()
    page.get_by_label("Why? People will read this.").fill("The speaker is ill.")
    page.get_by_role("button", name="Call the meeting off and tell everyone").click()
    page.get_by_text("Saved.").wait_for()
    off = her_entry(world["nadia"], meeting)

    six = dt.datetime.combine(clock.uk(meeting.starts_at).date(), dt.time(6), tzinfo=clock.UK)
    assert [one["start"] for one in (asked, moved, off)] == [meeting.starts_at, six, six]
    assert [one["uid"] for one in (asked, moved, off)] == [asked["uid"]] * 3
    assert [one["sequence"] for one in (asked, moved, off)] == ["0", "1", "2"]
    assert [one["method"] for one in (asked, moved, off)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [one["status"] for one in (asked, moved, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]

    hers = open_page()
    let_in(hers, world["nadia"])
    hers.goto(reverse("my_meetings:detail", args=[meeting.ref]))
    there = clock.uk(six).astimezone(clock_of(world["nadia"].person))
    hers.get_by_text(f"That is {there.hour}am where you are.").wait_for()
    assert_accessible(hers)


def her_entry(user, meeting) -> dict[str, str]:
    """Return what her calendar program makes of the file she downloads."""
    client = builders.sign_in(Client(), user)
    content = client.get(reverse("my_meetings:calendar", args=[meeting.ref])).content.decode()
    calendar = vobject.readOne(content)
    event = calendar.vevent
    return {
        "method": calendar.method.value,
        "uid": event.uid.value,
        "sequence": event.sequence.value,
        "status": event.status.value,
        "start": event.dtstart.value,
    }
