"""From an advert to a member of the project: five people, a panel with a public member on a phone, a draw.

Rosa applies online, Al takes it back, Peg rings, Pam writes and is late. Ann, a public member without scripts,
knows Peg. Cal knows nobody. Two places and a reserve; one who is drawn does not want it.
"""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from coproduce.audit import actions as audit
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from projects.roles.models import Assignment
from projects.selection.interest.models import InterestQuestion
from projects.selection.models import Expression, Opportunity
from projects.selection.opportunities import actions as opportunities
from projects.selection.places.models import Place
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in
from tests.journeys.test_interest import puts_forward, types_in
from tests.journeys.test_phone_and_post import BY_PHONE, records
from tests.projects.selection.places.conftest import SEED, ruled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.either_engine,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]
NAMES = ("Rosa", "Quill", "Peg", "Pam", "rosa@example.org", "0117 496 0133")


@pytest.fixture
def world():
    trust = builders.organisation("North Trust", help_phone="0117 496 0777")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    role = builders.role(project, "Reader of letters", offered_by=manager)
    made = builders.opportunity(role, by=manager, scored=True, places=2)
    InterestQuestion.objects.create(opportunity=made, ask="why", criterion=made.criteria.first())
    ruled(made, reserves=1)
    return {
        "manager": manager,
        "opportunity": made,
        "ann": builders.contributor_user(trust, name="Ann Public", email="ann@example.org"),
        "cal": builders.staff_user("project_staff", trust, name="Cal Colleague"),
    }


@pytest.fixture
def enter(open_page, assert_accessible):
    """Open a page as somebody: on a small phone without scripts, or at a desk."""

    def start(user, *, phone: bool = False):
        page = open_page(viewport=PHONE, java_script_enabled=False) if phone else open_page()
        let_in(page, user)
        page.look = lambda: wider_than_screen(page) == 0 if phone else assert_accessible(page)
        return page

    return start


def fill_day(page, group: str, day: dt.date) -> None:
    found = page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        found.get_by_label(label).fill(str(value))


def people_apply(open_page, desk, opportunity, assert_accessible) -> None:
    phone = open_page(viewport=PHONE, java_script_enabled=False)
    puts_forward(phone, opportunity, "Rosa Quill", "rosa@example.org", lambda _page: None)
    other = open_page()
    puts_forward(other, opportunity, "Al Green", "al@example.org", lambda _page: None)
    other.get_by_role("link", name="Take it back and delete it").click()
    other.get_by_role("button", name="Take it back and delete it").click()
    other.get_by_text("all you told us is deleted").first.wait_for()
    types_in(desk, opportunity, "Peg Phone", "phone")


def a_public_member_is_asked(desk, phone, opportunity) -> None:
    desk.goto(reverse("selection:detail", args=[opportunity.ref]))
    desk.goto(reverse("panels:overview", args=[opportunity.ref]))
    desk.look()
    desk.get_by_role("button", name="Ask a public member").click()
    desk.get_by_label("Ann Public").check()
    desk.get_by_label("Reads and gives points").check()
    fill_day(desk, "By when do you need their answer?", clock.today() + dt.timedelta(days=5))
    desk.look()
    desk.get_by_role("button", name="Ask them").click()
    desk.get_by_text("Ann Public is asked").first.wait_for()
    assert Notification.objects.filter(recipient__name="Ann Public").exists()
    phone.goto(reverse("my_panels:list"))
    phone.look()
    phone.get_by_role("link", name=re.compile(opportunity.title)).first.click()
    phone.get_by_label("Yes", exact=True).check()
    phone.look()
    phone.get_by_role("button", name="Send my answer").click()
    phone.get_by_text("We have your answer").first.wait_for()


def closes(desk, opportunity) -> None:
    Opportunity.objects.filter(pk=opportunity.pk).update(closes_at=clock.now())
    opportunities.close_due(opportunity.pk)
    types_in(desk, opportunity, "Pam Post", "post", late="The post was late.")


def says_whom_they_know(page, opportunity, *, knows: str) -> None:
    page.goto(reverse("my_panels:detail", args=[member_of(page, opportunity).ref]))
    page.get_by_role("button", name="See the names").click()
    page.get_by_label(knows).check()
    page.look()
    page.get_by_role("button", name="Save what I said").click()
    page.get_by_text("You will not see what people you know have written").first.wait_for()


def member_of(page, opportunity):
    return opportunity.panel.get(person__account=page.user)


def names_are_taken_out(desk, opportunity) -> None:
    desk.goto(reverse("redaction:start", args=[opportunity.ref]))
    desk.get_by_role("button", name="Go on").click()
    for _number in range(3):
        desk.look()
        desk.get_by_role("button", name="Save and next").click()
    desk.get_by_text("3 of 3 are done").first.wait_for()
    desk.goto(reverse("panels:overview", args=[opportunity.ref]))
    desk.get_by_role("button", name="Begin scoring").click()
    desk.get_by_text("Scoring has begun").first.wait_for()


def gives_points(page, opportunity, *, texts: int, points: int) -> None:
    """Score every text; no page before the end tells whose it is."""
    page.goto(reverse("my_scoring:texts", args=[member_of(page, opportunity).ref]))
    page.get_by_text(f"You have locked 0 of {texts}").first.wait_for()
    page.get_by_role("button", name="Go on").click()
    for number in range(texts):
        page.look()
        assert not [name for name in NAMES if name in page.content()]
        for criterion in opportunity.criteria.all():
            page.locator(f"input[name=p{criterion.pk}][value='{points}']").check()
            page.locator(f"[name=w{criterion.pk}]").fill("They say so.")
        page.get_by_role("button", name="Lock and next").click()
        if number < texts - 1:
            page.get_by_text(f"You have locked {number + 1}").first.wait_for()
    page.get_by_text("You have locked everything").first.wait_for()


def it_is_drawn(desk, manager, opportunity) -> None:
    desk.goto(reverse("scoring:overview", args=[opportunity.ref]))
    desk.look()
    desk.get_by_role("button", name="Close scoring").click()
    desk.get_by_label("Why did fewer than two people").fill("Ann knows one of them.")
    desk.get_by_role("button", name="Close scoring and show names").click()
    desk.get_by_role("link", name="Rosa Quill").wait_for()
    desk.look()
    desk.goto(reverse("choosing:overview", args=[opportunity.ref]))
    desk.look()
    desk.goto(reverse("choosing:publish", args=[opportunity.ref]))
    desk.get_by_role("radio", name=re.compile("as everyone was told")).check()
    desk.get_by_role("button", name="Publish the list").click()
    desk.get_by_text("The list is published").first.wait_for()


def numbers_come_and_everyone_hears(desk, manager, opportunity) -> None:
    let_in(desk, manager)  # nine days later
    desk.goto(reverse("choosing:draw", args=[opportunity.ref]))
    desk.get_by_label("The numbers").fill(SEED)
    desk.look()
    desk.get_by_role("button", name="Draw").click()
    desk.get_by_text("It is drawn").first.wait_for()
    desk.look()
    desk.get_by_role("link", name="Answer everyone").click()
    for outcome in ("yes", "reserve"):
        desk.get_by_role("link", name=f"with “{outcome}”").click()
        desk.get_by_role("button", name="Save").click()
    desk.look()
    desk.get_by_role("button", name="Send all answers").click()
    desk.get_by_text("3 people are answered").first.wait_for()
    assert not Expression.objects.waiting().exists()


def one_drops_out_and_the_reserve_follows(desk, opportunity) -> None:
    first = Place.objects.filter(opportunity=opportunity, status="chosen").order_by("number").first()
    desk.goto(reverse("places:detail", args=[first.ref]))
    desk.look()
    desk.goto(reverse("places:drop", args=[first.ref]))
    desk.get_by_label("What did they say?").fill("Too far away.")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_text("the place is theirs now").first.wait_for()
    assert Place.objects.filter(opportunity=opportunity, status="reserve").count() == 0


def the_role_is_offered_and_taken(desk, opportunity) -> None:
    place = Place.objects.filter(opportunity=opportunity, status="chosen").order_by("number").last()
    desk.goto(reverse("places:detail", args=[place.ref]))
    desk.get_by_role("button", name="Offer the role").click()
    desk.get_by_text("The role is offered").first.wait_for()
    offer = Assignment.objects.get()
    desk.goto(reverse("roles:assignment", args=[offer.ref]))
    desk.get_by_role("link", name="Record the answer they gave you").click()
    desk.get_by_label("Yes, they take the role as it is").check()
    records(desk, BY_PHONE)
    offer.refresh_from_db()
    place.refresh_from_db()
    assert (offer.status, place.status) == ("agreed", "taken")
    assert offer.person in [one.person for one in opportunity.project.members.all()]
    desk.goto(reverse("places:record", args=[opportunity.ref]))
    desk.look()
    assert not [name for name in NAMES if name in desk.content()]


def test_advert_to_appointed(open_page, enter, assert_accessible, world):
    opportunity, manager = world["opportunity"], world["manager"]
    desk, phone, other = enter(manager), enter(world["ann"], phone=True), enter(world["cal"])
    desk.user, phone.user, other.user = manager, world["ann"], world["cal"]
    people_apply(open_page, desk, opportunity, assert_accessible)
    a_public_member_is_asked(desk, phone, opportunity)
    builders.panel_member(opportunity, world["cal"].person, by=manager)
    closes(desk, opportunity)
    says_whom_they_know(phone, opportunity, knows="Peg Phone")
    says_whom_they_know(other, opportunity, knows="None of them")
    names_are_taken_out(desk, opportunity)
    gives_points(phone, opportunity, texts=2, points=3)
    gives_points(other, opportunity, texts=3, points=4)
    it_is_drawn(desk, manager, opportunity)
    day = opportunity.choosing_rule.seed_on
    later = dt.datetime.combine(day, dt.time(21), tzinfo=clock.UK)
    with time_machine.travel(later, tick=True):
        numbers_come_and_everyone_hears(desk, manager, opportunity)
        one_drops_out_and_the_reserve_follows(desk, opportunity)
        the_role_is_offered_and_taken(desk, opportunity)
        deliver_due()
        assert [row for row in audit.audit() if row["broken"]] == []
