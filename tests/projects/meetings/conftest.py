import pytest

from projects.meetings.planning import actions
from tests import builders


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Priya Organiser")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters project")


@pytest.fixture
def ada(trust, project):
    user = builders.contributor_user(trust, name="Ada Lovelace")
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def ben(trust, project):
    user = builders.contributor_user(trust, name="Benjamin Bannister")
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def meeting(project, manager, ada, ben):
    planned = builders.meeting(project, ada.person, ben.person, manager.person, title="Second look")
    return actions.invite(planned, by=manager)
