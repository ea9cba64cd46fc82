"""Hours planned and given, who may write them down, what they cost, and who covers whom."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertNumQueries

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.promises.models import Absence
from coproduce.foundation.transitions import TransitionRefused
from projects.resources.models import StaffAllocation, StaffHours
from projects.resources.staff_time import actions, queries, rules
from projects.resources.staff_time.rules import Leave, StaffCost, cost_of, cover_gaps, month_of, next_month
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def sam(trust):
    return builders.staff_user("project_staff", trust, name="Sam Staff")


@pytest.fixture
def project(trust, manager, sam):
    made = builders.project(trust, lead=manager.person, starts_on=month_of(clock.today()))
    builders.team_member(made, sam.person, side="professional")
    return made


def allocation(project, **fields) -> StaffAllocation:
    given = {"hours_a_month": 10, "months": 3, "pence_an_hour": 30_00, **fields}
    return StaffAllocation.objects.create(project=project, **given)


def this_month() -> dt.date:
    return month_of(clock.today())


def address(page: str, project, *rest) -> str:
    return reverse(f"resources:{page}", args=[project.ref, *rest])


def test_planned_months_begin_with_the_project_or_where_they_are_planned(project):
    first = next_month(this_month())
    assert rules.months_planned(allocation(project, does="A", months=2)) == [this_month(), first]
    assert rules.months_planned(allocation(project, does="B", months=1, first_month=first)) == [first]


@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=0, max_value=20_000))
def test_cost_is_whole_pence_and_never_off_by_more_than_half(minutes, pence):
    assert abs(cost_of(minutes, pence) * 60 - minutes * pence) <= 30


def test_cost_rounds_half_up_and_is_unknown_without_a_rate():
    assert (cost_of(30, 1), cost_of(29, 1), cost_of(90, 31_50), cost_of(60, None)) == (1, 0, 47_25, None)


def test_hours_are_recorded_by_who_gave_them_or_the_contact_and_nobody_else(trust, project, manager, sam):
    row = allocation(project, person=sam.person)
    assert actions.record_hours(row, month=clock.today(), minutes=90, by=sam).month == this_month()
    actions.record_hours(row, month=this_month(), minutes=600, by=manager)
    hours = StaffHours.objects.get()
    assert (hours.minutes, hours.recorded_by) == (600, manager)
    assert entries_about(row)[0].detail == {"month": this_month().isoformat(), "before": 90, "after": 600}
    other = builders.staff_user("ppi_manager", trust)
    with pytest.raises(TransitionRefused, match="themselves or the named contact"):
        actions.record_hours(row, month=this_month(), minutes=1, by=other)
    assert StaffHours.objects.get().minutes == 600


@pytest.mark.parametrize(("months", "words"), [(1, "not begun"), (-1, "had not started")])
def test_a_month_to_come_or_before_the_project_is_refused(project, sam, months, words):
    row = allocation(project, person=sam.person)
    month = next_month(this_month()) if months > 0 else month_of(this_month() - dt.timedelta(days=1))
    with pytest.raises(TransitionRefused, match=words):
        actions.record_hours(row, month=month, minutes=60, by=sam)
    assert StaffHours.objects.count() == 0


def test_planned_and_given_with_their_cost(project, sam):
    row = allocation(project, person=sam.person, leads=True)
    allocation(project, does="Nobody yet", pence_an_hour=None)
    actions.record_hours(row, month=this_month(), minutes=7 * 60 + 30, by=sam)
    plan = queries.staff_plan(project)
    assert [(one.planned_so_far, one.given, one.given_pence) for one in plan.rows] == [
        (600, 450, 225_00),
        (600, 0, None),
    ]
    assert plan.cost == StaffCost(planned=900_00, given=225_00, not_costed=1)
    assert (plan.by_month[0].planned, plan.by_month[0].given) == (1200, 450)
    assert [one.planned for one in plan.by_month] == [1200, 1200, 1200]


def test_a_month_that_is_over_and_of_which_nobody_spoke_is_asked_for(project):
    row = allocation(project, does="Helper", months=2)
    today = next_month(next_month(this_month()))
    said = rules.staff_row(row, {this_month(): 0}, today)
    assert [one.month for one in said.not_said] == [next_month(this_month())]
    during = rules.staff_row(row, {this_month(): 0}, next_month(this_month()))
    assert during.not_said == []  # a month is asked about once it is over


def leave(person, first, last, deputy) -> Leave:
    today = clock.today()
    return Leave(person, today + dt.timedelta(days=first), today + dt.timedelta(days=last), deputy)


@pytest.mark.parametrize(
    ("cover", "away", "able", "gaps"),
    [
        (2, [], {1, 2, 3}, []),
        (None, [], {1, 2, 3}, ["Nobody is named"]),
        (2, [], {1, 3}, ["cannot work on this project"]),
        (2, [(1, 5, 9, 3)], {1, 2, 3}, []),
        (None, [(1, 5, 9, 3)], {1, 2, 3}, ["Nobody is named"]),
        (None, [(1, 5, 9, 3)], {1, 2}, ["nobody who can work"]),
        (2, [(1, 5, 9, 3), (2, 9, 20, 3)], {1, 2}, ["nobody who can work"]),
        (2, [(1, 5, 9, 3), (2, 9, 20, 3)], {1, 2, 3}, []),
        (2, [(1, 5, 9, 3), (2, 10, 20, 3)], {1, 2}, []),
        (2, [(1, -9, -1, 3)], {1, 2}, []),
    ],
)
def test_who_covers_leave(project, cover, away, able, gaps):
    row = StaffAllocation(project=project, person_id=1, cover_id=cover, hours_a_month=1, months=1)
    found = cover_gaps([row], [leave(*one) for one in away], frozenset(able), clock.today())
    assert [words in gap.words for gap, words in zip(found, gaps, strict=True)] == [True] * len(gaps)


def test_leave_without_cover_is_shown_to_who_plans_and_not_to_who_looks_on(
    client, trust, project, manager, sam
):
    allocation(project, person=sam.person, cover=None)
    gone = builders.staff_user("project_staff", trust, name="Gil Gone")
    Absence.objects.create(
        organisation=trust,
        person=sam.person,
        deputy=gone.person,
        first_day=clock.today(),
        last_day=clock.today() + dt.timedelta(days=7),
    )
    gone.is_active = False
    gone.save()
    url = address("staff_time", project)
    text = builders.sign_in(client, manager).get(url).content.decode()
    assert "Sam Staff: Away from" in text
    onlooker = builders.sign_in(client, builders.staff_user("read_only", trust))
    text = onlooker.get(url).content.decode()
    assert "Sam Staff" in text
    assert "Away from" not in text


def test_the_page_of_hours_records_and_refuses(client, project, sam, manager):
    row = allocation(project, person=sam.person)
    builders.sign_in(client, sam)
    url = address("record_hours", project, row.ref)
    assert url in client.get(address("staff_time", project)).content.decode()
    wrong = client.post(url, {"month": f"{this_month():%Y-%m}", "hours": "many", "minutes": "15"})
    assert "Enter a whole number from 0 to 744." in wrong.content.decode()
    assert 'value="many"' in wrong.content.decode()
    client.post(url, {"month": f"{this_month():%Y-%m}", "hours": "7", "minutes": "15"})
    assert StaffHours.objects.get().minutes == 435
    text = client.get(address("staff_time", project)).content.decode()
    assert "7 hours 15 minutes" in text
    assert "£217.50" in text


def test_one_person_leads_involvement_and_nobody_covers_for_themselves(client, project, manager, sam):
    allocation(project, person=sam.person, leads=True)
    builders.sign_in(client, manager)
    sent = {
        **{"hours_a_month": "1", "months": "1", "pence_an_hour": "", "does": ""},
        **{"person": manager.person.pk, "cover": manager.person.pk, "leads": "on"},
    }
    text = client.post(address("add_staff_time", project), sent).content.decode()
    assert "Sam Staff leads involvement already. Change that first." in text
    assert "Nobody covers for themselves." in text
    with pytest.raises(IntegrityError), transaction.atomic():
        allocation(project, does="Another", leads=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        allocation(project, person=sam.person, cover=sam.person)


def test_staff_time_begins_in_a_month_of_the_project(client, project, manager):
    builders.sign_in(client, manager)
    sent = {"person": manager.person.pk, "hours_a_month": "1", "months": "1", "first_month": "May 2020"}
    text = client.post(address("add_staff_time", project), sent).content.decode()
    assert "Choose a date in that time" in text
    first = next_month(this_month())
    client.post(address("add_staff_time", project), sent | {"first_month": f"{first:%B %Y}"})
    row = StaffAllocation.objects.get()
    assert row.first_month == first
    text = client.get(address("change_staff_time", project, row.ref)).content.decode()
    assert f'value="{first:%B %Y}"' in text


def test_staff_time_asks_as_often_for_thirty(client, project, manager, trust):
    def one_more():
        row = allocation(project, person=builders.staff_user("project_staff", trust).person)
        StaffHours.objects.create(allocation=row, month=this_month(), minutes=60, recorded_by=manager)

    builders.sign_in(client, manager)
    one_more()
    client.get(address("staff_time", project))
    with CaptureQueriesContext(connection) as few:
        client.get(address("staff_time", project))
    for _n in range(30):
        one_more()
    with assertNumQueries(len(few)):
        client.get(address("staff_time", project))
