"""Who can be on a project, who is, and what may be changed."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from projects.team import queries
from projects.team.states import ProjectState, Side
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person)


def test_staff_are_those_in_post_who_may_work_on_projects_and_can_sign_in(trust, manager):
    elsewhere = builders.staff_user("ppi_manager", builders.organisation(), name="Ed Elsewhere")
    builders.staff_user("finance", trust)  # may not work on projects
    gone = builders.staff_user("ppi_manager", trust)
    gone.is_active = False
    gone.save()
    left = builders.staff_user("ppi_manager", trust)
    yesterday = clock.today() - dt.timedelta(days=1)
    left.roles.update(since=yesterday, until=yesterday)
    builders.contributor_user(trust)
    assert list(queries.staff_of([trust.pk])) == [manager.person]
    both = [trust.pk, elsewhere.roles.get().organisation_id]
    assert list(queries.staff_of(both)) == [elsewhere.person, manager.person]


def test_contributors_are_the_people_an_organisation_knows(trust):
    zoe, amy = (builders.person(name, organisation=trust) for name in ("Zoe", "Amy"))
    builders.person(organisation=builders.organisation())
    assert list(queries.contributors_of(trust.pk)) == [amy, zoe]


def test_public_members_are_those_on_the_public_side_of_this_project_now(trust, project):
    member, gone, other = (builders.person(organisation=trust) for _n in range(3))
    builders.team_member(project, member)
    builders.team_member(project, gone, left_on=clock.today())
    builders.team_member(project, builders.person(organisation=trust), Side.PROFESSIONAL)
    builders.team_member(builders.project(trust), other)
    assert list(queries.public_members(project)) == [member]


def test_a_closed_project_offers_no_change_and_an_onlooker_is_offered_none(trust, project, manager):
    assert queries.may_edit(manager, project)
    assert not queries.may_edit(builders.staff_user("finance", trust), project)
    project.status = ProjectState.CLOSED
    assert not queries.may_edit(manager, project)
