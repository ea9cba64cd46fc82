"""Absences keep to one organisation, one person and their own days."""

import datetime as dt

import pytest

from contributors.accounts.models import StaffRole
from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Absence
from projects.team.owners import actions
from projects.team.tasks import find_owners
from tests import builders
from tests.projects.team.conftest import owes
from tests.projects.team.owners.test_hand_over import YESTERDAY, away, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(tom, una):
    """Another organisation where both work as well."""
    organisation = builders.organisation("Elsewhere")
    for user in (tom, una):
        StaffRole.objects.create(user=user, organisation=organisation, role=Role.PROJECT_STAFF)
    return organisation


def leaves(user, organisation) -> None:
    user.roles.filter(organisation=organisation).update(until=clock.today() - YESTERDAY)
    find_owners()


def test_a_new_contact_takes_over_nothing_of_another_project_they_could_see_to(
    trust, head, tom, una, meg, project
):
    other = builders.project(trust, lead=tom.person)
    builders.team_member(other, una.person, "professional")
    here, there = owes(tom, meg, project), owes(tom, meg, other)
    edit(project, head, lead=una.person)
    for promise in (here, there):
        promise.refresh_from_db()
    assert (here.owner, there.owner) == (una.person, tom.person)


def test_an_absence_elsewhere_stands_in_nobodys_way(trust, elsewhere, head, tom, una):
    away(tom, una, elsewhere, head)
    away(una, head, trust, head)
    assert away(tom, head, trust, head).organisation == trust


@pytest.mark.parametrize(
    ("first", "left"),
    [(-2, -1), (-1, -1), (0, None), (1, None)],
    ids=["earlier", "yesterday", "today", "to come"],
)
def test_who_is_back_was_away_until_yesterday_or_not_at_all(trust, head, tom, una, first, left):
    actions.end_absence(away(tom, una, trust, head, first=first), by=head)
    days = [clock.today() + dt.timedelta(days=left)] if left else []
    assert list(Absence.objects.values_list("last_day", flat=True)) == days


def test_who_leaves_is_replaced_only_as_deputy_and_only_there(trust, elsewhere, head, tom, una):
    third = builders.staff_user(Role.PROJECT_STAFF, trust, name="Theo Third")
    hers, there = away(tom, una, trust, head), away(tom, una, elsewhere, head)
    not_hers = away(third, tom, trust, head, first=30, last=40)
    leaves(una, trust)
    deputies = dict(Absence.objects.values_list("pk", "deputy__name"))
    assert deputies == {hers.pk: "Hetty Head", there.pk: "Una Staff", not_hers.pk: "Tom Contact"}


def test_who_leaves_has_no_absences_to_come_and_keeps_the_one_that_began(trust, elsewhere, head, tom, una):
    third = builders.staff_user(Role.PROJECT_STAFF, trust, name="Theo Third")
    began = away(una, tom, trust, head, last=5)
    away(una, tom, trust, head, first=10)
    there = away(una, tom, elsewhere, head, first=10)
    theirs = away(third, tom, trust, head, first=10)
    leaves(una, trust)
    assert set(Absence.objects.values_list("pk", flat=True)) == {began.pk, there.pk, theirs.pk}
