"""Who works where today, and whose promises are whose: of one organisation, and to the day."""

import datetime as dt

import pytest

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Absence, EscalationSettings, Promise
from projects.team.owners.queries import (
    Staff,
    can_change_hands,
    has_left,
    owned_alone,
    owned_by,
    owners,
    staff_people,
    stuck_owners,
)
from tests import builders
from tests.projects.team.conftest import owes
from tests.projects.team.escalation.test_escalation import THEIRS

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def other():
    return builders.organisation()


@pytest.fixture
def theirs(other):
    """A project of another organisation, with its contact and a public contributor."""
    contact = builders.staff_user(Role.PROJECT_STAFF, other, name="Olu Contact")
    project = builders.project(other, lead=contact.person)
    return project, contact, builders.contributor_user(other, name="Oda")


def test_staff_of_one_organisation_their_projects_and_their_head(trust, other, head, tom, project, theirs):
    away, contact, _oda = theirs
    nobody = builders.staff_user(Role.PPI_MANAGER, trust)
    nobody.people.update(account=None)
    meg = builders.contributor_user(trust)
    builders.team_member(project, meg.person)
    builders.team_member(away, head.person, "professional")
    settings = EscalationSettings.objects.create(organisation=trust, head=tom.person)
    EscalationSettings.objects.create(organisation=other, head=contact.person)
    here, there = Staff(trust.pk), Staff(other.pk)
    assert set(here.roles) == {head.person.pk, tom.person.pk}
    assert here.on_projects == {(tom.person.pk, project.pk)}
    assert there.on_projects == {(contact.person.pk, away.pk), (head.person.pk, away.pk)}
    assert (here.heads(), there.heads()) == ([tom.person.pk, head.person.pk], [contact.person.pk])
    EscalationSettings.objects.filter(pk=settings.pk).update(head=contact.person)  # who does not work here
    assert Staff(trust.pk).heads() == [head.person.pk]


def test_who_works_on_a_project(trust, head, tom, project, theirs):
    staff = Staff(trust.pk)
    there = theirs[0].pk
    asked = [
        (tom, project.pk),
        (tom, None),
        (tom, there),
        (head, project.pk),
        (head, None),
        (theirs[1], None),
    ]
    assert [staff.works_on(user.person.pk, where) for user, where in asked] == [
        *(True, True, False, False, True, False)
    ]


def test_what_somebody_looks_after_for_others_where_they_may_look(
    trust, other, head, tom, meg, project, theirs
):
    away, contact, oda = theirs
    mine = owes(tom, meg, project)
    alone = owes(tom, tom, project, subject=tom)
    reminder = owes(tom, tom, project, kind=THEIRS)
    owes(head, meg, project, subject=meg)
    owes(contact, oda, away)
    owes(head, tom, project, subject=head)  # owed to them by somebody else
    owes(tom, tom, away, subject=head)  # theirs alone, in another organisation
    Promise.objects.filter(pk=owes(tom, oda, away, subject=tom).pk).update(owner=tom.person)
    assert list(owned_by(tom.person, [trust.pk])) == [mine]
    assert list(owned_alone(tom.person, trust.pk)) == [alone]
    assert reminder.owner == tom.person
    assert {(one.person.name, one.organisation, one.many) for one in owners([trust.pk])} == {
        ("Tom Contact", trust, 1),
        ("Hetty Head", trust, 2),
    }


def test_a_manager_gives_away_what_is_owed_to_others_in_their_organisation(
    trust, head, tom, meg, project, theirs
):
    away, contact, oda = theirs
    mine = owes(tom, meg, project)
    owes(tom, tom, project, subject=tom)
    owes(contact, oda, away)
    StaffRole.objects.create(user=head, organisation=away.organisation, role=Role.READ_ONLY)
    manager = User.objects.get(pk=head.pk)
    assert Promise.objects.visible_to(manager).filter(project=away).exists()
    assert list(can_change_hands(manager)) == [mine]


def test_people_who_work_here_today(trust, other, head, tom, theirs):
    gone = builders.staff_user(Role.PROJECT_STAFF, trust)
    StaffRole.objects.filter(user=gone).update(ended_at=clock.now())
    shut = builders.staff_user(Role.PROJECT_STAFF, trust)
    User.objects.filter(pk=shut.pk).update(is_active=False)
    assert [person.name for person in staff_people([trust.pk])] == ["Hetty Head", "Tom Contact"]


def test_who_has_left(trust, other, tom, meg):
    assert has_left(builders.person("No Account", organisation=trust), trust.pk) is False
    assert [has_left(tom.person, one.pk) for one in (trust, other)] == [False, False]
    today = clock.today()
    held = StaffRole.objects.filter(user=tom, organisation=trust)
    held.update(until=today)
    assert has_left(tom.person, trust.pk) is False
    held.update(until=today - DAY)
    assert [has_left(tom.person, one.pk) for one in (trust, other)] == [True, False]
    StaffRole.objects.create(user=tom, organisation=trust, role=Role.REPORTING)
    assert has_left(tom.person, trust.pk) is False
    User.objects.filter(pk=tom.pk).update(is_active=False)
    tom.person.account.is_active = False
    assert has_left(tom.person, other.pk) is True
    StaffRole.objects.create(user=meg, organisation=trust, role=Role.REPORTING, since=today + DAY)
    assert has_left(meg.person, trust.pk) is False  # who has not begun has not left


def test_who_cannot_see_to_what_they_owe_is_found_in_that_organisation(
    trust, other, head, tom, meg, project, theirs
):
    away, contact, oda = theirs
    owes(tom, meg, project)
    owes(contact, oda, away)
    owes(tom, tom, project, subject=tom)
    owes(meg, meg, project, kind=THEIRS, subject=meg)
    assert stuck_owners() == []
    today = clock.today()
    Absence.objects.create(
        organisation=trust, person=head.person, deputy=tom.person, first_day=today, last_day=today + DAY
    )
    assert stuck_owners() == []
    Absence.objects.update(deputy=contact.person)
    assert stuck_owners() == [(contact.person.pk, trust.pk)]
    StaffRole.objects.filter(user=contact).update(ended_at=clock.now())
    assert stuck_owners() == sorted([(contact.person.pk, trust.pk), (contact.person.pk, other.pk)])
