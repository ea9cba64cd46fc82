"""The main job as a PPI manager lives it: from signing in, through the five steps, to what is late.

One story, lived at a staff with axe at every page and again on the narrowest phone. Every form is first
sent with a mistake.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core import mail

from contributors.accounts.models import Organisation, User
from contributors.availability import actions as availability
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.notifications.sending.delivery import deliver_due
from projects.checklist.models import SignOff
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from tests import builders
from tests.journeys.conftest import DESKTOP
from tests.journeys.hands import Hand
from tests.journeys.staff_steps import (
    days_ago,
    each_page_once,
    given_a_password_and_an_app,
    next_weekday,
    when_sent_wrongly,
    when_they_say_what_the_template_leaves_open,
    when_they_sign_in_for_real,
    write_day,
)
from tests.journeys.steps import (
    mail_to,
    photo_of_a_receipt,
    then_it_asks_to_mend,
    then_it_says,
    then_the_page_is,
    under,
)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

ANN, BEN = "ann.lee@example.org", "ben.cole@example.org"
TUESDAY = 1


@dataclass
class Team:
    network: Organisation
    manager: User


@pytest.fixture
def team(settings, live_server) -> Team:
    settings.SITE_URL = live_server.url
    builders.census_figures()
    network = builders.organisation("Severn Network")
    manager = builders.staff_user("ppi_manager", network, name="Priya Shah")
    given_a_password_and_an_app(manager)
    return Team(network, manager)


@pytest.fixture
def at_a_desk(open_page, assert_accessible) -> Hand:
    return Hand(open_page(viewport=DESKTOP), each_page_once(assert_accessible))


@pytest.mark.browser
@pytest.mark.parametrize("way", ["at_a_desk"])
def test_the_five_steps(way, request, team, tmp_path):
    priya = request.getfixturevalue(way)
    given_an_older_project_kept_somebody_waiting(team)
    she_signs_in(priya, team)
    she_starts_a_project(priya)
    she_says_what_is_in_scope(priya)
    she_plans_people_and_money(priya)
    she_writes_a_role_and_invites(priya)
    she_fixes_a_meeting(priya, tmp_path)
    she_says_who_it_is_about(priya)
    she_signs_a_step_off(priya)
    she_moves_a_late_promise(priya)


# --- Chapters ------------------------------------------------------------------------------------


def she_signs_in(priya: Hand, team: Team) -> None:
    when_they_sign_in_for_real(priya, team.manager)
    then_the_page_is(priya, "What is promised")
    first = priya.page.get_by_role("heading", level=2).first
    assert first.inner_text() == "Late"
    assert "Answer the suggestion" in under(priya, "Late")


def she_starts_a_project(priya: Hand) -> None:
    priya.open("/projects/")
    priya.press("Start a project")
    when_sent_wrongly(
        priya,
        "Start the project",
        {"Title": "Better letters"},
        "Enter what it is about",
        "Enter the day it starts",
        "Enter the day it ends",
    )
    priya.write("What it is about", "New letters before an operation.")
    write_day(priya, "The day it starts", clock.today())
    write_day(priya, "The day it ends", clock.today() - timedelta(days=1))
    priya.press("Start the project")
    then_it_asks_to_mend(priya, "The end must be on or after the start.")
    write_day(priya, "The day it ends", clock.today() + timedelta(days=300))
    priya.press("Start the project")
    then_the_page_is(priya, "Better letters")
    then_it_says(
        priya, "The project has started. Next: say what is in scope.", "Nothing is promised right now."
    )


def she_says_what_is_in_scope(priya: Hand) -> None:
    go_to_step(priya, "Scope")
    then_it_says(priya, "Split the project into pieces.", "Nothing has been recorded yet.")
    when_she_adds_two_pieces(priya)
    when_she_answers_the_ten_questions(priya)
    then_it_says(priya, "The answers are saved. Next: decide how people are involved.")
    when_she_decides_how_people_are_involved(priya)
    then_it_says(priya, "The decision is saved.")
    go_to_step(priya, "Scope")
    then_it_says(priya, "10 of 10", "0 of 10", "Co-design", "Decided on")
    when_she_says_what_is_limited(priya)
    then_it_says(priya, "Limited", "Why: There is money for one printing.")


def she_plans_people_and_money(priya: Hand) -> None:
    go_to_step(priya, "Resources")
    then_it_says(priya, "No money has been put aside yet.", "Nothing is planned yet.")
    when_she_adds_a_budget_line(priya)
    when_she_plans_an_activity(priya)
    then_it_says(priya, "£240.00", "Planned", "£500.00 of the budget is not committed yet.")
    when_she_adds_staff_time(priya)
    then_it_says(priya, "8 hours a month, for 10 months")


def she_writes_a_role_and_invites(priya: Hand) -> None:
    go_to_step(priya, "Role descriptions")
    then_it_says(priya, "No roles described yet")
    when_she_writes_a_role_from_a_template(priya)
    priya.press("Read it as they will, then offer it")
    then_it_says(priya, "£25.00 for each meeting of 2 hours", "We send papers 7 days before a meeting")
    priya.press("Agree for the team, and offer it")
    when_she_invites_three_people(priya)
    then_it_says(priya, "3 people are invited.", "Ann Lee", "Ben Cole", "Joan Pickering")
    assert mail_to(ANN).startswith("Would you like to take a role with us?")
    assert mail_to(BEN).startswith("Would you like to take a role with us?")
    assert [letter.to for letter in mail.outbox if len(letter.recipients()) != 1] == []
    then_joan_is_on_the_list_of_calls(priya)


def she_fixes_a_meeting(priya: Hand, tmp_path) -> None:
    given_two_agreed_and_one_cannot_come_on_tuesday_mornings()
    go_to_step(priya, "Level playing field")
    priya.follow("Meetings of this project")
    then_it_says(priya, "No meetings planned yet")
    when_she_plans_a_meeting_on_a_tuesday_morning(priya)
    then_it_says(
        priya,
        "1 of 2 public contributors and 0 of 1 staff have told us when they can come.",
        "Of those, this time leaves out 1 of 1 public contributor.",
        "You see how many, but not who or why. That is private.",
    )
    when_she_sends_it_without_a_reason(priya)
    priya.page.get_by_role("button", name="Use this time").first.click()
    priya.look()
    then_it_says(priya, "The meeting now has this time.", "leaves out 0 of 1 public contributor.")
    priya.press("Send the invitations")
    then_it_says(priya, "The invitations are on their way, one message to each person.")
    assert "First meeting" in mail_to(ANN)
    when_she_sends_a_paper(priya, photo_of_a_receipt(tmp_path))
    then_it_says(priya, "Agenda: sent")


def she_says_who_it_is_about(priya: Hand) -> None:
    go_to_step(priya, "Value difference")
    then_it_says(
        priya,
        "Nothing is ever shown for one project. Small groups could point to people.",
        "Only if at least 20 people answered",
        "Nothing has been released yet.",
    )
    when_she_names_some_people(priya)
    then_it_says(priya, "Carers in Bristol who look after a parent", "Bristol, City of: disability")


def she_signs_a_step_off(priya: Hand) -> None:
    priya.follow("Back")
    priya.follow("The five steps side by side")
    priya.follow("Say what the staff side thinks about Scope")
    priya.choose("Agree, but…")
    priya.press("Save what I think")
    then_it_asks_to_mend(priya, "Say in a few words what should be different.")
    priya.write("In your words", "The second piece is still open.")
    priya.press("Save what I think")
    then_it_says(priya, "The second piece is still open.")
    kept = SignOff.objects.get()
    assert (kept.step, kept.side, kept.view) == (1, "professional", "concerns")


def she_moves_a_late_promise(priya: Hand) -> None:
    priya.open("/promises/?show=late")
    priya.follow("Answer the suggestion")
    then_it_says(priya, "Late", "We do")
    priya.press("Change the date")
    yesterday, friday = clock.today() - timedelta(days=1), next_weekday(4, after=7)
    write_day(priya, "New date", yesterday)
    why = {"Why does the date change?": "We need the ward's answer first."}
    when_sent_wrongly(priya, "Change the date", why, "Enter a date that is today or later.")
    write_day(priya, "New date", friday)
    priya.press("Change the date")
    then_it_says(
        priya,
        "The date has changed, and we have told the other side. The old one stays visible.",
        "We need the ward's answer first.",
        "It was due",
    )
    priya.open("/staff/")
    assert "Answer the suggestion" not in under(priya, "Late")
    assert "Answer the suggestion" in under(priya, "What we owe")


# --- What happened before ------------------------------------------------------------------------


def given_an_older_project_kept_somebody_waiting(team: Team) -> None:
    """Somebody suggested a change to a role 40 days ago; nobody has answered."""
    carys = builders.contributor_user(team.network, name="Carys Morgan")
    with days_ago(40):
        project = builders.project(team.network, lead=team.manager.person, title="Falls at home")
        role = builders.role(project, "Reader", offered_by=team.manager)
        offer = inviting.invite(role, invitees=[Invitee(person=carys.person)], by=team.manager)[0]
        answering.suggest(offer, part="time", words="Could we meet in the evening?", by=carys)


def given_two_agreed_and_one_cannot_come_on_tuesday_mornings() -> None:
    for email in (ANN, BEN):
        person = Person.objects.get(email=email)
        offer = Assignment.objects.get(person=person)
        answering.agree(offer, content_hash=offer.version.content_hash, by=person.account)
    ann = Person.objects.get(email=ANN)
    availability.add_weekly(ann, by=ann.account, weekdays=[TUESDAY], from_minute=9 * 60, to_minute=12 * 60)


# --- What she does -------------------------------------------------------------------------------


def go_to_step(priya: Hand, title: str) -> None:
    """Use the strip of the five steps that every page of a project shows."""
    with priya.page.expect_navigation(wait_until="load"):
        priya.page.get_by_role("navigation", name="The five steps").get_by_role("link", name=title).click()
    priya.look()


def when_she_adds_two_pieces(priya: Hand) -> None:
    priya.press("Add a piece of work")
    title = {"Title": "The letter about eating and drinking"}
    when_sent_wrongly(priya, "Save this piece of work", title, "Choose at least one part of the work.")
    priya.choose("Design")
    priya.press("Save this piece of work")
    priya.press("Add a piece of work")
    when_sent_wrongly(
        priya, "Save this piece of work", title,
        "There is already a piece of work with this title. Choose another title.",
        "Choose at least one part of the work.",
    )  # fmt: skip
    priya.write("Title", "Which patients get a call")
    priya.choose("Decision-making")
    priya.press("Save this piece of work")


def when_she_answers_the_ten_questions(priya: Hand) -> None:
    priya.follow("Answer the questions about The letter about eating and drinking")
    note = {"Note on question 2": "The ward sister says so."}
    when_sent_wrongly(priya, "Save the answers", note, "You wrote a note. Choose an answer as well.")
    for group in priya.page.get_by_role("group").all():
        group.get_by_role("radio", name="Yes", exact=True).check()
    priya.press("Save the answers")


def when_she_decides_how_people_are_involved(priya: Hand) -> None:
    priya.follow("Decide about design")
    priya.write("Who decided this?", "The project team")
    priya.choose("Not now")
    priya.press("Save the decision")
    then_it_asks_to_mend(priya, "Say why people are not involved now.")
    priya.choose("Co-design")
    priya.press("Save the decision")


def when_she_says_what_is_limited(priya: Hand) -> None:
    priya.press("Say what people can change")
    priya.choose("limited")
    typed = {"What is it about?": "How the letter looks.", "Who decides": "The ward"}
    when_sent_wrongly(priya, "Save this statement", typed, "Say why this is not open.")
    priya.write("Why", "There is money for one printing.")
    priya.press("Save this statement")


def when_she_adds_a_budget_line(priya: Hand) -> None:
    priya.press("Add a budget line")
    priya.choose_from_list("What for", "Fees for people's time")
    when_sent_wrongly(
        priya, "Save", {"Amount": "five hundred"}, "Enter an amount in pounds and pence, for example 12.50."
    )
    priya.write("Amount", "£500")
    priya.press("Save")


def when_she_plans_an_activity(priya: Hand) -> None:
    priya.press("Plan an activity")
    typed = {
        "Title": "Reading groups",
        "When?": next_weekday(TUESDAY, after=60).strftime("%B %Y"),
        "How many people?": "0",
        "How many sessions?": "2",
        "Fee for one person": "25",
        "Expenses for one person": "5",
    }
    write_hours(priya, "How long is each session", "2")
    when_sent_wrongly(priya, "Save", typed, "Enter a whole number from 1 to 10,000.")
    priya.write("How many people?", "4")
    priya.press("Save")


def when_she_adds_staff_time(priya: Hand) -> None:
    priya.press("Add staff time")
    typed = {"Hours a month": "8", "For how many months?": "10"}
    when_sent_wrongly(priya, "Save", typed, "Choose a person, or say which role it is.")
    priya.choose_from_list("Who?", "Priya Shah")
    priya.press("Save")


def when_she_writes_a_role_from_a_template(priya: Hand) -> None:
    priya.press("Write a role description")
    when_sent_wrongly(
        priya, "Start writing", {"Title of the role": "Reader of letters"},
        "Choose an answer to “What do you want to start from?”",
    )  # fmt: skip
    priya.choose("Lived experience partner")
    priya.press("Start writing")
    then_it_says(priya, "Which expenses we pay: Nobody should pay to take part without knowing it.")
    when_they_say_what_the_template_leaves_open(priya)


def when_she_invites_three_people(priya: Hand) -> None:
    priya.press("Invite people")
    typed = {
        "Person 1: name": "Ann Lee",
        "Person 1: email": ANN,
        "Person 2: name": "Ben Cole",
        "Person 2: email": "ben.cole@example",
        "Person 3: name": "Joan Pickering",
    }
    when_sent_wrongly(
        priya, "Send the invitations", typed,
        "Enter the whole email address, with a full stop after the @, for example name@example.com.",
        "Enter an email address or a phone number, so that we can ask them.",
    )  # fmt: skip
    priya.write("Person 2: email", BEN)
    priya.write("Person 3: phone", "01934 496 015")
    priya.press("Send the invitations")


def then_joan_is_on_the_list_of_calls(priya: Hand) -> None:
    deliver_due()
    here = priya.page.url
    priya.open("/messages/?show=by_hand")
    then_it_says(priya, "Joan Pickering")
    priya.open(here)


def when_she_plans_a_meeting_on_a_tuesday_morning(priya: Hand) -> None:
    priya.press("Plan a meeting")
    write_day(priya, "Day", next_weekday(TUESDAY, after=21))
    typed = {
        "What is the meeting called?": "First meeting",
        "It starts": "10am",
        "It ends": "9am",
        "Where is it?": "Room 2, Harbour House",
    }
    when_sent_wrongly(
        priya, "Save, then see who could not come", typed, "The end must be after the start, on the same day."
    )
    priya.write("It ends", "noon")
    priya.press("Save, then see who could not come")
    then_the_page_is(priya, "Who could not come?")


def when_she_sends_it_without_a_reason(priya: Hand) -> None:
    priya.press("Send the invitations")
    then_it_asks_to_mend(priya, "Answer “Why does it have to be this time?”")


def when_she_sends_a_paper(priya: Hand, paper) -> None:
    priya.follow("Add a paper")
    when_sent_wrongly(priya, "Add this paper", {"What is the paper called?": "Agenda"}, "Choose the file.")
    priya.attach("The file", paper)
    priya.press("Add this paper")
    then_it_says(priya, "Agenda: not sent yet")
    priya.press("Send new papers to everyone")


def when_she_names_some_people(priya: Hand) -> None:
    priya.press("Name some people")
    priya.choose("disability")
    typed = {
        "Which people is this project about?": "Carers in Bristol who look after a parent",
        "Why do their views matter here?": "They read the letters too.",
    }
    when_sent_wrongly(priya, "Save", typed, "Choose an area to compare with.")
    priya.choose_from_list("Where do they live?", "Bristol, City of")
    priya.press("Save")


def write_hours(priya: Hand, question: str, hours: str) -> None:
    priya.page.get_by_role("group", name=question).get_by_label("Hours").fill(hours)
