"""The menu of the staff says where somebody is, and every list can be reached from a page."""

import pytest

from contributors.accounts.roles import Role
from coproduce.context import INSIDE
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


def here(page) -> list[str]:
    """Return the words of the entries marked as the place where the reader is."""
    return [str(words) for words, _address, current in page.context["navigation"] if current]


def test_a_page_inside_a_project_is_in_projects(client, trust):
    manager = builders.staff_user(Role.PPI_MANAGER, trust)
    project = builders.project(trust, lead=manager.person)
    meeting = builders.meeting(project, manager.person)
    builders.sign_in(client, manager)
    for page, words in (
        (f"/meetings/{meeting.ref}/", "Projects"),
        (f"/projects/{project.ref}/meetings/", "Projects"),
        ("/money-before/", "Claims"),
        ("/policies/", "Claims"),
        ("/staff/", "Home"),
        ("/privacy/", ""),
    ):
        assert here(client.get(page)) == [words] * bool(words), page


def test_a_page_inside_an_entry_that_a_role_lacks_is_nowhere(client, trust):
    builders.sign_in(client, builders.staff_user(Role.ADMINISTRATOR, trust))
    assert here(client.get("/policies/")) == []


def test_no_room_is_inside_two_entries():
    rooms = [room for inside in INSIDE.values() for room in inside]
    assert len(rooms) == len(set(rooms))


def test_lists_of_a_role_can_be_reached(client, trust):
    ada = builders.contributor_user(trust, name="Ada Obi")
    for role, page, to in (
        (Role.FINANCE, "/payments/", ("/bank-details/", "/policies/", "/money-before/", "/payments/ledger/")),
        (Role.APPROVER, "/claims/", ("/policies/", "/money-before/", "/claims/waiting/")),
        (Role.PROJECT_STAFF, f"/people/{ada.person.ref}/", (f"/claims/for/{ada.person.ref}/",)),
    ):
        builders.sign_in(client, builders.staff_user(role, trust))
        text = client.get(page).content.decode()
        for address in to:
            assert f'href="{address}"' in text, (role, address)
            assert client.get(address).status_code == 200
