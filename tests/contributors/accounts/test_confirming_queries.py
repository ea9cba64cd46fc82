"""Who confirms a role: the right people of the right organisation, and nobody else."""

import pytest

from contributors.accounts.confirming.queries import (
    confirmers,
    doubts,
    may_confirm,
    must_wait,
    waiting_for,
)
from contributors.accounts.models import StaffRole, User
from coproduce.foundation import clock
from coproduce.foundation.promises.models import EscalationSettings
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("Harbour Trust")


@pytest.fixture
def other():
    return builders.organisation("Hill Trust")


def administrator(organisation, name):
    user = builders.staff_user("administrator", organisation, name=name)
    user.is_staff = True
    user.save()
    return user


def superuser(name="Sue Super"):
    user = builders.account(builders.person(name, email=f"{name.split()[0].lower()}@example.org"))
    user.is_superuser = user.is_staff = True
    user.save()
    return user


def asked(organisation, by, role="finance", user=None) -> StaffRole:
    user = user or builders.account(builders.person("Nia New", email="nia@example.org"))
    return StaffRole.objects.create(user=user, organisation=organisation, role=role, waits=True, asked_by=by)


def names(role) -> list[str]:
    return sorted(str(user.person.name) for user in confirmers(role))


def test_only_administrators_of_that_organisation_confirm(trust, other):
    ada, bea = administrator(trust, "Ada Admin"), administrator(trust, "Bea Other")
    away = administrator(other, "Oda Away")
    builders.staff_user("ppi_manager", trust, name="Mo Manager")
    User.objects.filter(pk=builders.staff_user("reporting", trust, name="Rae").pk).update(is_staff=True)
    role = asked(trust, ada)
    assert names(role) == ["Bea Other"]
    assert [may_confirm(role, user) for user in (ada, role.user, bea, away)] == [False, False, True, False]


def test_nobody_confirms_their_own_role_nor_with_a_closed_account(trust):
    ada, bea, cleo = (administrator(trust, name) for name in ("Ada Admin", "Bea Other", "Cleo Closed"))
    User.objects.filter(pk=cleo.pk).update(is_active=False)
    assert names(asked(trust, ada, user=bea)) == []
    assert names(asked(trust, ada)) == ["Bea Other"]


def test_without_another_administrator_the_managers_of_that_organisation_confirm(trust, other):
    ada = administrator(trust, "Ada Admin")
    for organisation, role, name in (
        *((trust, "ppi_manager", "Mo Manager"), (trust, "finance", "Fay Finance")),
        (other, "ppi_manager", "Olu Away"),
    ):
        builders.staff_user(role, organisation, name=name)
    assert names(asked(trust, ada)) == ["Mo Manager"]


def test_the_head_of_that_organisation_confirms_while_they_work_there(trust, other):
    ada = administrator(trust, "Ada Admin")
    head = builders.staff_user("read_only", trust, name="Hal Head")
    EscalationSettings.objects.create(organisation=trust, head=head.person)
    away = builders.staff_user("read_only", other, name="Hera Away")
    EscalationSettings.objects.create(organisation=other, head=away.person)
    StaffRole.objects.create(user=away, organisation=trust, role="reporting")
    role = asked(trust, ada)
    assert names(role) == ["Hal Head"]
    StaffRole.objects.filter(user=head).update(ended_at=clock.now())
    StaffRole.objects.create(user=head, organisation=other, role="reporting")
    assert names(role) == []


def test_who_names_no_head_has_none(trust):
    ada = administrator(trust, "Ada Admin")
    EscalationSettings.objects.create(organisation=trust, head=None)
    builders.staff_user("read_only", trust, name="Rea Donly")
    sue = superuser()
    role = asked(trust, ada)
    assert names(role) == ["Sue Super"]
    assert [may_confirm(role, sue), waiting_for(sue)] == [True, [role]]


@pytest.mark.parametrize("role", ["finance", "reporting"])
def test_only_the_superuser_who_sets_up_alone_gives_power_alone(trust, role):
    sue, ada = superuser(), administrator(trust, "Ada Admin")
    has_power = role == "finance"
    assert [
        must_wait(asked(trust, by, role, user=builders.contributor_user(trust))) for by in (sue, ada)
    ] == [*(has_power, has_power)]
    alone = builders.organisation("New Trust")
    assert must_wait(asked(alone, sue, role, user=builders.contributor_user(trust))) is False
    assert must_wait(asked(alone, ada, role, user=builders.contributor_user(trust))) is has_power


def test_a_role_waits_for_those_of_its_organisation(trust, other):
    ada, bea, away = (
        *(administrator(trust, "Ada Admin"), administrator(trust, "Bea Other")),
        administrator(other, "Oda Away"),
    )
    EscalationSettings.objects.create(organisation=trust, head=away.person)
    role = asked(trust, ada)
    sue = superuser()
    assert [waiting_for(user) for user in (ada, bea, away, sue)] == [[], [role], [], [role]]


def test_a_name_of_another_organisation_is_no_doubt(trust, other):
    ada = administrator(trust, "Ada Admin")
    builders.staff_user("reporting", other, name="Nia New")
    role = asked(trust, ada)
    User.objects.filter(pk=role.user_id).update(last_login=clock.now())
    role.refresh_from_db()
    assert doubts(role) == []
    builders.staff_user("reporting", trust, name="nia new")
    assert len(doubts(role)) == 1


def test_an_administrator_who_is_alone_waits_all_the_same(trust):
    ada = administrator(trust, "Ada Admin")
    role = asked(trust, ada)
    assert (names(role), must_wait(role)) == ([], True)
    role.asked_by = None
    assert must_wait(role) is True
