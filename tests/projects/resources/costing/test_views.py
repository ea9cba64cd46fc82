"""The costing page and the plan's new rows, as staff use them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from projects.resources.costing.rules import View
from projects.resources.models import BudgetLine, Funder, PlannedCost
from projects.resources.what_if import actions as what_if
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, cost_code="RD17", starts_on=dt.date(2026, 9, 1))


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def address(page, project, *refs):
    return reverse(f"resources:{page}", args=[project.ref, *refs])


FUNDER = {
    "name": "The Charity",
    "starts_on": "1 9 2026",
    "ends_on": "31 8 2027",
    "year_starts_in": "1",
    "pays_for": ["fees", "venue"],
    "outside": "refuse",
}


def test_a_funder_is_added_changed_and_removed(staff, project):
    assert "No funder is named yet." in staff.get(address("overview", project)).content.decode()
    staff.post(address("add_funder", project), FUNDER)
    funder = Funder.objects.get()
    assert (funder.pays_for, funder.year_starts_in, funder.ends_on) == ("fees venue", 1, dt.date(2027, 8, 31))
    change = address("change_funder", project, funder.ref)
    page = staff.get(change).content.decode()
    assert 'value="1/9/2026"' in page
    page = staff.post(change, FUNDER | {"ends_on": "31 8 2025"}).content.decode()
    assert "The last day must be after the first day." in page
    staff.post(change, FUNDER | {"name": "Trust fund"})
    line = builders.budget_line(project, funder=Funder.objects.get())
    page = staff.post(address("remove_funder", project, funder.ref)).content.decode()
    assert "Budget lines still name this funder." in page
    line.delete()
    staff.post(address("remove_funder", project, funder.ref))
    assert not Funder.objects.exists()


def test_two_funders_of_a_project_have_two_names(staff, project):
    builders.funder(project, "the charity")
    page = staff.post(address("add_funder", project), FUNDER).content.decode()
    assert "There is a funder of this name already." in page
    builders.funder(builders.project(project.organisation), "Another")
    staff.post(address("add_funder", project), FUNDER | {"name": "Another"})
    assert project.funders.count() == 2


@pytest.mark.parametrize(("outside", "saved"), [("refuse", 0), ("warn", 1)])
def test_a_line_outside_what_the_funder_pays_for_is_refused_or_warned_of(staff, project, outside, saved):
    funder = builders.funder(project, "The Charity", pays_for="fees", outside=outside)
    sent = {"category": "venue", "planned_pence": "10", "funder": funder.pk}
    page = staff.post(address("add_budget_line", project), sent)
    assert BudgetLine.objects.count() == saved
    words = "The Charity does not pay for this: rooms and food."
    shown = staff.get(address("costing", project)) if saved else page
    assert words in shown.content.decode()


def test_a_funder_or_activity_of_another_project_is_no_choice(staff, project):
    other = builders.project(project.organisation)
    for field, row in (("funder", builders.funder(other)), ("activity", builders.planned_activity(other))):
        staff.post(
            address("add_budget_line", project), {"category": "fees", "planned_pence": "10", field: row.pk}
        )
    assert not BudgetLine.objects.exists()


def test_a_cost_is_planned_with_number_and_price(staff, project):
    sent = {"title": "Buffet", "category": "venue", "on": "4 2 2027", "number": "8", "each_pence": "5"}
    page = staff.post(address("add_cost", project), sent | {"number": "0"}).content.decode()
    assert 'value="Buffet"' in page
    staff.post(address("add_cost", project), sent)
    cost = PlannedCost.objects.get()
    assert cost.cost_pence == 40_00
    assert "£40.00" in staff.get(address("overview", project)).content.decode()
    staff.post(address("change_cost", project, cost.ref), sent | {"number": "9"})
    assert PlannedCost.objects.get().cost_pence == 45_00
    staff.post(address("remove_cost", project, cost.ref))
    assert not PlannedCost.objects.exists()


@pytest.mark.parametrize("view", View)
def test_each_view_of_the_costing_has_its_rows_and_the_same_total(staff, project, view):
    funder = builders.funder(project, "The Charity", year_starts_in=1)
    builders.budget_line(project, 100_00, funder=funder)
    builders.planned_cost(project, on=dt.date(2027, 5, 1))
    page = staff.get(address("costing", project), {"by": view}).content.decode()
    words = {
        View.LINE: "Fees for people&#x27;s time, The Charity",
        View.GROUP: "Payments and rewards",
        View.CODE: "RD17",
        View.YEAR: "1 April 2026 to 31 March 2027",
        View.FUNDER: "No funder",
        View.FUNDER_YEAR: "The Charity, 1 January 2026 to 31 December 2026",
    }
    assert words[view] in page
    assert page.count("£40.00") >= 2


def test_an_address_that_says_nothing_shows_the_lines(staff, project):
    page = staff.get(address("costing", project), {"by": "moon"}).content.decode()
    assert "By budget line" in page
    assert "There is no money to show yet." in page


def test_a_debt_is_shown_when_the_line_is_empty(staff, project):
    person = builders.person(organisation=project.organisation)
    builders.budget_line(project, 10_00, category="expenses")
    builders.approved_claim(person, project.organisation, 25_00, project=project)
    page = staff.get(address("costing", project)).content.decode()
    assert "nothing is left. It is £15.00 over." in page
    assert "£25.00 is approved and not paid yet. It is owed and will be paid." in page
    assert "What is approved and booked has used all of the budget." in page


def test_the_forecast_says_its_pace_and_what_it_assumes(client, manager, project, time_machine):
    time_machine.move_to(dt.datetime(2026, 12, 10, 12, tzinfo=clock.UK))
    staff = builders.sign_in(client, manager)
    person = builders.person(organisation=project.organisation)
    project.ends_on = dt.date(2027, 12, 31)
    project.save()
    builders.budget_line(project, 160_00, category="expenses")
    builders.approved_claim(person, project.organisation, 60_00, project=project)
    page = staff.get(address("costing", project)).content.decode()
    assert "we cannot say when the money ends" in page
    time_machine.move_to(dt.datetime(2027, 1, 10, 12, tzinfo=clock.UK))
    staff = builders.sign_in(client, manager)
    page = " ".join(staff.get(address("costing", project)).content.decode().split())
    assert (
        "At this pace the money ends in November 2027. From July 2026 to December 2026, £10.00 a month"
        in page
    )
    project.ends_on = dt.date(2027, 10, 31)
    project.save()
    page = " ".join(staff.get(address("costing", project)).content.decode().split())
    assert "the money lasts until the project ends in October 2027, and some is left over. From July" in page
    assert "November 2027" not in page


@pytest.mark.parametrize("page", ["overview", "costing", "what_ifs"])
def test_the_pages_ask_as_often_for_thirty(staff, project, manager, page):
    def more(number):
        for _n in range(number):
            funder = builders.funder(project)
            activity = builders.planned_activity(project)
            builders.budget_line(project, funder=funder, activity=activity)
            builders.planned_cost(project, activity=activity)
            person = builders.person(organisation=project.organisation)
            builders.team_member(project, person)
            builders.meeting(project, person, activity=activity)
            builders.sent_claim(person, project.organisation, project=project)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert staff.get(address(page, project)).status_code == 200
        return len(found)

    more(3)
    what_if.copy(project, "One", by=manager)
    asked()
    few = asked()
    more(27)
    assert asked() == few
