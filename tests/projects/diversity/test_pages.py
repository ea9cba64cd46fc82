import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.diversity.models import DiversityAim, Release
from tests import builders

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def aim(**changed) -> dict:
    given = {
        "people": "Carers in Swindon",
        "area": "Swindon",
        "characteristics": ["disability"],
        "why": "They read.",
    }
    return given | changed


def test_people_are_named_and_shown_with_source_and_date(staff, project):
    staff.post(reverse("diversity:add", args=[project.ref]), aim())
    page = staff.get(reverse("diversity:overview", args=[project.ref])).content.decode()
    assert "Carers in Swindon" in page
    assert "15.9%" in page
    assert "Sunday 21 March 2021" in page
    assert "TS038" in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"area": ""}, "Choose an area to compare with."),
        ({"area": "Atlantis"}, "Choose one of the answers in the list."),
        ({"characteristics": ["gender_identity"]}, "Choose one of the answers in the list."),
        ({"why": " "}, "Answer “"),
    ],
)
def test_an_error_keeps_what_was_typed(staff, project, wrong, says):
    page = staff.post(reverse("diversity:add", args=[project.ref]), aim(**wrong)).content.decode()
    assert "<title>Error:" in page
    assert "Carers in Swindon" in page
    assert DiversityAim.objects.count() == 0
    assert says in page or "Enter " in page


def test_changing_and_taking_off(staff, project):
    row = builders.diversity_aim(project, people="Carers")
    staff.post(reverse("diversity:change", args=[row.ref]), aim(people="Young carers"))
    assert DiversityAim.objects.get().people == "Young carers"
    staff.post(reverse("diversity:remove", args=[row.ref]))
    assert DiversityAim.objects.count() == 0


def test_a_release_is_made_by_hand_and_shown_to_both_sides(client, manager, member, project):
    builders.sign_in(client, manager)
    client.post(reverse("diversity:release", args=[project.ref]))
    assert Release.objects.get().made_by == manager
    sentence = "Fewer than 20 people answered, so nothing can be shown."
    assert sentence in client.get(reverse("diversity:overview", args=[project.ref])).content.decode()
    builders.sign_in(client, member)
    assert sentence in client.get(reverse("my_diversity:overview", args=[project.ref])).content.decode()
    builders.sign_in(client, manager)
    again = client.post(reverse("diversity:release", args=[project.ref])).content.decode()
    assert "This quarter already has its release." in again


def test_who_may_what(client, project, manager, member):
    row = builders.diversity_aim(project)
    changes = [("diversity:add", project.ref), ("diversity:change", row.ref), ("diversity:remove", row.ref)]
    users = {
        "manager": manager,
        "project staff": builders.staff_user("project_staff", project.organisation),
        "reader": builders.staff_user("read_only", project.organisation),
        "elsewhere": builders.staff_user("ppi_manager", builders.organisation()),
        "member": member,
        "stranger": builders.contributor_user(project.organisation),
    }
    builders.team_member(project, users["project staff"].person, "professional")

    def answers(user) -> tuple:
        builders.sign_in(client, user)
        status = lambda name, ref: client.get(reverse(name, args=[ref])).status_code  # noqa: E731
        return (
            status("diversity:overview", project.ref),
            {status(*change) for change in changes},
            status("diversity:release", project.ref),
            status("my_diversity:overview", project.ref),
        )

    assert {who: answers(user) for who, user in users.items()} == {
        "manager": (200, {200}, 200, 404),
        "project staff": (200, {200}, 403, 404),
        "reader": (200, {403}, 403, 404),
        "elsewhere": (404, {404}, 404, 404),
        "member": (404, {404}, 404, 200),
        "stranger": (404, {404}, 404, 404),
    }


def test_as_many_queries_for_thirty_as_for_one(staff, project):
    url = reverse("diversity:overview", args=[project.ref])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert staff.get(url).status_code == 200
        return len(seen)

    builders.diversity_aim(project)
    queries()
    one = queries()
    for _n in range(29):
        builders.diversity_aim(project, area="Swindon", characteristics=["sex", "religion"])
    assert queries() == one
