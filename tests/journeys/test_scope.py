"""Step 1 on both sides: staff scope a piece of work, the screen says no, a contributor proposes, staff answer."""

import re

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from projects.scope.data.questions import QUESTIONS
from tests import builders
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import then_the_title_warns
from tests.journeys.test_about_me import let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])
NARROW = (320, 640)


@pytest.fixture
def world():
    trust = builders.organisation("North Trust")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    builders.influence(project, manager, statement="The words of the letter")
    member = builders.contributor_user(trust, name="Amina Ali")
    builders.team_member(project, member.person)
    return {"manager": manager, "member": member, "project": project}


def test_the_screen_says_no_and_a_proposal_is_answered(open_page, world, assert_accessible):
    his, hers = open_page(), open_page(viewport=NARROW)
    let_in(his, world["manager"])
    let_in(hers, world["member"])
    project = world["project"]

    his.goto(reverse("scope:overview", args=[project.ref]))
    his.get_by_role("button", name="Add a piece of work").click()
    assert_accessible(his)
    his.get_by_label("Title").fill("The letter before surgery")
    his.get_by_label("Design", exact=True).check()
    his.get_by_label("Evaluation", exact=True).check()
    his.get_by_role("button", name="Save this piece of work").click()
    his.get_by_role("link", name=re.compile("Answer the questions about")).click()
    assert_accessible(his)
    for number, question in enumerate(QUESTIONS, 1):
        reply = "No" if question.key == "ready_to_change" else "Yes"
        group = his.get_by_role("group", name=re.compile(rf"^{number}\."))
        group.get_by_role("radio", name=reply, exact=True).check()
    his.get_by_role("button", name="Save the answers").click()
    his.get_by_text("this is “Engage”, not co-production. Call it so.").wait_for()
    assert_accessible(his)

    his.get_by_role("link", name="Decide about design").click()
    his.get_by_role("radio", name="Co-produce", exact=True).check()
    his.get_by_label("Who decided this?").fill("The project team")
    his.get_by_role("button", name="Save the decision").click()
    then_the_title_warns(his)
    assert_accessible(his)
    his.get_by_label("Why this way?").fill("The board has promised to follow what we decide.")
    his.get_by_role("button", name="Save the decision").click()
    his.get_by_role("link", name="Say what was achieved about design").click()
    assert_accessible(his)
    his.get_by_role("radio", name="Engage", exact=True).check()
    his.get_by_label("How do you know?").fill("The board changed two of five words.")
    his.get_by_role("button", name="Save what was achieved").click()
    his.get_by_role("img", name=re.compile("Planned against achieved")).wait_for()
    assert_accessible(his)

    hers.goto(reverse("my_projects:detail", args=[project.ref]))
    hers.get_by_role("link", name="Read all of it, and say what you think").click()
    hers.get_by_role("cell", name="less than planned").wait_for()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    hers.get_by_role("link", name=re.compile("Say what you think, or propose.*The words")).click()
    hers.get_by_role("button", name="Send it").click()
    then_the_title_warns(hers)
    assert_accessible(hers)
    hers.get_by_label("Propose a change").check()
    hers.get_by_label("What would you like to say?").fill("Use pictures as well.")
    hers.get_by_role("button", name="Send it").click()
    hers.get_by_text("We have not answered yet.").wait_for()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0

    his.goto(reverse("scope:overview", args=[project.ref]))
    his.get_by_role("link", name="What people said about it").click()
    assert_accessible(his)
    his.get_by_role("link", name="Answer Amina Ali").click()
    she_rings_and_it_is_corrected(his, assert_accessible)
    hers.reload()
    hers.get_by_text("Use pictures as well, big ones.", exact=True).wait_for()
    his.get_by_label("Taken up", exact=True).check()
    his.get_by_label("Your answer").fill("Thank you. We will put in two pictures.")
    assert_accessible(his)
    his.get_by_role("button", name="Send the answer").click()

    hers.reload()
    hers.get_by_text("We will put in two pictures.").wait_for()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0


def she_rings_and_it_is_corrected(his, assert_accessible) -> None:
    """What somebody said is put right in its place while it waits; what staff typed wrongly is kept."""
    his.get_by_role("link", name="Correct what they said").click()
    assert_accessible(his)
    his.get_by_label("What is right?").fill("Use pictures as well, big ones.")
    his.get_by_role("button", name="Record the correction").click()
    then_the_title_warns(his)
    assert his.get_by_label("What is right?").input_value() == "Use pictures as well, big ones."
    his.get_by_label("By phone").check()
    today = clock.today()
    for label, part in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        his.get_by_label(label, exact=True).fill(str(part))
    his.get_by_role("group", name="Did you read it back to them").get_by_label("Yes").check()
    his.get_by_role("button", name="Record the correction").click()
    his.get_by_text("Corrected. We will send them a copy in writing.").wait_for()
    assert_accessible(his)


def test_a_decision_is_opened_again_and_the_scale_is_chosen(open_page, world, assert_accessible):
    his = open_page()
    let_in(his, world["manager"])
    project = world["project"]
    piece = builders.piece_of_work(project, "The leaflet")
    builders.decided(piece, "co_design", by=world["manager"])
    his.goto(reverse("scope:piece", args=[project.ref, piece.ref]))
    his.get_by_role("link", name="Open the decision again about design").click()
    assert_accessible(his)
    his.get_by_label("Why are you opening this decision again?").fill("There is more money.")
    his.get_by_role("button", name="Open the decision again").click()
    his.get_by_text("There is more money.").first.wait_for()
    assert_accessible(his)

    his.goto(reverse("scales:choose", args=[project.organisation.ref]))
    assert_accessible(his)
    his.get_by_role("radio", name="IAP2 spectrum").check()
    his.get_by_role("button", name="Use this scale").click()
    his.get_by_role("button", name="Add your own scale").click()
    assert_accessible(his)
    his.get_by_label("What is the scale called?").fill("Ours")
    his.get_by_label("Where does it come from?").fill(f"Our guide, {clock.today().year}")
    rows = b"level,stands_for,promise\nTold,inform only,\nTogether,co-produce,We share it.\n"
    his.get_by_label("The file").set_input_files({"name": "ours.csv", "mimeType": "text/csv", "buffer": rows})
    his.get_by_role("button", name="Read the file").click()
    his.get_by_text("We share it.").wait_for()
    assert_accessible(his)
    his.get_by_role("button", name="Add this scale").click()
    his.get_by_text("The scale is added. You can choose it now.").wait_for()
