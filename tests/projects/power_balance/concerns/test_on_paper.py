"""A worry on paper: a form that never passes the project, typed in by the person outside it alone."""

import io

import pikepdf
import pytest
from django.urls import reverse

from coproduce.foundation.history.models import HistoryEntry
from projects.power_balance.concerns import queries
from projects.power_balance.concerns.models import Concern, ConcernContact
from projects.power_balance.concerns.rules import on_paper
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("North Trust", postal_address="1 Quay\nBristol")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def outside(trust):
    user = builders.staff_user("finance", trust, name="Helen Ward")
    ConcernContact.objects.create(organisation=trust, user=user)
    return user


@pytest.fixture
def project(trust, manager):
    made = builders.project(trust, lead=manager.person, title="Letters")
    builders.team_member(made, builders.person("Pat Reed", organisation=trust))
    return made


def test_the_form_goes_to_the_person_outside_and_to_nobody_of_the_project(client, project, manager, outside):
    document = on_paper(
        project="Letters", issuer="North", reader="Helen Ward", address="1 Quay", kept_days=365
    )
    for words in ("Helen Ward reads it", "For Helen Ward alone", "1 Quay", "Your name, or leave it empty"):
        assert words in repr(document)
    builders.sign_in(client, manager)
    path = reverse("power_balance:concern_form", args=[project.ref])
    assert path in client.get(reverse("power_balance:overview", args=[project.ref])).text
    with pikepdf.open(io.BytesIO(client.get(path).content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)


def test_without_a_person_outside_there_is_no_form(client, project, manager):
    builders.sign_in(client, manager)
    assert client.get(reverse("power_balance:concern_form", args=[project.ref])).status_code == 404


@pytest.mark.parametrize(("name", "whose"), [("pat  reed", "Pat Reed"), ("", None)])
def test_the_person_outside_types_it_in_and_nothing_tells_of_it(client, project, outside, name, whose):
    builders.sign_in(client, outside)
    path = reverse("power_balance:concern_from_paper")
    assert path in client.get(reverse("power_balance:concerns")).text
    before = HistoryEntry.objects.count()
    typed = {"project": project.pk, "words": "They talk over me.", "name": name}
    assert client.post(path, typed).url == reverse("power_balance:concerns")
    told = Concern.objects.get()
    assert (told.person.name if told.person else None) == whose
    assert (told.contact, queries.words_of(told)) == (outside, "They talk over me.")
    assert HistoryEntry.objects.count() == before
    assert "They talk" not in client.get(reverse("staff:home")).text


def test_a_name_that_nobody_has_there_is_asked_again(client, project, outside):
    builders.sign_in(client, outside)
    typed = {"project": project.pk, "words": "They talk over me.", "name": "Somebody Else"}
    answer = client.post(reverse("power_balance:concern_from_paper"), typed)
    assert "has this name there" in answer.text
    assert Concern.objects.count() == 0


def test_nobody_of_the_project_and_no_stranger_types_one_in(client, project, manager, outside, trust):
    path = reverse("power_balance:concern_from_paper")
    for user in (manager, builders.staff_user("ppi_manager", trust)):
        builders.sign_in(client, user)
        assert client.get(path).status_code == 404
    builders.team_member(project, outside.person, side="professional")
    builders.sign_in(client, outside)
    typed = {"project": project.pk, "words": "x", "name": ""}
    assert client.post(path, typed).status_code == 200  # their own project is not among the choices
    assert Concern.objects.count() == 0
