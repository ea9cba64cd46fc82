"""From an advert to an answer: online without scripts on a small phone, by phone, by post and late, withdrawn."""

import pytest
from django.core import mail
from django.urls import reverse

from coproduce.audit import actions as audit
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from projects.selection.interest import actions as interest
from projects.selection.models import Expression, Opportunity
from projects.selection.opportunities import actions as opportunities
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.either_engine,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]


@pytest.fixture
def manager():
    trust = builders.organisation("North Trust", help_phone="0117 496 0777")
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def opportunity(manager) -> Opportunity:
    organisation = manager.person.connections.get().organisation
    project = builders.project(organisation, lead=manager.person, title="Letters", status="running")
    made = builders.opportunity(builders.role(project, offered_by=manager), by=manager)
    interest.set_questions(made, criteria={"why": made.criteria.first()}, by=manager)
    return made


def puts_forward(page, opportunity, name: str, email: str, look) -> str:
    """Fill in all pages from the advert on. Returns the code."""
    page.goto(reverse("interest:start", args=[opportunity.ref]))
    page.get_by_label("For me", exact=True).check()
    look(page)
    page.wait_for_timeout(2100)  # as long as a person needs at least
    page.get_by_role("button", name="Start now").click()
    code = page.locator(".app-code").inner_text()
    look(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Email", exact=True).check()
    page.get_by_label("Email address").fill(email)
    look(page)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Why would you like to do this?").fill("I know these letters.")
    look(page)
    page.get_by_role("button", name="Save and continue").click()
    look(page)
    page.get_by_role("link", name="Continue without a file").click()
    look(page)
    page.get_by_role("button", name="Save and continue").click()
    look(page)
    page.get_by_role("button", name="Send it").click()
    page.get_by_text("We have it").wait_for()
    look(page)
    return code


def types_in(desk, opportunity, name: str, how: str, late: str = "") -> None:
    desk.goto(reverse("expressions:take", args=[opportunity.ref]))
    desk.get_by_label(f"By {how}").check()
    if late:
        desk.get_by_label("Why do you take it").fill(late)
    desk.get_by_label("Their name").fill(name)
    desk.get_by_label(how.capitalize(), exact=True).check()
    reached = {"phone": ("Phone number", "0117 496 0133"), "post": ("Postal address", "1 Canal Row, Bristol")}
    label, where = reached[how]
    desk.get_by_label(label).fill(where)
    desk.get_by_label("Why would you like to do this?").fill("As I said.")
    desk.look()
    desk.get_by_role("button", name="Take it").click()
    desk.get_by_text("They get a copy").wait_for()
    desk.look()


def test_advert_to_answers(open_page, assert_accessible, opportunity, manager):
    def on_a_phone(page) -> None:
        assert not wider_than_screen(page)

    phone = open_page(viewport=PHONE, java_script_enabled=False)
    puts_forward(phone, opportunity, "Rosa Quill", "rosa@example.org", on_a_phone)

    other = open_page()
    code = puts_forward(other, opportunity, "Al Green", "al@example.org", assert_accessible)
    other.context.clear_cookies()
    other.goto(reverse("interest:resume"))
    other.get_by_label("Your code").fill(code)
    other.get_by_role("button", name="Continue").click()
    other.get_by_role("link", name="Take it back and delete it").click()
    assert_accessible(other)
    other.get_by_role("button", name="Take it back and delete it").click()
    other.get_by_text("all you told us is deleted").wait_for()

    desk = open_page()
    let_in(desk, manager)
    desk.look = lambda: assert_accessible(desk)
    types_in(desk, opportunity, "Peg Phone", "phone")
    Opportunity.objects.filter(pk=opportunity.pk).update(closes_at=clock.now())
    opportunities.close_due(opportunity.pk)
    types_in(desk, opportunity, "Pam Post", "post", late="The post was late.")

    for name in ("Rosa Quill", "Peg Phone", "Pam Post"):
        desk.goto(reverse("expressions:list", args=[opportunity.ref]))
        desk.look()
        desk.get_by_role("link", name=name).click()
        desk.get_by_role("button", name="Outcome").click()
        desk.get_by_label("No", exact=True).check()
        desk.get_by_role("button", name="Save").click()
        desk.get_by_text("Nobody is told yet").wait_for()
    desk.get_by_role("button", name="Answer everyone").click()
    desk.get_by_role("link", name="with “no”").click()
    desk.look()
    desk.get_by_role("button", name="Save").click()
    desk.look()
    desk.get_by_role("button", name="Send all answers").click()
    desk.get_by_text("3 people are answered").wait_for()
    deliver_due()

    assert [one.to for one in mail.outbox if "answer" in one.subject] == [["rosa@example.org"]]
    by_hand = Notification.objects.by_hand().filter(kind="selection/answered")
    assert sorted(by_hand.values_list("channel", flat=True)) == ["phone", "post"]
    assert not Expression.objects.waiting().exists()
    assert [row for row in audit.audit() if row["broken"]] == []
