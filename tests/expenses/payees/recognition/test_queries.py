"""Which choice counts: for the meeting, the role, or everything else. Each way to ask says the same."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from expenses.claims.models import Claim
from expenses.payees.recognition.actions import choose, declare
from expenses.payees.recognition.queries import (
    RECENT,
    activities_of,
    choice_for,
    choice_id,
    chosen,
    declared,
    roles_of,
)
from projects.roles.inviting.actions import withdraw
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def project(trust):
    return builders.project(trust, lead=builders.staff_user("ppi_manager", trust).person)


def member(trust, project):
    user = builders.contributor_user(trust)
    builders.team_member(project, user.person)
    return user


def role_in(project, person):
    return builders.assignment(builders.role(project, offered_by=project.lead.account), person)


def test_the_nearest_choice_of_the_person_counts(trust, project):
    ann, bob = (member(trust, project).person for _one in range(2))
    other = builders.project(trust, lead=project.lead)
    builders.team_member(other, ann)
    plain, own = (builders.meeting(project, ann, bob) for _one in range(2))
    choose(bob, choice="donate", charity="Library")
    choose(bob, choice="voucher", meeting=plain)
    choose(bob, choice="decline", assignment=role_in(other, bob))
    choose(ann, choice="expenses_only")
    choose(ann, choice="less", most_pence=10_00, assignment=role_in(project, ann))
    choose(ann, choice="voucher", meeting=own)

    expected = {
        (ann.pk, own.pk, project.pk): "voucher",
        (ann.pk, plain.pk, project.pk): "less",
        (ann.pk, None, project.pk): "less",
        (ann.pk, None, other.pk): "expenses_only",
        (ann.pk, None, None): "expenses_only",
        (bob.pk, own.pk, project.pk): "donate",
        (bob.pk, plain.pk, project.pk): "voucher",
        (bob.pk, None, other.pk): "decline",
        (bob.pk, None, None): "donate",
    }
    found = {key: choice.choice for key in expected if (choice := choice_for(*key))}
    assert found == expected
    for person, meeting, of in expected:
        Claim.objects.create(person_id=person, organisation=trust, meeting_id=meeting, project_id=of)
    rows = Claim.objects.annotate(recognition=choice_id(), what=chosen("choice"))
    assert {(one.person_id, one.meeting_id, one.project_id): one.what for one in rows} == expected


def test_without_a_choice_nothing_is_said(trust, project):
    ann, bob = (member(trust, project).person for _one in range(2))
    choose(bob, choice="decline")
    assert choice_for(ann.pk, None, project.pk) is None
    builders.claim(ann, trust)
    assert Claim.objects.annotate(recognition=choice_id(), what=chosen("choice")).get().what == ""


def test_a_role_that_is_over_and_a_meeting_of_long_ago_are_not_offered(trust, project):
    ann = member(trust, project)
    mine, over = (role_in(project, ann.person) for _one in range(2))
    withdraw(over, why="Not needed", by=project.lead.account)
    assert list(roles_of(ann.person)) == [mine]

    told = {"status": "held", "invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    for days, title in ((1, "Just so"), (-1, "Long ago")):
        starts = clock.now() - RECENT + dt.timedelta(hours=days)
        builders.meeting(
            project, ann.person, title=title, starts_at=starts, ends_at=starts + dt.timedelta(hours=1), **told
        )
    offered = [one.meeting.title for one in activities_of(ann.person) if one.meeting]
    assert offered == ["Just so"]


def test_what_another_person_declared_is_theirs(trust, project):
    ann, bob = (member(trust, project) for _one in range(2))
    said = {"full_time": True, "unrelated": False, "own_time": False}
    made = declare(bob.person, **said, by=bob)
    assert [declared(one.person, clock.today()) for one in (ann, bob)] == [None, made]
    assert declared(bob.person, clock.today() + dt.timedelta(days=366)) is None
