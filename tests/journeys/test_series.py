"""Staff plan six meetings with a shift worker, a carer and somebody who prays on Fridays."""

import datetime as dt

import pytest
from django.urls import reverse

from contributors.availability.rules import spans_of
from contributors.models import Unavailable
from coproduce.foundation import clock
from projects.models import Meeting
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
    ):
        one = builders.person(name, organisation=trust)
        builders.team_member(project, one)
        for weekday, start, end in spans:
            Unavailable.objects.create(person=one, weekday=weekday, from_minute=start, to_minute=end)
    return {"manager": manager, "project": project}


def fill_in(page, first_day: dt.date) -> None:
    page.get_by_label("What are the meetings called?").fill("Steering group")
    for label, value in (("Day", first_day.day), ("Month", first_day.month), ("Year", first_day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("How many meetings?").fill("6")
    page.get_by_label("It is over at the latest at").fill("5pm")


@pytest.mark.parametrize("viewport", [(1280, 900), PHONE])
@pytest.mark.parametrize("scripts", [True, False])
def test_six_meetings_share_the_load_and_nobody_is_named(
    open_page, world, assert_accessible, viewport, scripts
):
    page = open_page(viewport=viewport, java_script_enabled=scripts)
    let_in(page, world["manager"])
    page.goto(reverse("meetings:overview", args=[world["project"].ref]))
    page.get_by_role("link", name="Plan a series").click()
    fill_in(page, clock.today() - dt.timedelta(days=1))
    page.get_by_role("button", name="Find fair times").click()
    then_the_title_warns(page)
    assert page.get_by_label("What are the meetings called?").input_value() == "Steering group"
    if scripts:
        assert_accessible(page)

    fill_in(page, clock.today() + dt.timedelta(days=21))
    page.get_by_role("button", name="Find fair times").click()
    page.get_by_role("heading", name="Fair times for a series").wait_for()
    page.get_by_text("There is no fairer plan for these days and hours. That is proved.").wait_for()
    words = page.locator("main").inner_text()
    assert [name for name in ("Nell", "Cass", "Farid", "Eve") if name in words] == []
    assert wider_than_screen(page) == 0
    if scripts:
        assert_accessible(page)

    page.get_by_role("button", name="Plan these meetings").click()
    page.get_by_role("link", name="Steering group 6 of 6").wait_for()
    assert Meeting.objects.filter(project=world["project"], status="planned").count() == 6
    if scripts:
        assert_accessible(page)
