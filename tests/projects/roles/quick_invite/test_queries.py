"""What the short way to a first role offers, and when a new role begins."""

import datetime as dt

import pytest

from contributors.accounts.models import StaffRole, User
from coproduce.foundation import clock
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.models import RoleTemplate, StandardTerms
from projects.roles.quick_invite.queries import SHOWN, open_projects, role_called
from projects.roles.quick_invite.rules import words_of
from projects.team.models import Project
from tests import builders

DAY = dt.timedelta(days=1)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.mark.django_db
def test_open_projects_where_the_user_may_invite_are_offered_newest_first(trust, manager):
    first, second, over = (builders.project(trust, lead=manager.person) for _n in range(3))
    builders.closed(over, by=manager)
    reads = builders.organisation()
    only_read = builders.project(reads)
    StaffRole.objects.create(user=manager, organisation=reads, role="read_only")
    manager = User.objects.get(pk=manager.pk)
    assert only_read in Project.objects.visible_to_staff(manager)
    assert open_projects(manager) == [second, first]
    assert open_projects(manager, over.ref) == [second, first]


@pytest.mark.django_db
def test_the_project_they_came_from_stands_first_and_once(trust, manager):
    projects = [builders.project(trust, lead=manager.person) for _n in range(SHOWN + 2)]
    newest = projects[::-1]
    assert open_projects(manager) == newest[:SHOWN]
    assert open_projects(manager, projects[0].ref) == [projects[0], *newest[: SHOWN - 1]]
    assert open_projects(manager, newest[1].ref) == [newest[1], newest[0], *newest[2:SHOWN]]


@pytest.mark.django_db
def test_a_role_is_found_by_its_title_on_its_project(trust, manager):
    here, elsewhere = (builders.project(trust, lead=manager.person) for _n in range(2))
    partner = builders.role(here, "Partner", offered_by=manager)
    builders.role(here, "Reader", offered_by=manager)
    builders.role(elsewhere, "Writer", offered_by=manager)
    assert role_called(here, "Partner") == partner
    assert [role_called(here, title).pk for title in ("Writer", "Chair")] == [None, None]
    assert role_called(Project(title="New"), "Partner").pk is None
    builders.role(here, "Draft")
    with pytest.raises(TransitionRefused):
        role_called(here, "Draft")


@pytest.mark.parametrize(("starts", "ends", "begins"), [(5, 9, 5), (0, 9, 0), (-5, 9, 0), (-9, -5, -5)])
def test_a_new_role_starts_with_the_project_or_today_and_never_after_its_end(starts, ends, begins):
    today = clock.today()
    project = Project(starts_on=today + starts * DAY, ends_on=today + ends * DAY)
    found = words_of(RoleTemplate(), StandardTerms(), project, contact=builders.Person(name="Mo"), places=1)
    assert (found["starts_on"], found["ends_on"]) == (today + begins * DAY, project.ends_on)
