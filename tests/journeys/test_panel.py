"""A public member of a panel on a phone, without a script: asked, yes, names, and one they know after all."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.audit import actions as audit
from coproduce.foundation import clock
from projects.selection.interest import actions as interest
from projects.selection.models import Declaration, Opportunity, PanelMember, ScoringPlan
from projects.selection.opportunities import actions as opportunities
from projects.selection.panel import actions as panel
from projects.selection.panel.queries import readable
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in
from tests.projects.selection.interest.conftest import sent
from tests.projects.selection.scoring.conftest import redact

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
    made = builders.opportunity(builders.role(project, offered_by=manager), by=manager, scored=True)
    interest.set_questions(made, criteria={"why": made.criteria.first()}, by=manager)
    return made


def test_asked_yes_names_one_conflict_and_one_found_late(open_page, assert_accessible, opportunity, manager):
    ann = builders.contributor_user(opportunity.organisation, name="Ann Public")
    desk = open_page()
    let_in(desk, manager)
    desk.goto(reverse("panels:ask_public", args=[opportunity.ref]))
    desk.get_by_label("Ann Public").check()
    desk.get_by_label("Reads and gives points").check()
    day = clock.today() + dt.timedelta(days=7)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        desk.get_by_label(label, exact=True).fill(str(part))
    assert_accessible(desk)
    desk.get_by_role("button", name="Ask them").click()
    desk.get_by_text("Ann Public is asked").wait_for()

    phone = open_page(viewport=PHONE, java_script_enabled=False)
    let_in(phone, ann)
    phone.goto(reverse("portal:home"))
    phone.get_by_role("link", name="Say whether you would like to help choose people").first.click()
    assert not wider_than_screen(phone)
    phone.get_by_label("Yes").check()
    phone.get_by_role("button", name="Send my answer").click()
    phone.get_by_text("Thank you for saying yes").wait_for()

    rosa, tom, una = (
        sent(opportunity, name=name, email=f"{name[:3]}@example.net")
        for name in ("Rosa Quill", "Tom Ash", "Una Vale")
    )
    Opportunity.objects.filter(pk=opportunity.pk).update(closes_at=clock.now())
    opportunities.close_due(opportunity.pk)
    phone.goto(reverse("portal:home"))
    phone.get_by_role("link", name="Say whom you know before you read").first.click()
    phone.get_by_role("button", name="See the names").click()
    assert not wider_than_screen(phone)
    words = phone.content()
    assert all(name in words for name in ("Rosa Quill", "Tom Ash", "Una Vale"))
    assert not any(row.blind_ref in words for row in (rosa, tom, una))
    assert "I care about letters" not in words
    phone.get_by_role("button", name="Save what I said").click()
    phone.get_by_role("heading", name="There is a problem").wait_for()
    phone.get_by_label("Rosa Quill").check()
    phone.get_by_role("button", name="Save what I said").click()
    phone.get_by_text("You have told us whom you know").wait_for()

    member = PanelMember.objects.get(person=ann.person)
    for row in (rosa, tom, una):
        redact(row, by=manager)
    second = builders.panel_member(opportunity, manager.person, by=manager)
    panel.declare(second, knows=[], seen=panel.rules.seal([rosa.ref, tom.ref, una.ref]), by=manager)
    desk.goto(reverse("panels:overview", args=[opportunity.ref]))
    assert_accessible(desk)
    desk.get_by_role("button", name="Begin scoring").click()
    desk.get_by_text("Scoring began on").wait_for()
    assert set(readable(member)) == {tom, una}
    assert ScoringPlan.objects.get(opportunity=opportunity).begun_at

    phone.goto(reverse("my_panels:recognise", args=[member.ref, tom.blind_ref]))
    assert not wider_than_screen(phone)
    assert "Tom Ash" not in phone.content()
    phone.get_by_role("button", name="I know who wrote this").click()
    phone.get_by_text("Thank you for saying so").wait_for()
    assert set(readable(member)) == {una}
    assert Declaration.objects.get(member=member, expression=tom).late
    gone = phone.goto(reverse("my_panels:recognise", args=[member.ref, rosa.blind_ref]))
    assert gone is not None
    assert gone.status == 404
    assert [row for row in audit.audit() if row["broken"]] == []
