"""A claim on a small phone without scripts, and its decision at a staff."""

import datetime as dt
import re

import pytest

from coproduce.foundation import clock
from projects.meetings.models import Attendance
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import photo_of_a_receipt, then_the_title_warns

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
    pytest.mark.browser,
]


@pytest.fixture
def trust():
    made = builders.organisation("Severn Trust")
    builders.policy(made)
    return made


def signed_in(page, live_server, client, user):
    """Hand a session over to the browser."""
    builders.sign_in(client, user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def fits(page):
    """Nothing has to be scrolled sideways."""
    assert wider_than_screen(page) == 0


def type_day(page, day):
    """Type a day into its three boxes."""
    for box, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(box, exact=True).fill(str(part))


def test_a_meeting_is_claimed_in_five_pages_without_scripts(
    open_page, live_server, client, trust, assert_accessible, settings, tmp_path
):
    """Back and forth on the smallest phone: what was answered is there again, and nothing counts twice."""
    settings.MEDIA_ROOT = tmp_path
    rosa = builders.contributor_user(trust, name="Rosa")
    builders.bank_details(rosa.person)
    builders.staff_user("approver", trust)
    given_two_meetings_and_a_claim_for_the_first(trust, rosa.person)
    page = signed_in(open_page(viewport=PHONE, java_script_enabled=False), live_server, client, rosa)

    def go_on(button="Save and continue"):
        fits(page)
        page.get_by_role("button", name=button, exact=True).click()
        assert not page.title().startswith("Error")

    page.goto("/my/claims/new/")
    page.get_by_label("Second meeting").check()
    go_on()
    assert "Our record says you were there for 1 hour 30 minutes." in page.text_content("main")
    page.get_by_label("Meeting", exact=True).check()
    page.get_by_role("group", name="get ready").get_by_label("Minutes").fill("30")
    page.get_by_role("group", name="Did you join from home?").get_by_label("No", exact=True).check()
    go_on()
    assert "The same as last time?" in page.text_content("main")
    page.get_by_role("link", name="Back").click()
    assert page.get_by_label("Meeting", exact=True).is_checked()
    assert page.get_by_role("group", name="get ready").get_by_label("Minutes").input_value() == "30"
    go_on()
    go_on("Yes, the same as last time")
    page.get_by_label("Parking").check()
    go_on("Continue")
    page.get_by_label("How much did you pay?").fill("4.20")
    page.get_by_label("What was it?").fill("Car park")
    page.get_by_label("Photo of the receipt").set_input_files(photo_of_a_receipt(tmp_path))
    go_on("Save this")
    assert "Receipt: " in page.text_content("main")
    page.get_by_label("No, that is all").check()
    go_on("Continue")
    words = " ".join(page.locator("main").inner_text().split())
    for sum_of in ("For your time £24.00", "Costs £16.53", "Total £40.53"):
        assert sum_of in words
    page.get_by_label("I needed to spend this money").check()
    go_on("Send my claim")
    assert "We will pay it by" in page.text_content("main")
    fits(page)


def given_two_meetings_and_a_claim_for_the_first(trust, person):
    """Two meetings at one place, both with the time noted; a journey was claimed for the first."""
    lead = builders.staff_user("ppi_manager", trust).person
    project = builders.project(trust, lead=lead, title="Better letters")
    builders.team_member(project, person)
    counted = {"invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0, "status": "held"}
    meetings = []
    for title, days in (("First meeting", 30), ("Second meeting", 2)):
        starts = clock.now().replace(hour=10, minute=0) - dt.timedelta(days=days)
        times = {"starts_at": starts, "ends_at": starts + dt.timedelta(hours=2)}
        made = builders.meeting(project, person, title=title, **times, **counted)
        by = project.lead.account or builders.account(project.lead)
        Attendance.objects.create(meeting=made, person=person, came=True, minutes=90, confirmed_by=by)
        meetings.append(made)
    claim = builders.sent_claim(person, trust, project=project, meeting=meetings[0], about="")
    journey = {"category": "mileage", "miles_tenths": 274, "vehicle": "car", "return_journey": True}
    builders.claim_line(claim, 12_33, from_place="Keynsham", to_place="Bristol", **journey)
    builders.promise_pay(claim)


def test_rosa_claims_a_journey_and_sees_the_day_she_is_paid(
    open_page, live_server, client, trust, assert_accessible
):
    rosa = builders.contributor_user(trust, name="Rosa")
    builders.bank_details(rosa.person)
    builders.staff_user("approver", trust)
    page = signed_in(open_page(viewport=PHONE), live_server, client, rosa)

    page.goto("/my/claims/")
    assert_accessible(page)
    page.get_by_role("button", name="Start a new claim").click()
    assert_accessible(page)
    page.get_by_label("Something else", exact=True).check()
    page.get_by_label("Tell us in a few words").fill("Panel in March")
    page.get_by_role("button", name="Save and continue").click()
    fits(page)
    assert_accessible(page)
    page.get_by_label("I am not claiming for my time").check()
    page.get_by_role("group", name="Did you join from home?").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save and continue").click()

    fits(page)
    assert_accessible(page)
    page.get_by_label("Yes, in my own car or van").check()
    type_day(page, clock.today())
    page.get_by_label("Where did you start?").fill("Bristol")
    page.get_by_label("Where did you go?").fill("Bath")
    page.get_by_label("How many miles").fill("13.7")
    fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Save and continue").click()

    fits(page)
    assert_accessible(page)
    page.get_by_label("No, that is all").check()
    page.get_by_role("button", name="Continue").click()
    assert "£6.17" in page.text_content("main")
    fits(page)
    assert_accessible(page)
    page.get_by_label("I needed to spend this money").check()
    assert_accessible(page)
    page.get_by_role("button", name="Send my claim").click()
    assert re.search(r"We will pay it by \w+ \d+ \w+ \d{4}\.", page.text_content("main"))
    fits(page)
    assert_accessible(page)


def test_bank_details_are_typed_checked_and_saved_without_scripts(
    open_page, live_server, client, trust, assert_accessible
):
    rosa = builders.contributor_user(trust, name="Rosa")
    page = signed_in(open_page(viewport=PHONE, java_script_enabled=False), live_server, client, rosa)
    page.goto("/my/bank/change/")
    page.get_by_label("Name on the account").fill("R Adeyemi")
    page.get_by_label("Sort code").fill("07-01-16")
    page.get_by_label("Account number").fill("31926819")
    page.get_by_role("button", name="Check what you typed").click()
    assert "31926819" in page.text_content("main")
    page.get_by_role("button", name="These are right, save them").click()
    assert "Account ending 6819" in page.text_content("main")
    assert "31926819" not in page.content()


@pytest.mark.either_engine
@pytest.mark.parametrize("path", ["/my/bank/", "/my/bank/how/", "/my/bank/change/", "/my/how-we-pay/"])
def test_the_pages_about_being_paid_are_accessible(
    open_page, live_server, client, trust, assert_accessible, path
):
    page = signed_in(open_page(viewport=PHONE), live_server, client, builders.contributor_user(trust))
    page.goto(path)
    fits(page)
    assert_accessible(page)


def test_an_approver_decides_line_by_line(open_page, live_server, client, trust, assert_accessible):
    claim = builders.sent_claim(builders.contributor_user(trust, name="Rosa").person, trust, 8_40, 3_00)
    builders.promise_pay(claim)
    page = signed_in(open_page(), live_server, client, builders.staff_user("approver", trust))
    page.goto("/claims/")
    assert_accessible(page)
    page.get_by_role("link", name=claim.ref).click()
    assert_accessible(page)
    page.get_by_role("button", name="Decide line by line").click()
    assert_accessible(page)
    page.get_by_role("button", name="Save these answers").click()
    assert "approved" in page.text_content("main")


@pytest.mark.either_engine
def test_the_policies_page_is_accessible(open_page, live_server, client, trust, assert_accessible):
    builders.published_policies()
    page = signed_in(open_page(), live_server, client, builders.staff_user("ppi_manager", trust))
    page.goto("/policies/")
    assert "check before use" in page.text_content("main")
    assert_accessible(page)
    page.get_by_role("link", name="NICE lived experience (later)").click()
    assert_accessible(page)


@pytest.mark.either_engine
@pytest.mark.parametrize("category", ["fee", "home_meeting", "public_transport", "mileage"])
def test_each_kind_of_line_is_accessible_on_a_phone(
    open_page, live_server, client, trust, assert_accessible, category
):
    rosa = builders.contributor_user(trust)
    claim = builders.claim(rosa.person, trust)
    page = signed_in(open_page(viewport=PHONE), live_server, client, rosa)
    page.goto(f"/my/claims/{claim.ref}/lines/add/{category}/")
    fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Save this").click()
    then_the_title_warns(page)
    fits(page)
    assert_accessible(page)


@pytest.mark.either_engine
def test_a_page_fits_before_the_script_that_folds_its_menu_has_come(open_page, live_server, client, trust):
    page = signed_in(open_page(viewport=PHONE), live_server, client, builders.contributor_user(trust))
    on_the_way = []
    page.route("**/nhsuk-frontend*.js", lambda route: on_the_way.append(route))
    page.goto("/my/bank/")
    fits(page)
    for route in on_the_way:
        route.continue_()
    page.locator("body.js-enabled").wait_for()
    fits(page)
