"""From the staff home to a role that is sent to somebody new: how many clicks, fields and pages it takes.

Counted as a person would count: every press of a button, link or radio is a click; every box or choice that
has to be filled in is a field (a date is three boxes); every page that comes after the staff home is a load.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from projects.roles.models import Assignment
from projects.roles.states import AssignmentState
from tests import builders
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.hands import Hand, no_sideways_scroll
from tests.journeys.staff_steps import each_page_once, staff_at_work, write_day
from tests.journeys.steps import mail_to, then_it_asks_to_mend, then_it_says, then_the_page_is

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

MOST_CLICKS, MOST_FIELDS, MOST_LOADS = 8, 9, 7


class CountingHand(Hand):
    """A mouse that counts what it does."""

    clicks = fields = loads = 0

    def start_counting(self) -> None:
        self.clicks = self.fields = self.loads = 0
        self.page.on("load", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.loads += 1

    def use(self, thing: Locator) -> None:
        self.clicks += 1
        super().use(thing)

    def write(self, label: str, text: str) -> None:
        self.fields += 1
        super().write(label, text)

    def put(self, box: Locator, text: str) -> None:
        self.fields += 1
        super().put(box, text)

    def choose(self, answer: str) -> None:
        self.fields += 1
        self.clicks += 1
        super().choose(answer)

    @property
    def counted(self) -> dict[str, bool]:
        return {
            f"{self.clicks} clicks": self.clicks <= MOST_CLICKS,
            f"{self.fields} fields": self.fields <= MOST_FIELDS,
            f"{self.loads} loads": self.loads <= MOST_LOADS,
        }


@pytest.fixture
def priya(settings, live_server) -> User:
    settings.SITE_URL = live_server.url
    network = builders.organisation("Severn Network")
    builders.standard_terms(network, fee_pence=11_50, fee_for="each hour, preparation included")
    return builders.staff_user("ppi_manager", network, name="Priya Shah")


def counting(open_page, user: User, look, viewport: tuple[int, int]) -> CountingHand:
    return CountingHand(staff_at_work(lambda: open_page(viewport=viewport), user, look).page, look)


@pytest.mark.browser
def test_a_new_project_person_and_role_in_few_steps(priya, open_page, assert_accessible):
    hand = counting(open_page, priya, each_page_once(assert_accessible), DESKTOP)
    hand.open("/staff/")
    hand.start_counting()
    hand.press("Invite someone")
    hand.write("Their name", "Ann Lee")
    hand.write("Their email address or phone number", "ann.lee@example.org")
    hand.write("Title of the project", "Better letters")
    hand.write("What it is about", "New letters before an operation.")
    write_day(hand, "The day it ends", clock.today() + timedelta(days=300))
    hand.put(hand.page.get_by_label("How many people do you look for in this role?"), "2")
    hand.press("Check it before it is sent")
    then_the_page_is(hand, "Check the invitation")
    then_it_says(hand, "Ann Lee", "£11.50 for each hour, preparation included", "2 to 4 hours a month")
    assert not Assignment.objects.exists()
    hand.press("Send the invitation")
    then_it_says(hand, "Ann Lee is invited to “Lived experience partner”.")
    assert all(hand.counted.values()), hand.counted
    asked = Assignment.objects.get()
    assert asked.status == AssignmentState.INVITED
    assert asked.version.text.payment_words == "£11.50 for each hour, preparation included"
    assert "Better letters" in mail_to("ann.lee@example.org")


@pytest.mark.browser
def test_beside_other_projects_on_a_phone_and_a_mistake_keeps_what_was_typed(
    priya, open_page, assert_accessible
):
    older = builders.project(priya.organisation, lead=priya.person, title="Older project")

    def look(page: Page) -> None:
        assert_accessible(page)
        no_sideways_scroll(page)

    hand = counting(open_page, priya, each_page_once(look), PHONE)
    hand.open("/staff/")
    hand.press("Invite someone")
    hand.write("Their name", "Joan Pickering")
    hand.press("Check it before it is sent")
    then_it_asks_to_mend(
        hand,
        "Enter an email address or a phone number, so that we can ask them.",
        "Choose an answer to “Which project is it for?”",
        "Enter how many people you look for.",
    )
    hand.write("Their email address or phone number", "01934 496 015")
    hand.choose("Older project")
    hand.choose("Public reviewer")
    hand.put(hand.page.get_by_label("How many people do you look for in this role?"), "1")
    hand.press("Check it before it is sent")
    then_it_says(hand, "Older project", "You call", "01934 496 015")
    hand.press("Change something")
    assert hand.box("Their name").input_value() == "Joan Pickering"
    hand.press("Check it before it is sent")
    hand.press("Send the invitation")
    asked = Assignment.objects.get()
    assert (asked.role.project, asked.person.phone) == (older, "01934 496 015")
    assert Notification.objects.filter(recipient=asked.person, channel="phone").exists()
