"""A claim on a small phone without scripts, and its decision at a desk."""

import re

import pytest

from coproduce.foundation import clock
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import then_the_title_warns

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


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


def test_rosa_claims_a_journey_and_sees_the_day_she_is_paid(
    open_page, live_server, client, trust, assert_accessible
):
    rosa = builders.contributor_user(trust, name="Rosa")
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
    page.get_by_label("Miles in your own vehicle").check()
    page.get_by_role("button", name="Continue").click()

    today = clock.today()
    for box, part in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(box, exact=True).fill(str(part))
    page.get_by_label("Where did you start?").fill("Bristol")
    page.get_by_label("Where did you go?").fill("Bath")
    page.get_by_label("How many miles").fill("13.7")
    fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Save this").click()

    assert "£6.17" in page.text_content("main")
    fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Check and send").click()
    page.get_by_label("These costs were needed").check()
    assert_accessible(page)
    page.get_by_role("button", name="Send my claim").click()
    assert re.search(r"We pay it by \w+ \d+ \w+ \d{4}\.", page.text_content("main"))
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
    page = signed_in(open_page(), live_server, client, builders.staff_user("approver", trust))
    page.goto("/claims/")
    assert_accessible(page)
    page.get_by_role("link", name=claim.ref).click()
    assert_accessible(page)
    page.get_by_role("button", name="Decide line by line").click()
    assert_accessible(page)
    page.get_by_role("button", name="Save these answers").click()
    assert "approved" in page.text_content("main")


def test_the_policies_page_is_accessible(open_page, live_server, client, trust, assert_accessible):
    builders.published_policies()
    page = signed_in(open_page(), live_server, client, builders.staff_user("ppi_manager", trust))
    page.goto("/policies/")
    assert "check before use" in page.text_content("main")
    assert_accessible(page)
    page.get_by_role("link", name="NICE lived experience (later)").click()
    assert_accessible(page)


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
