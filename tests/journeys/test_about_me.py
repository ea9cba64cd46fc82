"""A public contributor tells what matters about themselves; staff find and add people."""

import pytest
from django.test import Client
from django.urls import reverse

from contributors.monitoring import actions as equality
from contributors.people.access_needs import actions as needs
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import then_the_title_warns

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def ann(trust):
    return builders.contributor_user(trust, name="Ann Lee", phone="0113 496 0000")


def let_in(page, user) -> None:
    """Give a browser the session of somebody who signed in."""
    client = builders.sign_in(Client(), user)
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "domain": "localhost",
        "path": "/",
    }
    page.context.add_cookies([cookie])


@pytest.mark.either_engine
def test_own_pages_are_accessible_on_a_small_phone(open_page, ann, assert_accessible):
    needs.add(ann.person, by=ann, category="009", words="A hearing loop", seen_by="organisers")
    equality.answer(ann.person, question="sex", answer="Female")
    page = open_page(viewport=PHONE)
    let_in(page, ann)
    for name, args in [
        *(("my_details:overview", []), ("my_details:reach", []), ("my_details:change", ["papers"])),
        *(("my_details:needs", []), ("my_details:add_need", [])),
        *(
            ("my_availability:overview", []),
            ("my_availability:add_weekly", []),
            ("my_availability:add_away", []),
        ),
        *(("my_equality:overview", []), ("my_equality:question", ["religion"]), ("my_equality:answers", [])),
    ]:
        page.goto(reverse(name, args=args))
        assert_accessible(page)
        assert wider_than_screen(page) == 0, name


@pytest.mark.either_engine
def test_staff_pages_are_accessible(page, trust, ann, assert_accessible):
    let_in(page, builders.staff_user("ppi_manager", trust, name="Mo Manager"))
    ref = ann.person.ref
    for name, args in [
        ("list", []),
        ("add", []),
        *((name, [ref]) for name in ("detail", "edit", "what_helps", "add_need")),
    ]:
        page.goto(reverse(f"people:{name}", args=args))
        assert_accessible(page)


def test_times_without_javascript(open_page, ann):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    let_in(page, ann)
    page.goto(reverse("my_availability:overview"))
    page.get_by_role("button", name="Add a time that does not suit").click()
    page.get_by_label("Tuesday").check()
    page.get_by_label("Part of the day").check()
    page.get_by_label("From").fill("9am")
    page.get_by_role("button", name="Save and continue").click()
    then_the_title_warns(page)
    assert page.get_by_label("Tuesday").is_checked()
    page.get_by_label("To", exact=True).fill("noon")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("Tuesday 09:00–12:00").first.wait_for()
    page.get_by_role("button", name="Remove Tuesday").click()
    page.get_by_text("Any time is fine.").wait_for()


def test_equality_answers_come_and_go_without_javascript(open_page, ann):
    page = open_page(java_script_enabled=False)
    let_in(page, ann)
    page.goto(reverse("my_equality:overview"))
    page.get_by_role("button", name="Go to the first question").click()
    page.get_by_label("Prefer not to say").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Skip this question").click()
    page.get_by_label("Female").check()
    page.get_by_role("button", name="Save and continue").click()
    assert {key: found.answer for key, found in equality.mine(ann.person).items()} == {
        "ethnic_group_broad": "Prefer not to say",
        "sex": "Female",
    }
    page.goto(reverse("my_equality:answers"))
    page.get_by_role("button", name="Stop using my answers").click()
    page.get_by_text("Your answers are deleted.").wait_for()
    assert equality.mine(ann.person) == {}


def test_staff_add_somebody_without_an_email(page, trust):
    let_in(page, builders.staff_user("ppi_manager", trust, name="Mo Manager"))
    page.goto(reverse("people:list"))
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Name", exact=True).fill("Jo O'Neil")
    page.get_by_label("post", exact=True).check()
    page.get_by_role("button", name="Add this person").click()
    then_the_title_warns(page)
    page.get_by_label("Postal address").fill("1 Quay\nBristol")
    page.get_by_role("button", name="Add this person").click()
    page.get_by_role("heading", name="Jo O'Neil").wait_for()
