"""How often people were left out before a series is planned."""

import pytest

from contributors.availability.rules import Pattern
from coproduce.foundation import clock
from projects.meetings.series.queries import _times_left_out
from tests import builders

pytestmark = pytest.mark.django_db
NEVER = Pattern(weekly=tuple((weekday, 0, 24 * 60) for weekday in range(7)))


def test_only_meetings_of_the_project_that_people_were_invited_to_count(project, ada, ben):
    told = {"invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    builders.meeting(project, ada.person, ben.person, status="invited", **told)
    builders.meeting(project, ada.person, status="held", **told)
    builders.meeting(project, ada.person)  # being planned
    builders.meeting(project, ada.person, status="cancelled", **told)
    builders.meeting(builders.project(project.organisation), ada.person, status="held", **told)
    assert _times_left_out(project, {ada.person.pk: NEVER}, {ada.person.pk: "public"}) == [2]
