"""From a template to a role that is offered, with the keyboard alone, and read on the smallest phone.

Counted as a person would count: a box, a list or a radio that has to be filled in is a field; each page that
comes after the list of roles is a load. Four fields and ten pages, at half a minute each, are five minutes.
"""

import pytest
from playwright.sync_api import Page

from contributors.accounts.models import User
from projects.roles.models import RoleVersion
from projects.roles.states import VersionState
from tests import builders
from tests.journeys.hands import Keyboard, no_sideways_scroll
from tests.journeys.staff_steps import each_page_once, staff_at_work
from tests.journeys.steps import then_it_says, then_the_page_is

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]
SMALLEST = (320, 640)
WITH_TERMS = {"fields": 1, "loads": 4}
WITHOUT = {"fields": 4, "loads": 10}


class CountingKeyboard(Keyboard):
    """Keys alone, and it counts what they do."""

    fields = loads = 0

    def start_counting(self) -> None:
        self.fields = self.loads = 0
        self.page.on("load", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.loads += 1

    def put(self, box, text: str) -> None:
        self.fields += 1
        super().put(box, text)

    def choose(self, answer: str) -> None:
        self.fields += 1
        super().choose(answer)

    def choose_from_list(self, label: str, answer: str) -> None:
        self.fields += 1
        super().choose_from_list(label, answer)


@pytest.fixture
def priya(settings, live_server) -> User:
    settings.SITE_URL = live_server.url
    user = builders.staff_user("ppi_manager", builders.organisation("Severn Network"), name="Priya Shah")
    builders.project(user.organisation, lead=user.person, title="Better letters")
    return user


@pytest.fixture
def keys(priya, open_page, assert_accessible) -> CountingKeyboard:
    def look(page: Page) -> None:
        assert_accessible(page)
        no_sideways_scroll(page)

    hand = staff_at_work(open_page, priya, each_page_once(look))
    return CountingKeyboard(hand.page, hand.look_closely)


def to_the_roles(keys: CountingKeyboard, user: User) -> None:
    project = user.person.leads.get()
    keys.open(f"/projects/{project.ref}/roles/")
    keys.start_counting()
    keys.press("Write a role description")
    keys.choose("Lived experience partner")
    keys.press("Start writing")


def and_offers_it(keys: CountingKeyboard) -> RoleVersion:
    keys.press("Read it as they will, then offer it")
    keys.press("Agree for the team, and offer it")
    offered = RoleVersion.objects.get()
    assert offered.status == VersionState.OFFERED
    return offered


def test_with_the_terms_of_the_organisation_a_first_role_takes_four_pages(keys, priya):
    builders.policy(priya.organisation)
    builders.standard_terms(priya.organisation, fee_pence=12_00, fee_unit="hour")
    to_the_roles(keys, priya)
    then_it_says(keys, "It says everything that people have to know before they are asked.")
    offered = and_offers_it(keys)
    assert {"fields": keys.fields, "loads": keys.loads} == WITH_TERMS
    assert offered.text.payment_words == "£12.00 for each hour"
    assert offered.pay_rates[0]["against"] == "same"


def test_without_terms_it_says_what_is_missing_and_a_person_reads_it_on_the_smallest_phone(
    keys, priya, open_page, assert_accessible
):
    builders.policy(priya.organisation)
    to_the_roles(keys, priya)
    then_it_says(keys, "Which expenses we pay: Nobody should pay to take part without knowing it.")
    keys.follow("Change Payment and expenses")
    keys.follow("Add a rate of pay")
    keys.choose("Meeting: £12.00 for each hour (for work from 1 January 2020)")
    keys.press("Save")
    keys.write("Which expenses we pay", "Travel, and care for a child or an adult.")
    keys.press("Save and go on")
    keys.follow("Change Support, training and contacts")
    keys.write("Who you can go to if something is wrong", "Helen Ward, 0117 496 0129")
    keys.press("Save and go on")
    offered = and_offers_it(keys)
    assert {"fields": keys.fields, "loads": keys.loads} == WITHOUT
    ada = builders.contributor_user(priya.organisation, name="Ada")
    offer = builders.assignment(offered.role, ada.person)
    reader = staff_at_work(lambda: open_page(viewport=SMALLEST), ada, each_page_once(keys.look_closely))
    reader.open(f"/my/roles/{offer.ref}/")
    then_the_page_is(reader, "Lived experience partner")
    then_it_says(
        reader,
        "2 to 4 hours a month.",
        "Meeting: £12.00 for each hour",
        "In person or online: you choose",
        "What we do not ask of you",
    )
    reader.press("Agree")
    then_it_says(reader, "You agreed to this role. Thank you.")
