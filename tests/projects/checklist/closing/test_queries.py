"""What closing asks the data for: this project's, still open, and of the right people."""

import datetime as dt

import pytest
from django.db import transaction

from contributors.accounts.models import StaffRole, User
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from coproduce.foundation.transitions import TransitionRefused
from projects.checklist.closing.actions import drop, reopen
from projects.checklist.closing.queries import ending, never_began, not_noted, to_tell, without_owner
from projects.meetings.models import Meeting
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db
ENDS, MONEY = "roles.review", "claims.pay"
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person)


@pytest.fixture
def elsewhere(trust, manager):
    return builders.project(trust, lead=manager.person)


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa").person


def owe(project, owner, person, kind=ENDS):
    with transaction.atomic():
        return promise.make(
            kinds.get(kind),
            subject=project,
            due_at=clock.now(),
            owner=owner,
            by=None,
            person=person,
            organisation_id=project.organisation_id,
            project_id=project.pk,
        )


def test_what_ends_is_what_belongs_to_this_project(project, elsewhere, manager, rosa):
    here = owe(project, manager.person, rosa)
    owe(elsewhere, manager.person, rosa)
    assert list(ending(project)) == [here]


def test_a_meeting_that_has_begun_waits_for_a_word_on_who_came(project, manager):
    meetings = [builders.meeting(project) for _n in range(4)]
    now = clock.now()
    for one, begins, status in zip(
        meetings,
        (now - SECOND, now, now + SECOND, now - SECOND),
        ("invited", "invited", "invited", "planned"),
        strict=True,
    ):
        counts = dict.fromkeys(("left_out_public", "left_out_staff", "silent_public", "silent_staff"), 0)
        Meeting.objects.filter(pk=one.pk).update(
            **{"starts_at": begins, "ends_at": begins + SECOND, "status": status},
            **{"invited_at": begins - SECOND, **counts} if status == "invited" else {},
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: now)
        assert set(not_noted(project)) == {meetings[0], meetings[1]}


def test_who_is_owed_money_hears_of_it_and_staff_do_not(project, elsewhere, trust, manager, rosa):
    ben, zoe, cara = (builders.contributor_user(trust, name=name).person for name in ("Ben", "Zoe", "Cara"))
    owe(project, manager.person, ben, MONEY)
    owe(project, manager.person, None, MONEY)
    builders.team_member(project, zoe, Side.PUBLIC)
    colleague = builders.staff_user("project_staff", trust, name="Col").person
    builders.team_member(project, colleague, Side.PROFESSIONAL)
    builders.team_member(elsewhere, cara, Side.PROFESSIONAL)
    found = to_tell(project, [rosa, colleague, cara])
    assert {person.name for person in found} == {"Rosa", "Ben", "Zoe", "Cara"}


def test_what_goes_on_needs_somebody_who_works_here(project, elsewhere, trust, manager, rosa):
    fay = builders.staff_user("finance", trust, name="Fay")
    kept, gone, shut = (
        owe(project, person, rosa, kind)
        for person, kind in (
            *((manager.person, MONEY), (fay.person, "claims.look")),
            (builders.staff_user("finance", trust).person, "claims.overdue"),
        )
    )
    owe(elsewhere, fay.person, rosa, MONEY)
    assert list(without_owner(project)) == []
    StaffRole.objects.filter(user=fay).update(ended_at=clock.now())
    StaffRole.objects.create(user=fay, organisation=builders.organisation(), role="finance")
    assert list(without_owner(project)) == [gone]
    User.objects.filter(people=shut.owner_id).update(is_active=False)
    assert set(without_owner(project)) == {gone, shut}
    assert kept.owner == manager.person


def test_a_project_never_began_while_nobody_knows_of_it(project, elsewhere, manager, rosa):
    owe(elsewhere, manager.person, rosa)
    builders.team_member(elsewhere, rosa, Side.PUBLIC)
    assert [never_began(one) for one in (project, elsewhere)] == [True, False]
    builders.team_member(
        project, builders.staff_user("project_staff", project.organisation).person, Side.PROFESSIONAL
    )
    assert never_began(project) is True
    running = builders.project(project.organisation, lead=manager.person, status="running")
    assert never_began(running) is False
    owe(project, manager.person, rosa)
    assert never_began(project) is False


def test_a_public_member_is_enough_to_have_begun(project, manager, rosa):
    builders.team_member(project, rosa, Side.PUBLIC)
    assert never_began(project) is False
    with pytest.raises(TransitionRefused):
        drop(project, why="No money.", by=manager)


def test_what_never_began_is_dropped(project, manager):
    drop(project, why="No money.", by=manager)
    project.refresh_from_db()
    assert project.status == "closed"


def test_only_who_is_on_it_still_hears_that_it_goes_on(project, manager, trust, rosa):
    ben = builders.contributor_user(trust, name="Ben").person
    builders.team_member(project, rosa, Side.PUBLIC)
    owe(project, manager.person, ben, MONEY)
    closed = builders.closed(project, by=manager)
    assert {one.name for one in closed.closings.get().told.all()} == {"Rosa", "Ben"}
    reopen(closed, by=manager, why="There is money again.")
    heard = Notification.objects.filter(kind="checklist/reopened").values_list("recipient__name", flat=True)
    assert list(heard) == ["Rosa"]
