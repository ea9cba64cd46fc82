"""The short way to a first role: what it asks, what it never makes up, what it refuses."""

import datetime as dt

import pytest
from django.urls import reverse

from contributors.people.models import Person
from coproduce.foundation import clock
from projects.roles.models import Assignment, RoleDescription, RoleTemplate, StandardTerms
from projects.team.models import Project
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def terms(trust):
    return builders.standard_terms(trust, fee_pence=25_00, fee_for="each meeting")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def answers(**changed) -> dict[str, str]:
    ends = clock.today() + dt.timedelta(days=200)
    said = {
        "name": "Ann Lee",
        "reach": "ann.lee@example.org",
        "title": "Better letters",
        "summary": "New letters.",
        "ends_on_0": ends.day,
        "ends_on_1": ends.month,
        "ends_on_2": ends.year,
        "template": RoleTemplate.objects.filter(title="Lived experience partner").earliest("pk").pk,
        "places": 2,
    }
    return said | changed


def page() -> str:
    return reverse("roles:quick_invite")


def send(staff, **changed):
    """Look at the check page, then send what it shows."""
    seen = staff.post(page(), answers(**changed))
    return staff.post(page(), answers(**changed) | {"send": seen.context["mark"]})


def test_everything_is_made_at_once_from_the_template_and_the_terms(staff, terms, manager):
    assert send(staff).status_code == 302
    made = Assignment.objects.get()
    said = made.version
    assert (made.role.project.title, made.role.project.lead, said.contact) == (
        "Better letters",
        manager.person,
        manager.person,
    )
    assert (
        said.text.payment_words,
        said.pay_rates[0]["pence"],
        said.expenses,
        said.concerns_to,
        said.places,
    ) == (
        "£25.00 for each meeting",
        terms.pay_rates[0]["pence"],
        terms.expenses,
        terms.concerns_to,
        2,
    )
    assert said.is_as_offered


def test_nothing_is_made_before_it_is_sent(staff, terms):
    assert staff.post(page(), answers()).status_code == 200
    assert not Project.objects.exists()
    assert not Person.objects.filter(name="Ann Lee").exists()


def test_a_text_that_changed_meanwhile_is_shown_again(staff, terms):
    seen = staff.post(page(), answers())
    StandardTerms.objects.update(pay_rates=[terms.pay_rates[0] | {"pence": 1_00}])
    again = staff.post(page(), answers() | {"send": seen.context["mark"]})
    assert (again.status_code, Assignment.objects.exists()) == (200, False)
    assert "£1.00" in again.content.decode()


def test_without_terms_no_pay_is_made_up(staff, trust):
    text = staff.get(page()).content.decode()
    assert reverse("roles:standard_terms", args=[trust.ref]) in text
    assert staff.post(page(), answers()).status_code == 200
    assert not Project.objects.exists()


def test_an_offered_role_of_the_project_is_used_again(staff, terms, trust, manager):
    project = builders.project(trust, lead=manager.person)
    role = builders.role(project, "Lived experience partner", offered_by=manager)
    assert send(staff, project=project.ref).status_code == 302
    assert Assignment.objects.get().role == role


def test_a_role_that_is_still_written_is_not_overtaken(staff, terms, trust, manager):
    project = builders.project(trust, lead=manager.person)
    builders.role(project, "Lived experience partner")
    text = staff.post(page(), answers(project=project.ref)).content.decode()
    assert "is still being written on this project" in text
    assert RoleDescription.objects.count() == 1


def test_somebody_who_has_the_role_already_is_refused_in_words(staff, terms, trust, manager):
    project = builders.project(trust, lead=manager.person)
    assert send(staff, project=project.ref).status_code == 302
    again = send(staff, project=project.ref)
    assert (again.status_code, Assignment.objects.count()) == (200, 1)
    assert "Ann Lee has already been invited to this role." in again.content.decode()


def test_project_staff_invite_to_their_own_projects_only(client, terms, trust, manager):
    theirs, other = builders.project(trust), builders.project(trust)
    tom = builders.staff_user("project_staff", trust)
    builders.team_member(theirs, tom.person, side="professional")
    seen = builders.sign_in(client, tom).get(page()).context["form"]
    assert [value for value, _words in seen.fields["project"].choices] == [theirs.ref]
    refused = client.post(page(), answers(project=other.ref))
    assert "project" in refused.context["form"].errors


@pytest.mark.parametrize("reach", ["nonsense", "ann@", "12"])
def test_a_way_to_reach_somebody_must_be_one(staff, terms, reach):
    assert "reach" in staff.post(page(), answers(reach=reach)).context["form"].errors


def test_terms_are_said_once_and_kept(staff, trust):
    where = reverse("roles:standard_terms", args=[trust.ref])
    said = {"payment": "fee", "fee_pence": "", "fee_for": "", "expenses": "Travel.", "concerns_to": "Helen"}
    assert set(staff.post(where, said).context["form"].errors) == {"fee_pence", "fee_for"}
    said |= {"fee_pence": "25", "fee_for": "each meeting"}
    assert staff.post(where, said).url == page()
    (row,) = StandardTerms.objects.get().pay_rates
    assert (row["pence"], row["for_words"]) == (25_00, "each meeting")
