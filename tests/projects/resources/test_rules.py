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
