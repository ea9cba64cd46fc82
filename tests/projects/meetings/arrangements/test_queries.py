"""Who can look after what is arranged."""

import pytest

from projects.meetings.arrangements import queries
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db


def test_those_who_see_every_project_here_and_the_staff_on_this_one_arrange(trust, project, manager):
    on_it, elsewhere, off_it = (
        builders.staff_user("project_staff", trust, name=name) for name in ("Amy", "Bea", "Cal")
    )
    builders.team_member(project, on_it.person, Side.PROFESSIONAL)
    builders.team_member(builders.project(trust), elsewhere.person, Side.PROFESSIONAL)
    builders.team_member(project, off_it.person, Side.PUBLIC)  # as a member of the public, not as staff
    abroad = builders.staff_user("ppi_manager", builders.organisation(), name="Dan")
    builders.staff_user("project_staff", trust, name="Eve")
    abroad.roles.create(
        organisation=trust, role="project_staff"
    )  # sees every project of another organisation
    assert list(queries.arrangers(project)) == [on_it.person, manager.person]
