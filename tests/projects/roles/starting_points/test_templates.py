"""Templates belong to an organisation: four to begin with, its own after that."""

import pytest
from django.urls import reverse

from projects.roles.models import RoleDescription, RoleTemplate
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def partner(trust) -> RoleTemplate:
    return trust.role_templates.get(title="Lived experience partner")


def test_every_organisation_begins_with_four_of_its_own(trust):
    other = builders.organisation()
    titles = sorted(trust.role_templates.values_list("title", flat=True))
    assert titles == [
        "Lived experience partner",
        "Public co-applicant",
        "Public member of a committee",
        "Public reviewer",
    ]
    partner(trust).delete()
    assert partner(other)


def test_a_template_is_added_as_a_copy_and_changed_topic_by_topic(staff, trust):
    where = reverse("roles:add_template", args=[trust.ref])
    taken = staff.post(where, {"title": "Public reviewer", "start": "empty"})
    assert "There is already a template with this title." in taken.content.decode()
    staff.post(where, {"title": "Chair", "start": partner(trust).ref})
    made = trust.role_templates.get(title="Chair")
    assert made.purpose == partner(trust).purpose
    staff.post(reverse("roles:template_topic", args=[made.ref, "purpose"]), {"purpose": "You chair."})
    row = reverse("roles:template_row", args=[made.ref, "seats", "new"])
    staff.post(row, {"who": "Public members", "least": "2", "votes": "yes"})
    made.refresh_from_db()
    assert (made.purpose, partner(trust).purpose == "You chair.") == ("You chair.", False)
    assert [{**one, "id": ""} for one in made.seats] == [
        {"id": "", "who": "Public members", "least": "2", "votes": "yes"}
    ]
    drop = reverse("roles:template_drop_row", args=[made.ref, "seats", made.seats[0]["id"]])
    staff.post(drop)
    made.refresh_from_db()
    assert made.seats == []
    assert "You chair." not in staff.get(reverse("roles:template", args=[made.ref])).content.decode()


def test_a_template_out_of_use_is_not_offered_and_roles_from_it_stay(staff, trust, manager):
    project = builders.project(trust, lead=manager.person)
    new = reverse("roles:new", args=[project.ref])
    staff.post(new, {"start": partner(trust).ref, "title": ""})
    said = {"title": "Lived experience partner", "in_use": "no"}
    staff.post(reverse("roles:name_template", args=[partner(trust).ref]), said)
    assert partner(trust).ref not in staff.get(new).content.decode()
    assert "Not in use" in staff.get(reverse("roles:templates", args=[trust.ref])).content.decode()
    assert RoleDescription.objects.get().versions.get().purpose == partner(trust).purpose


def test_templates_of_others_are_neither_seen_nor_started_from(staff, trust, manager):
    elsewhere = partner(builders.organisation())
    assert staff.get(reverse("roles:template", args=[elsewhere.ref])).status_code == 404
    project = builders.project(trust, lead=manager.person)
    new = reverse("roles:new", args=[project.ref])
    assert elsewhere.ref not in staff.get(new).content.decode()
    staff.post(new, {"start": elsewhere.ref, "title": "Stolen"})
    assert not RoleDescription.objects.exists()


def test_the_list_of_templates_is_linked_from_set_up(staff, trust):
    page = staff.get(reverse("set_up")).content.decode()
    assert reverse("roles:templates", args=[trust.ref]) in page
