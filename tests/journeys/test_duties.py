"""What a role says both sides do is chosen, agreed on a phone, kept once and broken once, and seen by both."""

import datetime as dt
from contextlib import contextmanager

import pytest
import time_machine
from django.urls import reverse

from coproduce.foundation import clock
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in
from tests.projects.roles.duties.life import Life, became

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])
DAY = dt.timedelta(days=1)
CHOSEN = {"papers": 10, "answer": 5, "feedback": 14, "pay": 10, "cannot_come": 3}
AGO = 60


@pytest.fixture
def world():
    with days_ago(AGO):
        trust = builders.organisation("North Trust")
        builders.policy(trust)
        builders.staff_user("approver", trust)
        manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
        project = builders.project(trust, lead=manager.person, title="Letters", status="running")
        member = builders.contributor_user(trust, name="Amina Ali")
        builders.bank_details(member.person)
        role = builders.role(project, "Reader of letters")
        yield {"manager": manager, "member": member, "role": role, "project": project}


@contextmanager
def days_ago(days: int):
    """Be at nine in the morning so many days ago; the clock goes on."""
    hatch = time_machine.escape_hatch
    now = hatch.datetime.datetime if hatch.is_travelling() else dt.datetime
    today = now.now(clock.UK).date()
    moment = dt.datetime.combine(today - days * DAY, dt.time(9), tzinfo=clock.UK)
    with time_machine.travel(moment, tick=True):
        yield


def choose_and_offer(his, role, check) -> None:
    """Staff tick what each side promises, with its days, and offer the role."""
    his.goto(reverse("roles:detail", args=[role.ref]))
    his.goto(reverse("roles:duties", args=[role.ref]))
    check(his)
    for kind, days in CHOSEN.items():
        his.locator(f"#id_{kind}").check()
        his.locator(f"#id_{kind}_days").fill(str(days))
    his.locator("#id_papers_days").fill("0")
    his.get_by_role("button", name="Save these duties").click()
    his.get_by_role("heading", name="There is a problem").wait_for()
    check(his)
    his.locator("#id_papers_days").fill("10")
    his.get_by_role("button", name="Save these duties").click()
    his.get_by_text("The duties are saved.").wait_for()
    his.goto(reverse("roles:preview", args=[role.ref, 1]))
    his.get_by_text("We send you the papers at least 10 days before each meeting.").wait_for()
    check(his)
    his.get_by_role("button", name="Agree for the team, and offer it").click()
    his.get_by_text("offered").first.wait_for()


def agree_on_a_phone(hers, offer, check) -> None:
    """She reads what both sides promise, and agrees."""
    hers.goto(reverse("my_roles:detail", args=[offer.ref]))
    hers.get_by_text("We answer what you ask, suggest or say is wrong within 5 days.").wait_for()
    hers.get_by_text("If you cannot come to a meeting, you tell us at least 3 days before.").wait_for()
    check(hers)
    assert wider_than_screen(hers) == 0
    hers.get_by_role("button", name="Agree", exact=True).click()
    hers.get_by_text("You have agreed to the role.").wait_for()


def one_kept_and_one_broken(world) -> None:
    """A meeting at which both keep their word, one at which neither does; a claim paid in time, one not."""
    life, member, manager = Life(world["project"], world["manager"]), world["member"], world["manager"]
    role = Assignment.objects.get(person=member.person)
    with days_ago(58):
        good, off = life.meeting(14, member, title="Good"), life.meeting(25, member, title="Early no")
        asked = answering.suggest(role, part="time", words="Later, please.", by=member)
    with days_ago(55):
        answering.answer(asked, take_up=False, answer="Not this year.", by=manager)
        life.send_papers(good)
        life.answer(good, member, coming=True)
        life.answer(off, member, coming=False)
    with days_ago(43):
        life.hold(good, member)
        paid, late = life.claim(member), life.claim(member)
        life.tick(manager, "feedback", words="The letter now has a phone number.")
        life.pay(paid)
        bad, said_late = life.meeting(15, member, title="Bad"), life.meeting(16, member, title="Late no")
        again = answering.suggest(role, part="time", words="Earlier, then?", by=member)
    with days_ago(29):
        life.send_papers(bad)
        life.answer(bad, member, coming=True)
    with days_ago(28):
        life.answer(said_late, member, coming=False)
    with days_ago(27):
        life.hold(bad, member)
    with days_ago(3):
        life.pay(late)
        life.tick(manager, "feedback", words="Nothing came of it.")
        answering.answer(again, take_up=False, answer="Sorry, that was late.", by=manager)
    with days_ago(2):
        life.meeting(20, member, title="To come")


def test_duties_are_chosen_agreed_kept_broken_and_seen_by_both(open_page, world, assert_accessible):
    hers, his, role = open_page(viewport=PHONE), open_page(), world["role"]
    let_in(his, world["manager"])
    choose_and_offer(his, role, assert_accessible)
    person = Invitee(person=world["member"].person)
    offer = inviting.invite(role, invitees=[person], by=world["manager"])[0]
    let_in(hers, world["member"])
    agree_on_a_phone(hers, offer, assert_accessible)
    one_kept_and_one_broken(world)
    with days_ago(0):
        both_read_it(hers, his, world, offer, assert_accessible)


def both_read_it(hers, his, world, offer, check) -> None:
    """Both homes, how each side was kept, and the evidence of the power review."""
    found = became(offer)
    for kind in ("papers", "answer", "feedback", "pay", "cannot_come"):
        assert {"kept", "late"} <= set(found[kind]), (kind, found)
    let_in(hers, world["member"])
    let_in(his, world["manager"])
    hers.goto(reverse("portal:home"))
    hers.get_by_text("To come").first.wait_for()
    check(hers)
    his.goto(reverse("staff:home"))
    his.get_by_text("To come").first.wait_for()
    hers.goto(reverse("my_roles:detail", args=[offer.ref]))
    hers.get_by_role("heading", name="How we kept our side").wait_for()
    check(hers)
    hers.goto(reverse("my_roles:kept", args=[offer.ref]))
    hers.get_by_role("heading", name="How we kept what we promised").wait_for()
    assert "late: done on" in hers.locator("main").inner_text()
    check(hers)
    assert wider_than_screen(hers) == 0
    his.goto(reverse("roles:kept", args=[offer.ref]))
    check(his)
    for page in (his, hers):
        page.locator("main a[href*='duties/']").first.click()
        check(page)
    his.goto(reverse("power_balance:evidence_rows", args=[world["project"].ref, "late-duties"]))
    check(his)
    rows = his.locator("main").inner_text()
    assert "Good" in rows or "Bad" in rows
