"""The main job as a public contributor lives it: from the first mail to the money, and to disagreeing.

One story, four ways to live it: with axe at every kind of page, by keyboard alone, without scripts, and on the
narrowest phone. Every form is first sent with a mistake.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Page

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from expenses.payments.runs import actions as payments
from projects.checklist.models import SignOff
from projects.meetings.planning import actions as meetings
from projects.roles.inviting import actions as inviting
from projects.roles.models import RoleDescription
from projects.roles.rules import Invitee
from projects.team.models import Project
from tests import builders
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.contributor_steps import (
    ANN,
    in_words,
    stage_now,
    when_she_adds_a_fare,
    when_she_adds_her_miles,
    when_she_adds_her_time,
    when_she_agrees_the_role,
    when_she_answers_one_equality_question_and_skips_the_rest,
    when_she_checks_and_sends_it,
    when_she_disagrees_with_the_second_step,
    when_she_gives_her_bank_details,
    when_she_opens_the_link_of_her_mail,
    when_she_says_that_it_came,
    when_she_says_what_she_needs,
    when_she_says_when_she_cannot_come,
    when_she_signs_in_with_a_code,
    when_she_starts_a_claim,
)
from tests.journeys.hands import (
    Finger,
    Hand,
    Keyboard,
    WithoutScripts,
    no_sideways_scroll,
    once_for_each_kind,
)
from tests.journeys.steps import (
    link_in,
    mail_to,
    photo_of_a_receipt,
    then_it_says,
    then_the_page_is,
    under,
)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

WE_OWE, WE_WAIT = "We owe you", "For you to do"


@dataclass
class Team:
    """The staff side of the story. They act; their pages have journeys of their own."""

    network: Organisation
    manager: User
    approver: User
    finance: User
    releaser: User
    project: Project
    role: RoleDescription


@pytest.fixture
def team(settings, live_server) -> Team:
    settings.SITE_URL = live_server.url
    network = builders.organisation("Severn Network")
    builders.policy(network)
    manager = builders.staff_user("ppi_manager", network, name="Priya Shah")
    project = builders.project(network, lead=manager.person, title="Better letters")
    return Team(
        network=network,
        manager=manager,
        approver=builders.staff_user("approver", network),
        finance=builders.staff_user("finance", network),
        releaser=builders.staff_user("finance", network),
        project=project,
        role=builders.role(project, "Reader of letters", offered_by=manager),
    )


@pytest.fixture
def with_axe(open_page, assert_accessible) -> Hand:
    return Hand(open_page(viewport=DESKTOP), once_for_each_kind(assert_accessible))


@pytest.fixture
def by_keyboard(open_page) -> Hand:
    return Keyboard(open_page(viewport=DESKTOP), no_sideways_scroll)


@pytest.fixture
def without_scripts(open_page) -> Hand:
    def plain(page: Page) -> None:
        assert page.locator("body.js-enabled").count() == 0

    return WithoutScripts(open_page(viewport=DESKTOP, java_script_enabled=False), plain)


@pytest.fixture
def on_a_phone(open_page) -> Hand:
    return Finger(open_page(viewport=PHONE, has_touch=True), no_sideways_scroll)


@pytest.mark.browser
@pytest.mark.either_engine
@pytest.mark.parametrize("way", ["with_axe", "by_keyboard", "without_scripts", "on_a_phone"])
def test_from_the_first_mail_to_the_money(way, request, team, tmp_path):
    ann = request.getfixturevalue(way)
    she_is_invited_and_agrees(ann, team)
    she_says_what_suits_her(ann)
    she_answers_a_meeting(ann, team)
    she_claims(ann, photo_of_a_receipt(tmp_path))
    she_is_paid(ann, team)
    she_disagrees_with_a_step(ann)


# --- Chapters ------------------------------------------------------------------------------------


def she_is_invited_and_agrees(ann: Hand, team: Team) -> None:
    given_she_is_invited_by_email(team)
    when_she_opens_the_link_of_her_mail(ann)
    when_she_signs_in_with_a_code(ann)
    then_the_page_is(ann, "Reader of letters")
    ann.follow("Home")
    then_the_page_is(ann, "Hello Ann Lee")
    assert (
        under(ann, WE_OWE) == f"{WE_OWE} (0) Nothing right now. What we promise you stands here with its day."
    )
    assert "Read and answer the role offer: Reader of letters" in under(ann, WE_WAIT)
    when_she_agrees_the_role(ann)
    then_it_says(ann, "You agreed to this role. Thank you.")
    ann.follow("Version 1, agreed on")
    then_it_says(ann, "This is the text you agreed to, word for word.", "You help to plan the work.")


def she_says_what_suits_her(ann: Hand) -> None:
    when_she_says_when_she_cannot_come(ann)
    then_it_says(ann, "Saved. We will plan around it.", "Tuesday 09:00–12:00")
    when_she_says_what_she_needs(ann)
    then_it_says(ann, "A break every hour", "Nobody has opened your list on this site.")
    when_she_answers_one_equality_question_and_skips_the_rest(ann)
    then_it_says(ann, "Only you see this page.", "Female", "No answer")
    when_she_gives_her_bank_details(ann)
    then_it_says(ann, "Saved. We can pay you now.", "Account ending 4321")


def she_answers_a_meeting(ann: Hand, team: Team) -> None:
    given_she_is_asked_to_a_meeting(team)
    ann.open(link_in(mail_to(ANN)))
    then_it_says(ann, "You do not have to say why if you cannot.")
    ann.press("Yes, I am coming")
    then_it_says(ann, "You said yes. You can change your answer until the meeting.")
    ann.follow("everything about this meeting")
    then_it_says(ann, "You said yes. You can change your answer.", "Room 2, Harbour House")


def she_claims(ann: Hand, receipt) -> None:
    when_she_starts_a_claim(ann)
    then_it_says(ann, "Nothing yet.", "Everything is saved. You can stop here and go on later.")
    when_she_adds_her_miles(ann)
    then_it_says(ann, "Saved: £12.33.", "27.4 miles in all (there and back)")
    when_she_adds_a_fare(ann, receipt)
    then_it_says(ann, "Saved: £9.80.", "Train to Bristol", "Receipt: ")
    when_she_adds_her_time(ann)
    then_it_says(ann, "Saved: £18.00.", "For your time £18.00", "Costs £22.13", "Total £40.13")
    when_she_checks_and_sends_it(ann)
    then_it_says(
        ann, "We have your claim.", f"We will pay it by {in_words(clock.today() + timedelta(days=14))}."
    )
    assert "Thank you. We have your claim" in mail_to(ANN)


def she_is_paid(ann: Hand, team: Team) -> None:
    ann.follow("Home")
    assert "Pay your claim" in under(ann, WE_OWE)
    given_her_claim_is_approved(team)
    assert "is approved" in mail_to(ANN)
    ann.follow("Pay your claim")
    then_it_says(ann, "We will pay it by")
    assert stage_now(ann).startswith("Approved")
    given_the_money_is_on_its_way(team)
    ann.open(link_in(mail_to(ANN)))
    then_it_says(ann, "We paid you £40.13", "Payment for your time: £18.00", "Your costs: £22.13")
    when_she_says_that_it_came(ann)
    then_it_says(ann, "Thank you for telling us.", "You told us on")
    ann.follow("Money")
    ann.follow("My claims, and what became of them")
    then_it_says(ann, "Paid on")


def she_disagrees_with_a_step(ann: Hand) -> None:
    ann.follow("My projects")
    ann.follow("Better letters")
    ann.follow("Say whether you agree with how it goes")
    when_she_disagrees_with_the_second_step(ann)
    then_it_says(ann, "Disagree You,", "There is no money for reading at home.")
    kept = SignOff.objects.get()
    assert (kept.step, kept.view, kept.words) == (2, "disagree", "There is no money for reading at home.")
    ann.follow("Home")
    assert "Answer why you disagree with step 2, Resources" in under(ann, WE_OWE)


# --- What the team does --------------------------------------------------------------------------


def given_she_is_invited_by_email(team: Team) -> None:
    inviting.invite(team.role, invitees=[Invitee(name="Ann Lee", email=ANN)], by=team.manager)


def given_she_is_asked_to_a_meeting(team: Team) -> None:
    day = clock.today() + timedelta(days=21)
    day += timedelta(days=(3 - day.weekday()) % 7)  # a Thursday: she cannot on Tuesdays
    starts = datetime.combine(day, time(14), tzinfo=clock.UK)
    people = [member.person for member in team.project.members.current()]
    details = {"title": "First meeting", "place": "Room 2, Harbour House"}
    planned = meetings.plan(
        team.project,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        people=people,
        by=team.manager,
        **details,
    )
    meetings.invite(planned, by=team.manager)


def given_her_claim_is_approved(team: Team) -> None:
    deciding.approve_all(Claim.objects.get(), by=team.approver)


def given_the_money_is_on_its_way(team: Team) -> None:
    run = payments.make_run(organisation=team.network, by=team.finance)
    payments.lock_run(run, by=team.finance)
    payments.release_run(run, by=team.releaser)
    payments.export_run(run, by=team.finance)
    payments.record_paid(run, paid_on=clock.today(), by=team.finance)
