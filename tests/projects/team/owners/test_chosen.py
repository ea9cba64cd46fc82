"""Promises chosen one by one: who can have them gets them, and each of the others is named with its reason."""

import datetime as dt

import pytest

from contributors.accounts.models import StaffRole
from contributors.accounts.roles import Role
from coproduce.foundation import clock
from projects.team.owners import actions
from tests import builders
from tests.projects.team.conftest import owes
from tests.projects.team.owners.test_hand_over import owners, told

pytestmark = pytest.mark.django_db


def test_each_organisation_decides_for_its_own(trust, head, tom, una, meg, project):
    """Una works in both, and is on a project of one of them."""
    other = builders.organisation("Elsewhere")
    for user in (tom, una):
        StaffRole.objects.create(user=user, organisation=other, role=Role.PROJECT_STAFF)
    their_project = builders.project(other, lead=tom.person)
    here, there = owes(tom, meg, project), owes(tom, meg, their_project)
    changed, refused = actions.hand_over_chosen([here, there], to=una.person, why="Leave.", by=head)
    assert changed == [here]
    assert [one for one, _why in refused] == [there]
    assert "cannot do" in refused[0][1]
    assert (owners(), told()) == ({here.pk: "Una Staff", there.pk: "Tom Contact"}, [("Una Staff", 1)])


def test_nobody_gets_what_they_are_owed_or_have_or_without_a_role(trust, head, tom, una, meg, project):
    hers, owed = owes(una, meg, project), owes(tom, una, project, subject=una)
    changed, refused = actions.hand_over_chosen([hers, owed], to=una.person, why="Leave.", by=head)
    words = dict(refused)
    assert changed == []
    assert "with Una Staff already" in words[hers]
    assert "is owed to Una Staff" in words[owed]
    una.roles.update(until=clock.today() - dt.timedelta(days=1))
    may_go = owes(tom, meg, project)
    assert actions.hand_over_chosen([may_go], to=una.person, why="Leave.", by=head)[0] == []
