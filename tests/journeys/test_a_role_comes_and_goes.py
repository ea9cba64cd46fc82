"""A written description comes in, is agreed, taken home in large print; at the end a certificate is asked for."""

import pytest
from django.test import Client

from coproduce.foundation import clock
from projects.roles.answering import actions as answering
from projects.roles.models import Assignment, ImportedRole, RoleDescription, RoleLetter
from projects.roles.writing import actions as writing
from tests import builders
from tests.foundation.read_back import pdf_text
from tests.journeys.conftest import PHONE
from tests.journeys.hands import Hand, no_sideways_scroll
from tests.journeys.staff_steps import each_page_once, staff_at_work
from tests.journeys.steps import then_it_says
from tests.projects.roles.importing.adverts import TRUST_TEXT

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


def test_a_role_comes_in_is_taken_home_and_ends_well(open_page, assert_accessible, settings, live_server):
    settings.SITE_URL = live_server.url
    network = builders.organisation("Severn Network")
    priya = builders.staff_user("ppi_manager", network, name="Priya Shah")
    project = builders.project(network, lead=priya.person, title="Safer wards")
    ann = builders.contributor_user(network, name="Ann Reader", format="large")
    look = each_page_once(assert_accessible)
    staff = staff_at_work(open_page, priya, look)

    staff.open(f"/projects/{project.ref}/roles/")
    staff.follow("Bring in one that is written already")
    staff.write("Or paste the text here", TRUST_TEXT)
    staff.press("Read it, and show me")
    then_it_says(staff, "2 pieces are not placed yet", "£150 per day", "free car park")
    staff.page.get_by_label("£150.00 for each day").check()
    staff.page.get_by_label("at least 2 days a month").check()
    staff.press("Make a draft of it")
    then_it_says(staff, "The draft is saved.", "not placed yet")
    assert ImportedRole.objects.get().role == RoleDescription.objects.get()
    held = when_both_sides_agree(priya, ann)

    hand = given_a_phone(open_page, ann, look)
    hand.open(f"/my/roles/{held.ref}/")
    no_sideways_scroll(hand.page)
    name, content = taken_home(hand, "Large print, PDF")
    assert name.endswith("large-pdf.pdf")
    assert "Sit on the Patient Safety Group as an equal member" in pdf_text(content)

    hand.press("Stop this role")
    hand.press("Stop this role")
    then_it_says(hand, "Now that the role is over")
    hand.press("Yes, keep in touch with me")
    hand.follow("Ask for a certificate or a reference")
    no_sideways_scroll(hand.page)
    hand.choose("A certificate that says I took part")
    hand.press("Ask for it")
    then_it_says(hand, "you asked for it on", "We still owe you this:")

    staff.open(f"/roles/letters/{RoleLetter.objects.get(kind='certificate').ref}/")
    staff.press("Sign it off, and tell them")
    then_it_says(staff, "It is signed off")

    hand.open(f"/my/roles/{held.ref}/")
    no_sideways_scroll(hand.page)
    name, content = taken_home(hand, "Plain text")
    assert name.endswith(".txt")
    assert b"Certificate for Ann Reader" in content


def when_both_sides_agree(priya, ann) -> Assignment:
    """What is not of this story: the draft is made whole, offered and agreed."""
    draft = RoleDescription.objects.get().versions.get()
    whole = {
        **{
            "purpose": "Make care safer.",
            "their_duties": "Come.",
            "our_duties": "We pay.",
            "expenses": "Travel.",
        },
        **{"concerns_to": "The complaints team", "support": "A contact.", "places": 2},
    }
    writing.offer(writing.edit_draft(draft, words=whole, by=priya), by=priya)
    held = builders.assignment(draft.role, ann.person, answer_by=clock.now())
    answering.agree(held, content_hash=held.version.content_hash, by=ann)
    return Assignment.objects.get()


def given_a_phone(open_page, user, look) -> Hand:
    """Somebody who signed in before the story, on a phone."""
    phone = open_page(PHONE)
    key = builders.sign_in(Client(), user).cookies["sessionid"].value
    phone.context.add_cookies([{"name": "sessionid", "value": key, "domain": "localhost", "path": "/"}])
    return Hand(phone, look)


def taken_home(hand: Hand, link: str) -> tuple[str, bytes]:
    with hand.page.expect_download() as kept:
        hand.page.get_by_role("link", name=link, exact=True).last.click()
    return kept.value.suggested_filename, kept.value.path().read_bytes()
