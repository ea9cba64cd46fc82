import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from projects.resources.forms import CountField, WhenField
from projects.resources.models import BudgetLine, Milestone, PlannedActivity, StaffAllocation
from projects.resources.rules import Spend
from projects.resources.signals import fees_asked, money_asked, spend_asked
from tests import builders
from tests.projects.resources.test_queries import committed

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person)


@pytest.fixture
def rows(project):
    return {
        "line": builders.budget_line(project),
        "activity": builders.planned_activity(project, "Workshop"),
        "staff": StaffAllocation.objects.create(project=project, does="Helper", hours_a_month=1, months=1),
        "milestone": builders.milestone(project, "Letters agreed"),
    }


def address(page: str, project, row=None) -> str:
    return reverse(f"resources:{page}", args=[project.ref, row.ref] if row else [project.ref])


PAGES = [
    ("overview", "", "get"),
    ("timeline", "", "get"),
    ("add_budget_line", "", "get"),
    ("change_budget_line", "line", "get"),
    ("remove_budget_line", "line", "post"),
    ("add_activity", "", "get"),
    ("change_activity", "activity", "get"),
    ("move_activity", "activity", "post"),
    ("add_staff_time", "", "get"),
    ("change_staff_time", "staff", "get"),
    ("remove_staff_time", "staff", "post"),
    ("add_milestone", "", "get"),
    ("change_milestone", "milestone", "get"),
    ("remove_milestone", "milestone", "post"),
    ("tick_milestone", "milestone", "post"),
]


@pytest.mark.parametrize(("page", "about", "method"), PAGES)
def test_who_sees_what(client, trust, manager, project, rows, page, about, method):
    url = address(page, project, rows.get(about))
    looks = 200 if page in ("overview", "timeline") else 403
    for user, expected in (
        (builders.staff_user("read_only", trust), looks),
        (builders.staff_user("finance", trust), 404),
        (builders.staff_user("ppi_manager", builders.organisation()), 404),
        (builders.contributor_user(trust), 404),
        (manager, 200 if method == "get" else 302),
    ):
        assert getattr(builders.sign_in(client, user), method)(url).status_code == expected


def test_a_row_of_another_project_is_not_found(staff, trust, project):
    elsewhere = builders.budget_line(builders.project(trust))
    assert staff.get(address("change_budget_line", project, elsewhere)).status_code == 404
    assert staff.post(address("remove_budget_line", project, elsewhere)).status_code == 404
    assert BudgetLine.objects.count() == 1


def test_a_budget_line_is_typed_in_pounds_and_kept_in_pence(staff, project):
    sent = {"category": "fees", "planned_pence": "£1,250.50", "cost_code": "", "note": "Two seats"}
    staff.post(address("add_budget_line", project), sent)
    line = BudgetLine.objects.get()
    assert (line.category, line.planned_pence, line.note) == ("fees", 1250_50, "Two seats")
    assert 'value="1250.50"' in staff.get(address("change_budget_line", project, line)).content.decode()
    assert "£1,250.50" in staff.get(address("overview", project)).content.decode()


def test_an_amount_nobody_can_read_comes_back(staff, project):
    sent = {"category": "venue", "planned_pence": "lots", "note": "Church hall"}
    page = staff.post(address("add_budget_line", project), sent).content.decode()
    assert "<title>Error:" in page
    assert "Enter an amount in pounds and pence" in page
    assert 'value="lots"' in page
    assert "Church hall" in page
    assert BudgetLine.objects.count() == 0


def workshop(**changed) -> dict:
    return {
        "title": "Workshop",
        "when": "May 2027",
        "people": "4",
        "sessions": "2",
        "minutes_each_0": "2",
        "minutes_each_1": "30",
        "fee_pence": "25",
        "expenses_pence": "0",
    } | changed


def test_an_activity_may_have_only_a_month(staff, project):
    staff.post(address("add_activity", project), workshop())
    made = PlannedActivity.objects.get()
    assert (made.on, made.month_only, made.minutes_each) == (dt.date(2027, 5, 1), True, 150)
    assert (made.fee_pence, made.expenses_pence, made.cost_pence) == (25_00, 0, 200_00)
    assert 'value="May 2027"' in staff.get(address("change_activity", project, made)).content.decode()
    staff.post(address("change_activity", project, made), workshop(when="14 May 2027"))
    made.refresh_from_db()
    assert (made.on, made.month_only) == (dt.date(2027, 5, 14), False)


def test_an_activity_of_nobody_comes_back(staff, project):
    page = staff.post(
        address("add_activity", project), workshop(people="0", when="some day")
    ).content.decode()
    assert "Enter a whole number from 1 to 10,000." in page
    assert 'value="some day"' in page
    assert PlannedActivity.objects.count() == 0


@pytest.mark.usefixtures("nobody_above_answers")
def test_the_usual_fees_stand_beside_the_form(staff, project):
    asked = []

    def policy(organisation_id, on, minutes, **_kwargs):
        asked.append((organisation_id, on, minutes))
        return [("Meeting fee", 27_50)]

    fees_asked.connect(policy)
    activity = builders.planned_activity(project, on=dt.date(2027, 5, 14), minutes_each=90)
    page = staff.get(address("change_activity", project, activity)).content.decode()
    assert "Meeting fee: £27.50" in page
    assert asked[-1] == (project.organisation_id, dt.date(2027, 5, 14), 90)


def test_an_activity_is_dropped_with_its_button(staff, project):
    activity = builders.planned_activity(project)
    staff.post(address("move_activity", project, activity), {"move": "drop"})
    activity.refresh_from_db()
    assert activity.status == "dropped"
    page = staff.post(address("move_activity", project, activity), {"move": "drop"}, follow=True)
    assert "Nothing was changed." in page.content.decode()
    assert staff.post(address("move_activity", project, activity), {"move": "explode"}).status_code == 302


@pytest.mark.usefixtures("nobody_above_answers")
def test_committing_too_much_is_said_plainly(staff, project):
    builders.budget_line(project, 100_00)
    builders.planned_activity(project)
    page = staff.get(address("overview", project)).content.decode()
    assert "The plan costs £140.00 more than the budget holds." in page
    say = committed(240_00)
    money_asked.connect(say)
    page = staff.get(address("overview", project)).content.decode()
    assert "More is committed than there is" in page
    assert "£140.00 more is committed than the budget holds." in page


@pytest.mark.usefixtures("nobody_above_answers")
def test_the_costing_shows_eight_amounts(staff, project):
    def claims(project_ids, **_kwargs):
        return {project_ids[0]: Spend(90_00, 60_00, 30_00)}

    builders.budget_line(project, 500_00)
    builders.planned_activity(project)
    say = committed(240_00)
    money_asked.connect(say)
    response = staff.get(address("overview", project))
    assert "There are no claims yet." in response.content.decode()
    spend_asked.connect(claims)
    response = staff.get(address("overview", project))
    assert "There are no claims yet." not in response.content.decode()
    assert [(str(row["label"]), row["text"]) for row in response.context["bars"]] == [
        ("Budget", "£500.00"),
        ("Planned", "£240.00"),
        ("Committed", "£240.00"),
        ("Claimed", "£90.00"),
        ("Approved", "£60.00"),
        ("Paid", "£30.00"),
        ("Booked by us, without a claim", "£0.00"),
        ("Left to commit", "£260.00"),
    ]


def test_staff_time_names_a_person_or_a_role(staff, manager, project):
    sent = {"hours_a_month": "10", "months": "6", "pence_an_hour": ""}
    page = staff.post(address("add_staff_time", project), sent).content.decode()
    assert "Choose a person, or say which role it is." in page
    staff.post(address("add_staff_time", project), sent | {"person": manager.person.pk})
    row = StaffAllocation.objects.get()
    assert (row.person, row.does, row.pence_an_hour) == (manager.person, "", None)
    page = staff.get(address("overview", project)).content.decode()
    assert "Mo Manager" in page
    assert "not costed" in page


def test_a_milestone_is_reached_on_the_timeline(staff, project):
    project.starts_on = dt.date(2025, 1, 1)
    project.save()
    sent = {"title": "Letters agreed", "on_0": "14", "on_1": "5", "on_2": "2025"}
    assert staff.post(address("add_milestone", project), sent).url == address("timeline", project)
    milestone = Milestone.objects.get()
    assert "Late" in staff.get(address("timeline", project)).content.decode()
    staff.post(address("tick_milestone", project, milestone), {"done": "yes"})
    page = staff.get(address("timeline", project)).content.decode()
    assert "Mark as reached" not in page
    assert "Late" not in page


def test_removing_asks_first(staff, project, rows):
    url = address("remove_milestone", project, rows["milestone"])
    assert "Remove “Letters agreed”?" in staff.get(url).content.decode()
    assert Milestone.objects.count() == 1
    staff.post(url)
    assert Milestone.objects.count() == 0


@pytest.mark.parametrize("page", ["overview", "timeline"])
def test_the_pages_ask_as_often_for_thirty(staff, project, rows, page):
    url = address(page, project)
    staff.get(url)
    with CaptureQueriesContext(connection) as few:
        staff.get(url)
    for _ in range(30):
        builders.budget_line(project)
        builders.planned_activity(project)
        builders.milestone(project)
        StaffAllocation.objects.create(project=project, person=builders.person(), hours_a_month=1, months=1)
    with assertNumQueries(len(few)):
        staff.get(url)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("14 May 2027", (dt.date(2027, 5, 14), False)),
        ("14/5/2027", (dt.date(2027, 5, 14), False)),
        ("may 2027", (dt.date(2027, 5, 1), True)),
        ("5/2027", (dt.date(2027, 5, 1), True)),
        ("2027-05", (dt.date(2027, 5, 1), True)),
    ],
)
def test_when_is_a_day_or_a_month(typed, found):
    assert WhenField().clean(typed) == found


@pytest.mark.parametrize("typed", ["soon", "13 2027", "31 February 2027", "5/27"])
def test_when_refuses_what_is_neither(typed):
    with pytest.raises(ValidationError):
        WhenField().clean(typed)


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "ten", "10001", "٣"])
def test_a_count_is_a_whole_number_from_one(typed):
    with pytest.raises(ValidationError):
        CountField().clean(typed)
