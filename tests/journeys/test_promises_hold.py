"""Promises are kept, or both sides read what they wait for and why they ended. Each side has its browser."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from expenses.claims.writing import actions as writing
from projects.meetings.planning import actions as meetings
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from tests import builders
from tests.expenses.payments.made import Finance
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.either_engine,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]
NO_DAY = "We cannot pay it yet, so we cannot name a day. We need:"


@pytest.fixture
def trust():
    made = builders.organisation("North Trust", statement_name="NORTH TRUST")
    builders.policy(made)
    return made


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def sit_down(open_page, assert_accessible):
    """Somebody opens a browser, signed in; each page they look at is checked."""

    def start(user, **options):
        page = open_page(**options)
        let_in(page, user)
        page.look = lambda: (assert_accessible(page), wider_than_screen(page))
        return page

    return start


def day_of(claim: Claim) -> str:
    return f"{claim.pay_by:%A} {claim.pay_by.day} {claim.pay_by:%B %Y}"


def test_a_claim_without_bank_details_goes_from_sending_to_money(sit_down, trust):
    finance = Finance(organisation=trust)
    meg = builders.contributor_user(trust, name="Meg Hughes")
    claim = builders.claim(meg.person, trust, about="A day out")
    builders.claim_line(claim, 12_50)
    phone = sit_down(meg, viewport=PHONE)
    phone.goto(reverse("my_claims:check", args=[claim.ref]))
    phone.get_by_role("checkbox").check()
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text(NO_DAY).wait_for()
    phone.look()

    phone.goto(reverse("portal:home"))
    phone.get_by_role("link", name="Tell us how you want to be paid").click()
    phone.get_by_role("link", name="Add bank details").click()
    phone.get_by_label("Name on the account").fill("Ms M Hughes")
    phone.get_by_label("Sort code").fill("00-01-01")
    phone.get_by_label("Account number").fill("87654321")
    phone.get_by_role("button", name="Check what you typed").click()
    phone.get_by_role("button", name="These are right, save them").click()
    phone.get_by_role("heading", level=1).first.wait_for()
    claim.refresh_from_db()
    phone.goto(reverse("my_claims:detail", args=[claim.ref]))
    phone.get_by_text(f"We will pay it by {day_of(claim)}.").wait_for()
    assert phone.get_by_text(NO_DAY).count() == 0
    phone.look()

    deciding.approve_all(claim, by=finance.approver)
    finance.run("recorded")
    phone.goto(reverse("my_promises:list"))
    phone.get_by_role("link", name="Pay your claim: A day out").click()
    phone.get_by_text("Done", exact=True).wait_for()
    phone.look()


def test_a_project_closes_early_with_an_offer_open(sit_down, project, manager, trust):
    ada, zoe = (builders.contributor_user(trust, name=name) for name in ("Ada Lee", "Zoe Ray"))
    builders.team_member(project, ada.person)
    role = builders.role(project, offered_by=manager)
    meetings.invite(builders.meeting(project, ada.person, manager.person, has_papers=False), by=manager)
    inviting.invite(role, invitees=[Invitee(zoe.person)], by=manager)
    offer = Assignment.objects.get(person=zoe.person)
    desk = sit_down(manager)
    desk.goto(reverse("checklist:close", args=[project.ref]))
    desk.get_by_role("button", name="Close the project").click()
    assert desk.title().startswith("Error:")
    desk.look()
    desk.get_by_label("What came of it?").fill("Three letters are in use.")
    desk.get_by_label("Why is it ending?").fill("The money has run out.")
    desk.get_by_label("Why is it ending before both sides agree on every step?").fill("There was no time.")
    desk.get_by_label("How can people keep in touch?").fill("Ring Mo on 0117 496 0000.")
    desk.get_by_role("button", name="Close the project").click()
    desk.get_by_text("Closed on").first.wait_for()
    desk.look()

    for user in (ada, zoe):
        phone = sit_down(user, viewport=PHONE)
        phone.goto(reverse("my_promises:list"))
        phone.get_by_text("Called off").first.wait_for()
        phone.look()
    phone.goto(reverse("my_roles:detail", args=[offer.ref]))
    assert phone.get_by_role("button", name="Agree").count() == 0
    phone.look()
    assert not Promise.objects.open().filter(project=project).exists()


def test_the_contact_leaves_in_the_middle(sit_down, project, manager, trust):
    heir = builders.staff_user("ppi_manager", trust, name="Una Heir")
    ada = builders.contributor_user(trust, name="Ada Lee")
    builders.team_member(project, ada.person)
    meetings.invite(builders.meeting(project, ada.person, manager.person), by=manager)
    owed = Promise.objects.open().get(kind="meetings.papers")
    desk = sit_down(manager)
    desk.goto(reverse("team:edit", args=[project.ref]))
    desk.get_by_label("Named contact").select_option(label="Una Heir")
    desk.get_by_role("button", name="Save the project").click()
    desk.get_by_text("Una Heir").first.wait_for()
    owed.refresh_from_db()
    assert owed.owner == heir.person

    hers = sit_down(heir)
    hers.goto(reverse("staff:home"))
    hers.look()
    hers.goto(reverse("promises:detail", args=[owed.ref]))
    hers.get_by_text("Mo Manager looked after it.").wait_for()
    hers.look()


def test_somebody_reached_by_post_agrees_and_is_paid_by_cheque(sit_down, project, manager, trust):
    finance = Finance(organisation=trust)
    pat = builders.person("Pat Post", organisation=trust)
    role = builders.role(project, offered_by=manager)
    inviting.invite(role, invitees=[Invitee(pat)], by=manager)
    offer = Assignment.objects.get(person=pat)
    desk = sit_down(manager)
    desk.goto(reverse("notifications:by_hand"))
    desk.get_by_text("Pat Post").first.wait_for()
    desk.look()
    desk.goto(reverse("roles:assignment", args=[offer.ref]))
    desk.get_by_role("link", name="Record the answer they gave you").click()
    desk.get_by_label("Yes, they take the role as it is").check()
    said_by_post(desk)
    desk.look()
    desk.get_by_role("button", name="Record this").click()
    desk.get_by_text("Recorded").first.wait_for()
    offer.refresh_from_db()
    assert offer.status == "agreed"

    desk.goto(reverse("payees:record_route", args=[pat.ref]))
    desk.get_by_label("By cheque in the post").check()
    said_by_post(desk)
    desk.get_by_role("button", name="Record this").click()
    desk.get_by_text("A second person will check it before we use it").wait_for()
    claim = builders.claim(pat, trust, about="A day out", typed_by=manager)
    builders.claim_line(claim, 12_50)
    writing.send(claim, by=manager)
    claim.refresh_from_db()
    assert claim.pay_waits

    checks = sit_down(finance.maker)
    checks.goto(reverse("payees:to_check"))
    checks.look()
    checks.get_by_role("link", name="Pat Post").click()
    checks.get_by_label("Yes", exact=True).check()
    checks.get_by_label("How did you check?").fill("Rang back on the number we hold.")
    checks.get_by_role("button", name="Save the check").click()
    checks.get_by_text("The check is saved.").wait_for()


def said_by_post(page) -> None:
    today = clock.today() - dt.timedelta(days=1)
    page.get_by_label("By post").check()
    group = page.get_by_role("group", name="When did they tell you?")
    for label, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        group.get_by_label(label).fill(str(value))
    page.get_by_role("group", name="Did you read it back").get_by_label("No", exact=True).check()
