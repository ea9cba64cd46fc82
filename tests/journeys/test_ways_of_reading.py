"""How people set their screens: letters twice the size, wider spacing, a phone held sideways; and what stays
in its place on every page meanwhile.
"""

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
# The spacing of WCAG 1.4.12.
SPACED = """addEventListener('DOMContentLoaded', () => {
  for (const one of document.querySelectorAll('body *')) {
    one.style.lineHeight = '1.5'; one.style.letterSpacing = '.12em'; one.style.wordSpacing = '.16em'
    if (one.tagName === 'P') one.style.marginBottom = '2em'
  }
})"""
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => `${e.tagName} ${e.className}`)"""
# Words in a box that hides what does not fit; what is only for screen readers is one pixel wide.
CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.clientWidth > 1 && getComputedStyle(e).overflowX === 'hidden' && !e.closest('svg')
    && getComputedStyle(e).textOverflow !== 'ellipsis'
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
  .map(e => `${e.tagName} ${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""
MENU = (
    "() => [...document.querySelectorAll('header nav li a')].map(e => e.textContent.trim()).filter(Boolean)"
)
HELP = "() => [...document.querySelectorAll('footer a')].map(e => e.textContent.trim())"


@pytest.fixture
def readers():
    """A manager and a public contributor, each with the addresses they read."""
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
    of_one = [reverse("team:detail", args=[project.ref]), reverse("meetings:detail", args=[meeting.ref])]
    staff = ["staff:home", "people:list", "team:list", "claims:list"]
    portal = ["portal:home", "my_roles:list", "my_meetings:list", "my_claims:list", "my_details:overview"]
    return [(manager, [*map(reverse, staff), *of_one]), (meg, list(map(reverse, portal)))]


@pytest.mark.parametrize(
    ("size", "setting"),
    [(PHONE, TWICE), ((640, 900), TWICE), (PHONE, SPACED), ((1280, 900), SPACED), ((640, 320), "")],
    ids=["twice-phone", "twice-tablet", "spaced-phone", "spaced-desktop", "sideways"],
)
def test_nothing_is_cut_off_or_scrolls_sideways(open_page, live_server, readers, size, setting):
    for user, addresses in readers:
        page = a_browser_of(user, open_page(viewport=size), live_server, setting)
        for address in addresses:
            assert page.goto(address).ok, address
            assert wider_than_screen(page) == 0, f"{page.url} scrolls sideways: {page.evaluate(TOO_WIDE)}"
            assert page.evaluate(CUT_OFF) == [], page.url


def test_the_menu_and_help_keep_their_place(open_page, live_server, readers):
    for user, addresses in readers:
        page = a_browser_of(user, open_page(), live_server)
        seen = set()
        for address in addresses:
            page.goto(address)
            seen.add((tuple(page.evaluate(MENU)), tuple(page.evaluate(HELP))))
        assert len(seen) == 1, seen
        menu, footer = seen.pop()
        assert len(menu) > 2
        assert footer[:3] == ("0117 496 0123", "involvement@example.org", "Ask someone to call me")


def a_browser_of(user: User, page: Page, live_server, setting: str = "") -> Page:
    """Somebody who is signed in and has set their screen in their way."""
    key = builders.sign_in(Client(), user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    if setting:
        page.add_init_script(setting)
    return page
