"""Ada has no money for a ticket this week. She asks for one on her phone; the organiser books it."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from expenses.bookings import actions
from expenses.bookings.models import BookingRequest
from expenses.claims.deciding import actions as deciding
from projects.meetings.planning import actions as meetings
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import then_the_title_warns
from tests.journeys.test_about_me import let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


@pytest.fixture
def world():
    trust = builders.organisation("North Trust")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    ada = builders.contributor_user(trust, name="Ada Lee")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    builders.team_member(project, ada.person)
    people = (ada.person, manager.person)
    meeting = meetings.invite(
        builders.meeting(project, *people, title="Second look", has_papers=False), by=manager
    )
    return {"ada": ada, "manager": manager, "project": project, "meeting": meeting}


@pytest.mark.either_engine
@pytest.mark.parametrize("scripts", [True, False])
def test_a_train_is_asked_for_booked_and_seen(open_page, world, assert_accessible, scripts):
    phone = open_page(viewport=PHONE, java_script_enabled=scripts)
    let_in(phone, world["ada"])
    phone.goto(reverse("my_meetings:detail", args=[world["meeting"].ref]))
    phone.get_by_role("link", name="Please book it for me").click()
    phone.get_by_role("button", name="Ask us to book it").click()
    then_the_title_warns(phone)
    phone.get_by_label("A train, bus or coach ticket").check()
    phone.get_by_label("What suits you?").fill("From Bath, after nine. A seat near the door.")
    look(phone, assert_accessible, scripts)
    phone.get_by_role("button", name="Ask us to book it").click()
    phone.get_by_text("Mo Manager looks after it.").wait_for()
    look(phone, assert_accessible, scripts)

    staff = open_page(java_script_enabled=scripts)
    let_in(staff, world["manager"])
    staff.goto(reverse("bookings:list"))
    look(staff, assert_accessible, scripts)
    staff.get_by_role("link", name="Ada Lee").click()
    staff.get_by_label("It is booked").check()
    staff.get_by_label("How will they get it?").fill("Collect it from the machine at the station.")
    staff.get_by_label("Booking reference").fill("ABC12")
    staff.get_by_label("What it costs us").fill("18.40")
    look(staff, assert_accessible, scripts)
    staff.get_by_role("button", name="Save the answer").click()
    staff.get_by_text("£18.40").wait_for()
    look(staff, assert_accessible, scripts)

    phone.goto(reverse("my_bookings:list"))
    look(phone, assert_accessible, scripts)
    phone.get_by_role("link", name="A train, bus or coach ticket").click()
    phone.get_by_text("Collect it from the machine at the station.").wait_for()
    phone.get_by_text("ABC12").wait_for()
    look(phone, assert_accessible, scripts)


def test_what_was_asked_and_not_answered_stands_first_on_the_home_of_the_organiser(page, world):
    ada, project = world["ada"], world["project"]
    with clock.pretend(clock.now() - dt.timedelta(days=12)):
        day = clock.today() + dt.timedelta(days=11)
        actions.ask(person=ada.person, project=project, kind="taxi", words="At nine.", on=day, by=ada)
    assert BookingRequest.objects.get().is_late
    let_in(page, world["manager"])
    page.goto(reverse("staff:home"))
    late = page.get_by_role("region", name="Late", exact=True)
    late.get_by_role("link").first.click()
    page.get_by_role("heading", name="Ada Lee: A taxi").wait_for()


def test_money_in_advance_is_asked_for_given_and_taken_off_the_claim(open_page, world, assert_accessible):
    ada, manager = world["ada"], world["manager"]
    trust = world["project"].organisation
    finance = builders.staff_user("finance", trust, name="Fay Finance")
    phone = open_page(viewport=PHONE)
    let_in(phone, ada)
    phone.goto(reverse("my_bookings:list"))
    phone.get_by_role("link", name="Ask for money in advance").click()
    phone.get_by_role("button", name="Ask for money in advance").click()
    phone.get_by_label("How much do you need in advance?").fill("40")
    phone.get_by_label("Second look").check()
    today = clock.today()
    for label, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        phone.get_by_role("group", name="By which day do you need it?").get_by_label(label).fill(str(value))
    phone.get_by_label("What will you use it for?").fill("Lunch, and the bus.")
    look(phone, assert_accessible, scripts=True)
    phone.get_by_role("button", name="Ask for the money").click()
    phone.get_by_text("We will look at it and tell you.").first.wait_for()

    for who, step, choice in (
        (manager, "Say yes or no", "Yes"),
        (finance, "Record that it was given", "in cash, from petty cash"),
    ):
        staff = open_page()
        let_in(staff, who)
        staff.goto(reverse("advances:list"))
        look(staff, assert_accessible, scripts=True)
        staff.get_by_role("link", name="Ada Lee").click()
        staff.get_by_role("button", name=step).click()
        staff.get_by_label(choice, exact=True).check()
        if who == finance:
            staff.get_by_label("Who handed it over?").fill("Fay Finance")
        look(staff, assert_accessible, scripts=True)
        staff.locator("form button[type=submit]").last.click()
        staff.get_by_role("heading", name="What has happened").wait_for()
        look(staff, assert_accessible, scripts=True)

    claim = builders.sent_claim(ada.person, trust, 52_30, project=world["project"], meeting=world["meeting"])
    builders.promise_pay(claim)
    deciding.approve_all(claim, by=manager)
    phone.goto(reverse("my_claims:detail", args=[claim.ref]))
    assert [sum_ for sum_ in ("£52.30", "£40.00", "£12.30") if not phone.get_by_text(sum_).count()] == []
    look(phone, assert_accessible, scripts=True)
    phone.goto(reverse("my_advances:list"))
    phone.get_by_role("strong").filter(has_text="settled").wait_for()
    look(phone, assert_accessible, scripts=True)


def look(page, assert_accessible, scripts: bool) -> None:
    """No page is wider than the screen; with scripts, axe reads it too."""
    assert wider_than_screen(page) == 0, page.url
    if scripts:
        assert_accessible(page)
