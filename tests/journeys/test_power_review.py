"""Both sides say how equal it feels, without seeing each other; then both read where they differ."""

import pytest
from django.urls import reverse

from projects.power_balance.reviews.models import PowerReview
from projects.power_balance.reviews.states import Theme
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.steps import then_the_title_warns
from tests.journeys.test_about_me import let_in
from tests.projects.power_balance import happened
from tests.projects.power_balance.reviews import builders as reviews

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


@pytest.fixture
def world():
    trust = builders.organisation("North Trust")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    amina = builders.contributor_user(trust, name="Amina Ali")
    builders.team_member(project, amina.person)
    others = reviews.public_contributors(project, 2)
    return {
        "manager": manager,
        "amina": amina,
        "project": project,
        "others": others,
        "colleagues": reviews.staff(project, 2),
    }


def answer_every_theme(page, answer: str, words: str, check) -> None:
    for number, theme in enumerate(Theme):
        page.get_by_label(answer, exact=True).check()
        if number == 0:
            check(page)
            page.get_by_label("Would you like to say more?").fill(words)
            page.get_by_label("Both sides may read these words, without my name").check()
        with page.expect_navigation(wait_until="load"):
            page.get_by_role("button", name="Save and continue").click()
        page.get_by_text("Your answer is saved.").wait_for()
        assert str(theme.label) not in page.locator("h1").inner_text()


def test_a_review_by_both_sides(open_page, world, assert_accessible):
    hers, his = open_page(viewport=PHONE), open_page()
    let_in(hers, world["amina"])
    let_in(his, world["manager"])

    his.goto(reverse("power_balance:reviews", args=[world["project"].ref]))
    assert_accessible(his)
    his.get_by_role("button", name="Open a review").click()
    assert_accessible(his)
    his.get_by_role("button", name="Open the review and ask everyone").click()
    his.get_by_text("We have asked everyone on the project.").wait_for()

    hers.goto("/my/")
    hers.get_by_role("link", name="Say how equal it feels").click()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    hers.get_by_role("button", name="Go to the next question").click()
    hers.get_by_role("button", name="Save and continue").click()
    then_the_title_warns(hers)
    assert_accessible(hers)
    answer_every_theme(hers, "A little equal", "8am suits nobody with children.", assert_accessible)
    hers.get_by_text("8am suits nobody with children.").wait_for()

    his.reload()
    his.get_by_text("Public contributors: 1 of 3").wait_for()
    assert his.get_by_text("8am").count() == 0
    his.get_by_role("link", name="Answer Meeting times").click()
    answer_every_theme(his, "Fully equal", "Mornings are quiet.", assert_accessible)
    assert his.get_by_role("button", name="Close the review").count() == 0

    review = PowerReview.objects.get()
    for user, equal in [(one, 2) for one in world["others"]] + [(one, 5) for one in world["colleagues"]]:
        reviews.rate_all(review, user, equal, papers=4)
    his.reload()
    assert_accessible(his)
    his.get_by_role("button", name="Close the review").click()
    assert_accessible(his)
    his.get_by_role("button", name="Close the review and show what both sides say").click()
    his.get_by_text("Public contributors find it less equal than staff do.").first.wait_for()
    assert_accessible(his)

    hers.reload()
    hers.get_by_text("3 steps apart").first.wait_for()
    hers.get_by_text("8am suits nobody with children.").wait_for()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    hers.goto(reverse("my_power_balance:overview", args=[world["project"].ref]))
    assert_accessible(hers)


def test_the_records_lead_to_a_plan_and_both_sides_see_them_over_time(open_page, world, assert_accessible):
    project = world["project"]
    for ago, public in ((70, 1), (40, 2), (5, 3)):
        meeting = happened.with_attendance(happened.held(project, ago=ago, notice=3), public=public)
        happened.asked(meeting, world["amina"].person, "public", came=True)
        happened.noted(meeting)
    hers, his = open_page(viewport=PHONE), open_page(java_script_enabled=False)
    let_in(hers, world["amina"])
    let_in(his, world["manager"])

    hers.goto(reverse("my_meetings:detail", args=[meeting.ref]))
    hers.get_by_role("button", name="Yes, that is how it was").click()
    hers.get_by_text("You told us that this is how it was.").wait_for()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0

    his.goto(reverse("power_balance:overview", args=[project.ref]))
    his.get_by_text("Public members confirmed 1 of 3.").first.wait_for()
    his.get_by_role("link", name="Do something about this (Meetings with too little notice)").click()
    assert his.get_by_label("What we found").input_value() == "Meetings with too little notice: 3 of 3."
    his.get_by_label("What we do about it").fill("Fix dates three weeks ahead.")
    his.get_by_role("button", name="Save and promise it").click()
    his.get_by_role("link", name="What we do about this (Meetings with too little notice)").wait_for()
    his.get_by_role("link", name="See how it changed over time").click()
    his.get_by_role("img", name="Public members as a share of everyone present").wait_for()
    his.get_by_label("What do you want to see?").select_option("Meetings with too little notice")
    his.get_by_role("button", name="Show").click()
    his.get_by_role("img", name="Meetings with too little notice").wait_for()
    assert his.get_by_role("cell", name="1 of 1").count() == 3

    hers.goto(reverse("my_power_balance:overview", args=[project.ref]))
    hers.get_by_role("link", name="See what the records say").click()
    hers.get_by_role("link", name="What we do about this (Meetings with too little notice)").wait_for()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
    hers.get_by_role("link", name="See how it changed over time").click()
    hers.get_by_role("img", name="Public members as a share of everyone present").wait_for()
    assert_accessible(hers)
    assert wider_than_screen(hers) == 0
