"""A role is written by both sides: words are changed on a phone, answered at a desk, and agreed once more."""

import re

import pytest
from django.urls import reverse

from projects.roles import queries
from projects.roles.inviting import actions as inviting
from projects.roles.models import ChangeProposal
from projects.roles.rules import Invitee
from projects.roles.writing.actions import edit_draft
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


@pytest.fixture
def world():
    trust = builders.organisation("North Trust")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    role = builders.role(project, "Reader of letters", offered_by=manager)
    member = builders.contributor_user(trust, name="Amina Ali")
    offer = inviting.invite(role, invitees=[Invitee(person=member.person)], by=manager)[0]
    return {"manager": manager, "member": member, "role": role, "offer": offer}


def test_words_are_changed_answered_offered_and_agreed(open_page, world, assert_accessible):
    hers, his = open_page(viewport=PHONE), open_page()
    let_in(hers, world["member"])
    let_in(his, world["manager"])
    role, offer = world["role"], world["offer"]

    hers.goto(reverse("my_roles:detail", args=[offer.ref]))
    hers.get_by_role("link", name="Change the words, or comment").click()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    hers.get_by_role("link", name=re.compile("Change these words.*What we ask of you")).click()
    hers.get_by_role("button", name="Send it").click()
    hers.get_by_role("heading", name="There is a problem").wait_for()
    assert_accessible(hers)
    hers.get_by_label("Change the words here").fill("Come to one meeting a month.")
    hers.get_by_role("button", name="Show my change without sending it").click()
    assert hers.locator("del").inner_text().strip().endswith("(end)")
    assert "one meeting a month." in hers.locator("ins").inner_text()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    hers.get_by_role("button", name="Send it").click()
    hers.get_by_role("link", name="Change the words, or comment").click()
    hers.get_by_role("link", name=re.compile("Comment on this.*Payment and expenses")).click()
    hers.get_by_label("What do you think, or what would you change?").fill("Please pay for reading too.")
    assert_accessible(hers)
    hers.get_by_role("button", name="Send it").click()

    words, comment = ChangeProposal.objects.order_by("id")
    his.goto(reverse("roles:proposal", args=[words.ref]))
    assert_accessible(his)
    his.get_by_label("Yes").check()
    his.get_by_role("button", name="Send the answer").click()
    his.goto(reverse("roles:proposal", args=[comment.ref]))
    assert_accessible(his)
    his.get_by_label("We do not change this").check()
    his.get_by_role("button", name="Send the answer").click()
    his.get_by_role("heading", name="There is a problem").wait_for()
    assert_accessible(his)
    his.get_by_label("Your answer").fill("There is no money for it this year.")
    his.get_by_role("button", name="Send the answer").click()

    draft = queries.draft(role)
    assert draft.their_duties == "Come to one meeting a month."
    rates = [{"id": "a", "pence": 20_00, "unit": "other", "for_words": "each meeting"}]
    edit_draft(draft, words={"pay_rates": rates}, by=world["manager"])
    his.goto(reverse("roles:edit", args=[role.ref]))
    assert_accessible(his)
    his.goto(reverse("roles:preview", args=[role.ref, draft.number]))
    assert_accessible(his)
    his.get_by_role("button", name="Agree for the team, and offer it").click()
    his.goto(reverse("roles:compare", args=[role.ref]))
    his.get_by_text("The fee falls from £25.00 to £20.00 for each meeting.").wait_for()
    assert_accessible(his)

    hers.goto(reverse("my_roles:suggestion", args=[comment.ref]))
    hers.get_by_text("There is no money for it this year.").wait_for()
    assert_accessible(hers)
    hers.goto(reverse("my_roles:detail", args=[offer.ref]))
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    first = hers.locator("main li").first.inner_text()
    assert first == "The fee falls from £25.00 to £20.00 for each meeting."
    hers.get_by_role("link", name="See each change in the words").click()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    hers.goto(reverse("my_roles:detail", args=[offer.ref]))
    hers.get_by_role("button", name="Agree", exact=True).click()
    hers.get_by_role("link", name="Version 2, agreed on").wait_for()
