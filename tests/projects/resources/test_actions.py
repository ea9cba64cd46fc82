import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.transitions import TransitionRefused
from projects.resources import actions
from projects.resources.models import BudgetLine, Milestone, PlannedActivity, StaffAllocation
from projects.resources.states import ActivityState
from projects.team.states import ProjectState
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation())


@pytest.fixture
def project(manager):
    return builders.project(manager.roles.get().organisation, lead=manager.person)


def told(row) -> list[tuple]:
    return [(entry.verb, entry.by, entry.detail) for entry in entries_about(row)]


def test_a_budget_line_is_added_changed_and_removed_with_its_amounts(project, manager):
    line = actions.add(BudgetLine, project, category="fees", planned_pence=500_00, by=manager)
    actions.change(line, planned_pence=750_00, by=manager)
    line.refresh_from_db()
    assert line.planned_pence == 750_00
    actions.remove(line, by=manager)
    assert BudgetLine.objects.count() == 0
    assert told(line) == [
        ("budget line removed", manager, {"pence": 750_00}),
        ("budget line changed", manager, {"before": {"pence": 500_00}, "after": {"pence": 750_00}}),
        ("budget line added", manager, {"pence": 500_00}),
    ]
    assert {entry.project for entry in entries_about(line)} == {project}


def test_staff_time_without_a_cost_has_none(project, manager):
    row = actions.add(StaffAllocation, project, does="Facilitator", hours_a_month=10, months=6, by=manager)
    assert row.cost_pence is None
    changed = actions.change(row, pence_an_hour=31_50, by=manager)
    assert changed.cost_pence == 10 * 6 * 31_50
    assert told(row)[0] == ("staff time changed", manager, {})


def test_an_activity_walks_its_table_of_moves(project, manager):
    activity = builders.planned_activity(project)
    for move, after in (
        ("drop", ActivityState.DROPPED),
        ("pick up", ActivityState.PLANNED),
    ):
        activity = actions.move_activity(activity, move=move, by=manager)
        assert activity.status == after
    assert [entry.verb for entry in entries_about(activity)] == ["pick up", "drop"]


@pytest.mark.parametrize(
    ("status", "move"),
    [("planned", "pick up"), ("dropped", "drop")],
)
def test_a_move_from_elsewhere_is_refused(project, manager, status, move):
    activity = builders.planned_activity(project, status=status)
    with pytest.raises(TransitionRefused):
        actions.move_activity(activity, move=move, by=manager)
    activity.refresh_from_db()
    assert (activity.status, told(activity)) == (status, [])


def test_a_milestone_is_reached_and_not_after_all(project, manager):
    milestone = builders.milestone(project)
    reached = actions.tick_milestone(milestone, done=True, by=manager)
    assert (reached.done_by, reached.done_at <= clock.now()) == (manager, True)
    assert actions.tick_milestone(milestone, done=True, by=manager).done_at == reached.done_at
    assert actions.tick_milestone(milestone, done=False, by=manager).done_at is None
    assert [entry.verb for entry in entries_about(milestone)] == [
        "milestone not reached after all",
        "milestone reached",
    ]


def test_a_closed_project_stays_as_it_is(manager):
    project = builders.project(
        manager.roles.get().organisation, lead=manager.person, status=ProjectState.CLOSED
    )
    line, activity, milestone = (
        builders.budget_line(project),
        builders.planned_activity(project),
        builders.milestone(project),
    )
    for action in (
        lambda: actions.add(Milestone, project, title="New", on=clock.today(), by=manager),
        lambda: actions.change(line, planned_pence=1, by=manager),
        lambda: actions.remove(line, by=manager),
        lambda: actions.move_activity(activity, move="drop", by=manager),
        lambda: actions.tick_milestone(milestone, done=True, by=manager),
    ):
        with pytest.raises(TransitionRefused):
            action()
    assert (list(BudgetLine.objects.values_list("planned_pence", flat=True)), Milestone.objects.count()) == (
        [500_00],
        1,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 0},
        {"sessions": 0},
        {"minutes_each": 0},
        {"status": "maybe"},
        {"month_only": True, "on": dt.date(2027, 5, 2)},
    ],
)
def test_the_database_refuses_an_activity_of_nobody_or_no_time(project, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.planned_activity(project, **wrong)
    assert PlannedActivity.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"pence": 0}, {"category": "yachts"}])
def test_the_database_refuses_a_line_without_money_or_meaning(project, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.budget_line(project, **wrong)


def test_the_database_refuses_time_of_nobody_and_half_a_tick(project, manager):
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffAllocation.objects.create(project=project, hours_a_month=1, months=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.milestone(project, done_at=clock.now())
