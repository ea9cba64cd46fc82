"""Letters twice the usual size, on a phone and on a tablet: nothing is cut off and no page scrolls sideways."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from contributors.accounts.models import User
from projects.meetings.planning import actions as planning
from projects.team.states import Side
from tests import builders
from tests.contributors.accounts.steps import mailed
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
    pytest.mark.either_engine,
]  # no row is read
# From the first moment: the menu measures its entries once.
TWICE = """new MutationObserver(() => {
  if (document.documentElement) document.documentElement.style.fontSize = '200%'
}).observe(document, { childList: true })"""

TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => `${e.tagName} ${e.className}`)"""


@pytest.mark.parametrize("size", [PHONE, (640, 900)], ids=["phone", "tablet"])
def test_nothing_scrolls_sideways(open_page, live_server, size):
    organisation = builders.organisation("Severn Health Innovation Network")
    manager = builders.staff_user("ppi_manager", organisation)
    project = builders.project(organisation, lead=manager.person, title="Better letters for knees and hips")
    meg = builders.contributor_user(organisation, name="Meg Hughes", email="meg@example.org")
    builders.team_member(project, meg.person, Side.PUBLIC)
    meeting = builders.meeting(
        project, manager.person, meg.person, title="Fourth meeting of the project group"
    )
    planning.invite(meeting, by=manager)
    mailed()
    staff = ["staff:home", "people:list", "team:list", "claims:list"]
    of_one = [reverse("team:detail", args=[project.ref]), reverse("meetings:detail", args=[meeting.ref])]
    portal = ["portal:home", "my_roles:list", "my_meetings:list", "my_claims:list"]
    for user, addresses in (
        (manager, [*map(reverse, staff), *of_one]),
        (meg, list(map(reverse, portal))),
    ):
        page = a_browser_of(user, open_page(viewport=size), live_server)
        for address in addresses:
            assert page.goto(address).ok, address
            assert wider_than_screen(page) == 0, f"{page.url} scrolls sideways: {page.evaluate(TOO_WIDE)}"


def a_browser_of(user: User, page: Page, live_server) -> Page:
    """Somebody who is signed in and reads with large letters."""
    key = builders.sign_in(Client(), user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    page.add_init_script(TWICE)
    return page
