import datetime as dt

import pytest

from projects.resources import rules
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return builders.project(builders.organisation())


def test_the_timeline_stands_in_date_order_a_month_before_its_days(project):
    may = builders.planned_activity(project, "Interviews", on=dt.date(2027, 5, 1), month_only=True)
    day = builders.planned_activity(project, "Workshop", on=dt.date(2027, 5, 1))
    builders.planned_activity(project, "Dropped", on=dt.date(2027, 5, 1), status="dropped")
    late = builders.milestone(project, "Late", on=dt.date(2027, 4, 1))
    first = builders.milestone(project, "Today", on=dt.date(2027, 5, 1))
    found = rules.timeline(
        project.milestones.all(), project.planned_activities.all(), today=dt.date(2027, 5, 1)
    )
    assert found == [
        rules.TimelineEntry(late.on, late, is_milestone=True, late=True),
        rules.TimelineEntry(may.on, may, is_milestone=False, month_only=True),
        rules.TimelineEntry(day.on, day, is_milestone=False),
        rules.TimelineEntry(first.on, first, is_milestone=True),
    ]


@pytest.mark.parametrize(("approved", "over"), [(99_99, 0), (100_00, 0), (100_01, 1)])
def test_what_is_approved_over_the_budget_is_counted_to_the_penny(approved, over):
    spent = rules.Spend(approved=approved)
    assert rules.Costing(budget=100_00, planned=0, committed=0, spent=spent).over_approved == over


@pytest.mark.parametrize(
    ("planned", "missing"),
    [(1, []), (100_00, []), (100_01, ["The plan costs £0.01 more than the budget holds."])],
)
def test_a_penny_more_than_the_budget_is_too_much(planned, missing):
    has = {"budget": 100_00, "planned": planned, "staff": True, "milestone": True}
    assert rules.what_is_missing(has) == missing
