import pytest

from tests import builders


@pytest.fixture(autouse=True)
def figures(request):
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        builders.census_figures()


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def project(manager):
    organisation = manager.person.connections.get().organisation
    return builders.project(organisation, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def member(project):
    user = builders.contributor_user(project.organisation, name="Amina Ali")
    builders.team_member(project, user.person)
    return user
