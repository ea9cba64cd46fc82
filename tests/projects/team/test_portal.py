import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation(name="Avon Trust", help_phone="0117 496 0999")


@pytest.fixture
def lead(trust):
    return builders.staff_user(
        "ppi_manager", trust, name="Mo Manager", email="mo@trust.example.org", phone="0117 496 0111"
    )


@pytest.fixture
def project(trust, lead):
    return builders.project(trust, lead=lead.person, title="Letters", summary="Letters people understand.")


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada", email="ada@example.org")


@pytest.fixture
def portal(client, ada):
    return builders.sign_in(client, ada)


def test_a_member_reads_what_it_is_about_and_who_is_on_it(portal, ada, trust, lead, project):
    builders.team_member(project, ada.person)
    bo = builders.person("Bo", email="bo@example.org", phone="0117 496 0222", organisation=trust)
    builders.team_member(project, bo)
    builders.influence(project, lead, "open", statement="The words of the letter")
    builders.influence(project, lead, "fixed", statement="The date of the operation")
    page = portal.get(reverse("my_projects:detail", args=[project.ref])).content.decode()
    for words in ("Letters people understand.", "Ada", "Bo", "Mo Manager", "0117 496 0999"):
        assert words in page
    assert page.index("The words of the letter") < page.index("The date of the operation")
    for private in ("bo@example.org", "0117 496 0222", "mo@trust.example.org", "0117 496 0111"):
        assert private not in page


def test_a_project_i_am_not_on_does_not_exist(portal, project):
    assert portal.get(reverse("my_projects:detail", args=[project.ref])).status_code == 404


def test_a_project_i_left_does_not_exist(portal, ada, project):
    member = builders.team_member(project, ada.person)
    member.left_on = member.joined_on
    member.save()
    assert portal.get(reverse("my_projects:detail", args=[project.ref])).status_code == 404


def test_staff_use_the_staff_pages(client, lead, project):
    staff = builders.sign_in(client, lead)
    assert staff.get(reverse("my_projects:detail", args=[project.ref])).status_code == 404


def test_my_list_holds_my_projects_and_asks_as_often_for_thirty(portal, ada, trust, project):
    builders.project(trust, title="Not mine")
    builders.team_member(project, ada.person)
    address = reverse("my_projects:list")
    assert [p.title for p in portal.get(address).context["page"]] == ["Letters"]
    with CaptureQueriesContext(connection) as few:
        portal.get(address)
    for _ in range(30):
        builders.team_member(builders.project(trust), ada.person)
    with assertNumQueries(len(few)):
        portal.get(address)


def test_the_page_of_a_project_asks_as_often_for_thirty(portal, ada, trust, lead, project):
    builders.team_member(project, ada.person)
    builders.influence(project, lead)  # their earlier versions are asked for once there is one
    address = reverse("my_projects:detail", args=[project.ref])
    portal.get(address)
    with CaptureQueriesContext(connection) as few:
        portal.get(address)
    for _ in range(30):
        builders.team_member(project, builders.person(organisation=trust))
        builders.influence(project, lead)
    with assertNumQueries(len(few)):
        portal.get(address)


def test_an_empty_list_says_what_comes_first(portal):
    assert "Once you have said yes to a role" in portal.get(reverse("my_projects:list")).content.decode()


def test_who_is_on_both_sides_of_two_projects_sees_one(client, trust, lead, project):
    other = builders.project(trust, title="As a patient")
    builders.team_member(other, lead.person, Side.PUBLIC)
    page = builders.sign_in(client, lead).get(reverse("my_projects:list"))
    assert [p.title for p in page.context["page"]] == ["As a patient"]
