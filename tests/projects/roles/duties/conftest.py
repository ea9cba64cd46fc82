import pytest

from tests import builders
from tests.projects.roles.duties.life import Life


@pytest.fixture
def trust():
    return builders.organisation("Severn Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


@pytest.fixture
def ben(trust):
    return builders.contributor_user(trust, name="Ben")


@pytest.fixture
def life(project, manager):
    return Life(project, manager)
