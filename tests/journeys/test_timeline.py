"""Staff plan time: the timeline, dates that move other things, hours given, and what people need.

One story, at a desk and on a phone, with axe at every page and the audit at the end. Forms are first sent with
a mistake.
"""

import datetime as dt
import re

import pytest
from django.urls import reverse

from contributors.people.models import AccessNeed
from coproduce.foundation import clock
from projects.resources.models import AccessCost, StaffAllocation, StaffHours
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import then_the_title_warns
from tests.journeys.test_about_me import let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


def day(n: int) -> dt.date:
    return clock.today() + dt.timedelta(days=n)


@pytest.fixture
def world():
    trust = builders.organisation("North Trust")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    una = builders.contributor_user(trust, name="Una Unnamed").person
    builders.team_member(project, una)
    AccessNeed.objects.create(person=una, category="002", words="An interpreter for my illness")
    rows = {
        "first": builders.milestone(project, "Letters agreed", on=day(30)),
        "second": builders.planned_activity(project, "Workshop", on=day(60), people=1),
        "row": StaffAllocation.objects.create(
            project=project,
            person=manager.person,
            hours_a_month=10,
            months=3,
            pence_an_hour=30_00,
            leads=True,
        ),
    }
    builders.meeting(project, una, title="First meeting")
    return {"manager": manager, "project": project, **rows}


@pytest.mark.either_engine
@pytest.mark.parametrize("viewport", [(1280, 900), PHONE])
def test_time_is_planned(open_page, world, assert_accessible, viewport):
    page = open_page(viewport=viewport)
    project = world["project"]

    def arrived(heading: str) -> None:
        page.get_by_role("heading", name=heading, level=1).wait_for()
        assert_accessible(page)
        assert not wider_than_screen(page)

    let_in(page, world["manager"])
    page.goto(reverse("resources:overview", args=[project.ref]))
    page.get_by_role("link", name="Timeline: what is due when").click()
    arrived("Timeline")
    assert page.locator(".app-plan svg").count() == 3
    a_date_moves_and_the_rest_follows(page, world, arrived)
    hours_are_recorded(page, world, arrived)
    what_people_need_is_costed(page, world, arrived)
    the_project_gets_new_dates(page, world, arrived)


def a_date_moves_and_the_rest_follows(page, world, arrived) -> None:
    page.get_by_role("link", name=re.compile("^Move +Letters agreed")).click()
    arrived("Move “Letters agreed”")
    page.get_by_label("The new date").fill("1 1 2150")
    page.get_by_role("button", name="See what moves").click()
    then_the_title_warns(page)
    assert page.get_by_label("The new date").input_value() == "1 1 2150"
    to = day(40)
    page.get_by_label("The new date").fill(f"{to.day} {to.month} {to.year}")
    page.get_by_label("This, and everything after it").check()
    page.get_by_role("button", name="See what moves").click()
    page.get_by_text("Nothing is saved yet.").wait_for()
    arrived("Move “Letters agreed”")
    assert page.get_by_role("rowheader", name="Workshop").count() == 1
    page.get_by_role("button", name="Save the new dates").click()
    arrived("Timeline")
    for name, on in (("first", 40), ("second", 70)):
        world[name].refresh_from_db()
        assert world[name].on == day(on)


def hours_are_recorded(page, world, arrived) -> None:
    page.goto(reverse("resources:staff_time", args=[world["project"].ref]))
    arrived("Staff time")
    assert page.get_by_text("Nobody is named who covers when they are away.").count() == 1
    page.get_by_role("link", name=re.compile("^Record hours")).click()
    arrived("Record hours: Mo Manager")
    page.get_by_label("How many hours?").fill("lots")
    page.get_by_role("button", name="Save the hours").click()
    then_the_title_warns(page)
    page.get_by_label("How many hours?").fill("12")
    page.get_by_role("button", name="Save the hours").click()
    arrived("Staff time")
    assert page.get_by_text("£360.00").count() >= 1
    assert StaffHours.objects.get().minutes == 12 * 60


def what_people_need_is_costed(page, world, arrived) -> None:
    page.goto(reverse("resources:access", args=[world["project"].ref]))
    arrived("What helps people take part")
    text = page.locator("main").inner_text()
    assert "not costed yet" in text
    assert "Una" not in text
    assert "illness" not in text
    page.get_by_role("link", name=re.compile("^Say what it costs")).click()
    arrived("What it costs: an interpreter or other communication professional")
    page.get_by_label("Cost for one meeting").fill("180")
    page.get_by_role("button", name="Save").click()
    arrived("What helps people take part")
    assert AccessCost.objects.get().pence == 180_00


def the_project_gets_new_dates(page, world, arrived) -> None:
    """A new end is looked at first; what falls outside stays, is named, and leads to its own page."""
    project = world["project"]
    before, then = project.ends_on, day(60)

    def ask(end: dt.date) -> None:
        page.get_by_label("The day it ends").fill(f"{end.day} {end.month} {end.year}")
        page.get_by_role("button", name="See what moves").click()

    page.goto(reverse("resources:timeline", args=[project.ref]))
    page.get_by_role("link", name="Change when the project runs").click()
    arrived("Change when the project runs")
    ask(project.starts_on - dt.timedelta(days=1))
    then_the_title_warns(page)
    ask(then)
    page.get_by_role("heading", name="What would not fit any more").wait_for()
    arrived("Change when the project runs")
    assert page.get_by_role("link", name="Workshop").count() > 0
    assert page.get_by_role("link", name="Letters agreed").count() == 0
    project.refresh_from_db()
    assert project.ends_on == before
    page.get_by_role("button", name="Save the new dates").click()
    arrived("Timeline")
    project.refresh_from_db()
    world["second"].refresh_from_db()
    assert (project.ends_on, world["second"].on) == (then, day(70))
