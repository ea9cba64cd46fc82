"""The pages on which a manager hands promises over and says who is away."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Absence, Promise
from tests import builders
from tests.projects.team.conftest import owes

pytestmark = pytest.mark.django_db


@pytest.fixture
def managing(client, head):
    return builders.sign_in(client, head)


def test_from_the_list_of_promises_to_a_handed_over_one(managing, trust, tom, una, meg, project):
    promise = owes(tom, meg, project)
    choose = reverse("owners:choose")
    assert choose in managing.get(reverse("promises:list")).content.decode()
    page = reverse("owners:hand_over", args=[trust.ref, tom.person.ref])
    assert page in managing.get(choose).content.decode()
    assert "Letters (1)" in managing.get(page).content.decode()
    sent = managing.post(page, {"on": [project.ref], "to": una.person.ref, "why": "A new post"})
    assert (sent.status_code, Promise.objects.get().owner) == (302, una.person)
    said = managing.get(reverse("promises:detail", args=[promise.ref])).content.decode()
    assert ("Tom Contact looked after it" in said, "A new post" in said) == (True, True)


def test_a_refusal_keeps_what_was_typed(managing, trust, tom, una, project):
    owes(tom, una, project)
    page = reverse("owners:hand_over", args=[trust.ref, tom.person.ref])
    answer = managing.post(page, {"on": [project.ref], "to": una.person.ref, "why": "A new post"})
    said = answer.content.decode()
    assert ("is owed to Una Staff" in said, "A new post" in said) == (True, True)


def test_a_colleagues_page_leads_to_handing_over_and_a_contributors_does_not(
    managing, trust, tom, meg, project
):
    owes(tom, meg, project)
    page = reverse("owners:hand_over", args=[trust.ref, tom.person.ref])
    found = {
        one: page in managing.get(reverse("people:detail", args=[one.person.ref])).content.decode()
        for one in (tom, meg)
    }
    assert found == {tom: True, meg: False}
    assert "What they look after" not in (
        managing.get(reverse("people:detail", args=[meg.person.ref])).content.decode()
    )


def test_who_has_left_is_marked(managing, tom, meg, project):
    owes(tom, meg, project)
    assert "No longer works here" not in managing.get(reverse("owners:choose")).content.decode()
    tom.roles.update(until=clock.today() - dt.timedelta(days=1))
    assert "No longer works here" in managing.get(reverse("owners:choose")).content.decode()


def test_other_organisations_are_not_found(client, trust, tom, meg, project):
    owes(tom, meg, project)
    stranger = builders.staff_user(Role.PPI_MANAGER, builders.organisation())
    client = builders.sign_in(client, stranger)
    assert client.get(reverse("owners:hand_over", args=[trust.ref, tom.person.ref])).status_code == 404
    assert "Tom Contact" not in client.get(reverse("owners:choose")).content.decode()


def test_an_absence_is_written_down_and_ended(managing, trust, tom, una):
    day, last = clock.today(), clock.today() + dt.timedelta(days=9)
    days = {
        **{f"first_day_{n}": part for n, part in enumerate((day.day, day.month, day.year))},
        **{f"last_day_{n}": part for n, part in enumerate((last.day, last.month, last.year))},
    }
    sent = managing.post(
        reverse("owners:mark_away"), {"person": tom.person.ref, "deputy": una.person.ref, **days}
    )
    assert (sent.status_code, Absence.objects.get().deputy) == (302, una.person)
    assert "Una Staff" in managing.get(reverse("owners:absences")).content.decode()
    managing.post(reverse("owners:end_absence", args=[Absence.objects.get().ref]))
    assert not Absence.objects.not_over().exists()


def test_the_list_of_owners_costs_the_same_for_many(managing, trust, tom, meg, project):
    owes(tom, meg, project)
    managing.get(reverse("owners:choose"))
    with CaptureQueriesContext(connection) as one:
        managing.get(reverse("owners:choose"))
    for _more in range(30):
        owes(builders.staff_user(Role.PROJECT_STAFF, trust), meg, project, subject=builders.person())
    with CaptureQueriesContext(connection) as many:
        managing.get(reverse("owners:choose"))
    assert len(one) == len(many)
