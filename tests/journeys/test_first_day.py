"""A first day: from `createsuperuser` to the first invitation, led by the product itself.

Nobody types an address: each page is reached by a link or a button of the page before, or from a mail.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from coproduce.foundation import clock
from expenses.policies.models import Policy
from projects.roles.models import Assignment
from tests import builders
from tests.journeys.hands import Hand, wider_than_screen
from tests.journeys.staff_steps import (
    code_of_the_app,
    when_they_say_what_the_template_leaves_open,
    write_day,
)
from tests.journeys.steps import mail_to, then_it_says, then_the_page_is

pytestmark = [
    pytest.mark.browser,
    pytest.mark.either_engine,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]
ROOT, MO, PAT = "root@harbour.nhs.uk", "mo@harbour.nhs.uk", "pat@example.net"
PASSWORD = "seven quiet lanterns"
OURS = re.compile(r"/admin/")


@pytest.fixture
def someone(open_page, assert_accessible):
    """A browser in which nobody is signed in; our own pages are checked, Django's are Django's."""

    def look(page: Page) -> None:
        page.wait_for_load_state("load")
        if not OURS.search(page.url):
            assert_accessible(page)
            wider_than_screen(page)

    class Newcomer(Hand):
        def look(self) -> None:
            self.look_closely(self.page)

    return lambda: Newcomer(open_page(), look)


def signs_in(hand: Hand, email: str) -> None:
    """Password, then the second step that everybody sets up the first time."""
    hand.write("Your work email address", email)
    hand.write("Password", PASSWORD)
    hand.press("Sign in")
    then_the_page_is(hand, "Your second step")
    hand.press("Set up an app")
    secret = re.search(r"\b[A-Z2-7]{32}\b", hand.page.locator("main").inner_text())[0]
    hand.write("Code from the app", code_of_the_app(secret, clock.now()))
    hand.press("Finish")
    hand.press("Continue")


def saves(hand: Hand, **typed: str) -> None:
    """Fill in a page of the administration by the names of its fields, and save it."""
    for name, text in typed.items():
        hand.page.locator(f"#id_{name}").fill(text)
    hand.press(re.compile("^Save$"))


def gives_a_role(hand: Hand, who: str, role: str) -> None:
    hand.page.locator(".select2-selection").click()
    hand.page.locator(".select2-search__field").fill(who)
    hand.page.locator(".select2-results__option", has_text=who).first.click()
    hand.page.locator("#id_role").select_option(role)
    hand.press(re.compile("^Save$"))


def the_superuser_makes_an_organisation_and_a_colleague(root: Hand) -> None:
    root.open("/")
    root.follow("Staff: sign in with a password")
    signs_in(root, ROOT)
    then_the_page_is(root, "Set up")
    then_it_says(root, "There is no organisation yet")
    root.press("Add your organisation")
    saves(root, name="Harbour Trust", statement_name="HARBOUR TRUST", help_phone="0117 496 0999",
          help_email="help@harbour.nhs.uk", postal_address="1 Quay\nBristol")  # fmt: skip
    then_the_page_is(root, "Set up")
    then_it_says(root, "Harbour Trust", "Next: People and their roles.", "someone as PPI manager")
    root.press("Add someone’s account")
    saves(root, name="Mo Manager", email=MO)
    then_the_page_is(root, "Set up")
    root.follow("Give someone a role here")
    assert root.page.locator("#id_organisation").input_value() != ""
    gives_a_role(root, "Mo Manager", "ppi_manager")
    then_the_page_is(root, "Set up")
    assert not root.sees("someone as PPI manager")


def the_colleague_comes_in_from_the_mail(mo: Hand) -> None:
    welcome = mail_to(MO)
    assert welcome.startswith("Your account at Harbour Trust")
    password, sign_in = (urlsplit(link).path for link in re.findall(r"https?://\S+", welcome)[:2])
    mo.open(password)
    mo.page.get_by_role("textbox").first.fill(MO)
    mo.page.locator("main form").get_by_role("button").first.click()
    mo.page.wait_for_load_state("load")
    mo.open(urlsplit(re.search(r"https?://\S+", mail_to(MO))[0]).path)
    for box in mo.page.locator("main input[type=password]").all():
        box.fill(PASSWORD)
    mo.press("Save my password")
    assert mo.page.locator("main input[type=password]").count() == 0, mo.page.locator("main").inner_text()
    mo.open(sign_in)
    signs_in(mo, MO)


def the_first_project_and_the_first_role(mo: Hand) -> None:
    then_it_says(mo, "Start a project")
    mo.page.locator("main").get_by_text("Start a project", exact=True).first.click()
    mo.look()
    mo.write("Title", "Better letters")
    mo.write("What it is about", "New letters before an operation.")
    write_day(mo, "The day it starts", clock.today())
    write_day(mo, "The day it ends", clock.today().replace(year=clock.today().year + 1, day=1))
    mo.press("Start the project")
    then_the_page_is(mo, "Better letters")
    mo.page.locator("main a", has_text="Role descriptions").first.click()
    mo.look()
    mo.press("Write a role description")
    mo.choose("Lived experience partner")
    mo.write("Title of the role", "Reader of letters")
    mo.press("Start writing")
    when_they_say_what_the_template_leaves_open(mo)
    mo.press("Read it as they will, then offer it")
    mo.press("Agree for the team, and offer it")


def test_from_createsuperuser_to_the_first_invitation(someone, monkeypatch):
    builders.published_policies()
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--noinput", email=ROOT, verbosity=0)
    the_superuser_makes_an_organisation_and_a_colleague(someone())
    mo = someone()
    the_colleague_comes_in_from_the_mail(mo)
    the_first_project_and_the_first_role(mo)
    mo.press("Invite people")
    mo.write("Person 1: name", "Pat Reed")
    mo.write("Person 1: email", PAT)
    mo.press("Send the invitations")
    then_it_says(mo, "Pat Reed")
    letter = mail_to(PAT)
    for words in ("Would you like to take a role with us?", "Harbour Trust", "0117 496 0999"):
        assert words in letter
    assert Assignment.objects.get().person.name == "Pat Reed"
    assert Policy.objects.examples().exists()
