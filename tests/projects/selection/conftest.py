import pytest

from tests import builders


@pytest.fixture
def trust():
    return builders.organisation("Avon Trust", help_phone="0117 496 0111", help_email="help@avon.example")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def role(project, manager):
    return builders.role(project, "Partner", offered_by=manager)


@pytest.fixture
def draft(role, manager):
    return builders.opportunity(role, by=manager, is_open=False)


@pytest.fixture
def opened(role, manager):
    return builders.opportunity(role, by=manager)
