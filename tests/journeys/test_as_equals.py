"""Staff and a public contributor settle an imbalance and sign a step; each page is checked on the way."""

import re

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import then_the_title_warns
from tests.journeys.test_about_me import let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


@pytest.fixture
def world():
    trust = builders.organisation("North Trust")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    member = builders.contributor_user(trust, name="Amina Ali")
    builders.team_member(project, member.person)
    return {"manager": manager, "member": member, "project": project}


def test_an_imbalance_is_raised_answered_done_and_confirmed(open_page, world, assert_accessible):
    hers, his = open_page(viewport=PHONE), open_page()
    let_in(hers, world["member"])
    let_in(his, world["manager"])
    project = world["project"]

    hers.goto(reverse("my_power_balance:overview", args=[project.ref]))
    hers.get_by_role("button", name="Tell us what is not equal").click()
    assert_accessible(hers)
    hers.get_by_label("What is not equal?").fill("Meetings start at 8am.")
    hers.get_by_role("button", name="Send this to the team").click()

    his.goto(reverse("power_balance:overview", args=[project.ref]))
    assert_accessible(his)
    his.get_by_role("link", name="Meetings start at 8am.").click()
    his.get_by_role("button", name="Answer with a plan").click()
    assert_accessible(his)
    his.get_by_label("what we do about it").fill("Start at 11am.")
    his.get_by_label("who is arranging it").select_option("Mo Manager")
    due = clock.today()
    for label, value in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
        his.get_by_label(label).fill(str(value))
    his.get_by_role("button", name="Save and promise it").click()
    assert_accessible(his)
    his.get_by_role("button", name="This is done").click()

    hers.goto(reverse("my_power_balance:overview", args=[project.ref]))
    assert_accessible(hers)
    hers.get_by_role("link", name="Meetings start at 8am.").click()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    hers.get_by_role("button", name="Yes, it is done").click()
    hers.get_by_text("You have confirmed that it is done.").wait_for()


def test_a_step_is_disagreed_with_and_answered(open_page, world, assert_accessible):
    hers, his = open_page(viewport=PHONE), open_page()
    let_in(hers, world["member"])
    let_in(his, world["manager"])
    project = world["project"]

    hers.goto(reverse("my_checklist:overview", args=[project.ref]))
    assert_accessible(hers)
    hers.get_by_role("button", name=re.compile("Say what I think.*Scope")).click()
    hers.get_by_label("Disagree").check()
    hers.get_by_role("button", name="Save what I think").click()
    then_the_title_warns(hers)
    assert_accessible(hers)
    hers.get_by_label("In your words").fill("Nothing is open to us.")
    hers.get_by_role("button", name="Save what I think").click()
    assert wider_than_screen(hers) == 0

    his.goto(reverse("checklist:overview", args=[project.ref]))
    assert_accessible(his)
    his.get_by_role("link", name=re.compile("Answer this.*Amina Ali")).click()
    assert_accessible(his)
    his.get_by_label("Your answer").fill("We open the letter.")
    his.get_by_role("button", name="Send your answer").click()

    hers.reload()
    hers.get_by_text("We open the letter.").wait_for()


@pytest.mark.either_engine
def test_step_five_and_closing_are_accessible(open_page, world, assert_accessible):
    project = world["project"]
    builders.census_figures()
    builders.diversity_aim(project)
    builders.sign_off(project, world["member"].person, view="disagree")
    staff, phone = open_page(), open_page(viewport=PHONE)
    let_in(staff, world["manager"])
    let_in(phone, world["member"])
    for name in (
        "diversity:overview",
        "diversity:add",
        "diversity:release",
        "checklist:close",
        "team:detail",
    ):
        staff.goto(reverse(name, args=[project.ref]))
        assert_accessible(staff)
    staff.goto(reverse("team:list"))
    assert_accessible(staff)
    phone.goto(reverse("my_diversity:overview", args=[project.ref]))
    assert_accessible(phone)
    assert wider_than_screen(phone) == 0
