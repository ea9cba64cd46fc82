"""Meetings that were planned together, and which meetings count for step 4."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from projects.meetings.planning import queries
from projects.meetings.planning.models import Series
from tests import builders

pytestmark = pytest.mark.django_db
TOLD = {"invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}


def test_a_meeting_has_its_place_in_its_series_alone(project):
    series, other = (Series.objects.create(project=project, title=title) for title in ("One", "Two"))
    day = clock.now() + dt.timedelta(days=30)
    second, first = (
        builders.meeting(project, series=series, starts_at=start, ends_at=start + dt.timedelta(hours=1))
        for start in (day + dt.timedelta(days=7), day)
    )
    builders.meeting(project, series=other)
    assert queries.in_series(second) == {"meetings": [first, second], "place": 2}
    assert queries.in_series(builders.meeting(project)) is None


def test_neither_what_is_called_off_nor_another_project_counts(project):
    builders.meeting(project, status="cancelled")
    builders.meeting(builders.project(project.organisation), status="invited", **TOLD)
    assert not queries.times_state(project).started
