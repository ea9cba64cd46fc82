"""Rates change on pages: one person changes and asks, a second looks and says yes. On a phone as well."""

import pytest
from django.urls import reverse

from expenses.policies.models import Policy
from tests import builders
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.either_engine,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]


@pytest.fixture
def sit_down(open_page, assert_accessible):
    """Somebody opens a browser, signed in; each page they look at is checked."""

    def start(user, viewport):
        page = open_page(viewport=viewport)
        let_in(page, user)
        page.look = lambda: (assert_accessible(page), wider_than_screen(page))
        return page

    return start


def test_new_rates_from_the_page_to_approval(sit_down):
    trust = builders.organisation("North Trust")
    old = builders.policy(trust)
    maker = sit_down(builders.staff_user("finance", trust, name="Fi Nance"), DESKTOP)
    maker.goto(reverse("policies:list"))
    maker.get_by_role("link", name=old.name).first.click()
    maker.get_by_role("button", name="Change the rates from a day on").click()
    group = maker.get_by_role("group", name="First day of activity it is for")
    for label, value in (("Day", "1"), ("Month", "4"), ("Year", "2030")):
        group.get_by_label(label).fill(value)
    maker.get_by_role("button", name="Copy it").click()
    maker.get_by_role("button", name="Change the rates").click()
    maker.look()
    maker.get_by_role("row", name="Meeting £12.00").get_by_role("link").click()
    maker.look()
    maker.get_by_label("Amount").fill("15")
    maker.get_by_role("button", name="Save and continue").click()
    maker.get_by_text("£15").first.wait_for()
    maker.get_by_role("button", name="I compared it with its source").click()
    maker.get_by_role("button", name="See what changes, and ask for approval").click()
    maker.get_by_text("Nobody else can approve it yet").or_(maker.get_by_text("Who should")).first.wait_for()
    maker.look()
    second = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    maker.reload()
    maker.get_by_label("Mo Manager").check()
    maker.get_by_role("button", name="Ask them to approve it").click()
    maker.get_by_text("the old rates hold").first.wait_for()

    phone = sit_down(second, PHONE)
    phone.goto(reverse("staff:home"))
    phone.get_by_role("link", name="Approve new rates, or send them back").first.click()
    phone.get_by_text("What changes").first.wait_for()
    phone.look()
    phone.get_by_role("button", name="Send it back").click()
    phone.look()
    phone.get_by_label("Why do you not approve it?").fill("The fee for a review should go up too.")
    phone.get_by_role("button", name="Send it back").click()
    phone.get_by_text("It is sent back with your reason").wait_for()

    draft = Policy.objects.get(organisation=trust, status="draft")
    maker.goto(reverse("policies:detail", args=[draft.ref]))
    maker.get_by_text("The fee for a review should go up too.").wait_for()
    maker.look()
    maker.get_by_role("button", name="See what changes, and ask for approval").click()
    maker.get_by_label("Mo Manager").check()
    maker.get_by_role("button", name="Ask them to approve it").click()
    maker.get_by_text("the old rates hold").first.wait_for()
    phone.goto(reverse("policies:detail", args=[draft.ref]))
    phone.get_by_role("button", name="Approve it").click()
    phone.get_by_text("The policy is approved.").wait_for()
    draft.refresh_from_db()
    assert draft.status == "approved"
