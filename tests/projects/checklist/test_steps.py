"""Where a step stands is read from what both sides said, never stored."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.foundation import clock
from projects.checklist import rules
from projects.checklist.queries import STEPS, five_steps, glance
from projects.checklist.states import Stand, View
from projects.team.states import Side
from tests import builders

STAFF, PUBLIC = Side.PROFESSIONAL, Side.PUBLIC
YES, BUT, NO = View.AGREE, View.CONCERNS, View.DISAGREE


def views(*said) -> list[SimpleNamespace]:
    return [SimpleNamespace(side=side, view=view, counts=not gone) for side, view, *gone in said]


@pytest.mark.parametrize(
    ("started", "said", "where", "words"),
    [
        (False, [], Stand.WAITING, "not started"),
        (True, [], Stand.STARTED, "started"),
        (True, [(STAFF, YES)], Stand.OURS, "staff agree, waiting for public members"),
        (True, [(PUBLIC, YES)], Stand.THEIRS, "public members agree, waiting for staff"),
        (True, [(STAFF, YES), (PUBLIC, BUT)], Stand.AGREED, "both sides agree"),
        (True, [(STAFF, BUT), (PUBLIC, YES), (PUBLIC, YES)], Stand.AGREED, "both sides agree"),
        (
            True,
            [(STAFF, YES), (PUBLIC, YES), (PUBLIC, NO)],
            Stand.OURS,
            "staff agree, waiting for public members, 1 person disagrees",
        ),
        (True, [(STAFF, NO), (STAFF, YES)], Stand.STARTED, "started, 1 person disagrees"),
        (True, [(STAFF, NO), (PUBLIC, NO)], Stand.STARTED, "started, 2 people disagree"),
        # who was taken off the project no longer decides, but what they said is still shown
        (
            True,
            [(STAFF, YES), (PUBLIC, YES), (PUBLIC, NO, "gone")],
            Stand.AGREED,
            "both sides agree, 1 person disagrees",
        ),
        (True, [(STAFF, YES), (PUBLIC, YES, "gone")], Stand.OURS, "staff agree, waiting for public members"),
    ],
)
def test_where_a_step_stands(started, said, where, words):
    assert rules.stand(started, views(*said)) == where
    assert rules.label(where, views(*said)) == words


@pytest.mark.django_db
def test_the_latest_view_of_each_person_counts(project, manager, member):
    builders.sign_off(project, member.person, view="disagree")
    builders.sign_off(project, member.person)
    builders.sign_off(project, manager.person, side=STAFF)
    assert [row.state for row in glance([project])[project.pk]] == [Stand.AGREED, *[Stand.WAITING] * 4]


@pytest.mark.django_db
def test_a_view_stays_beside_the_step_when_the_person_is_taken_off(project, manager, member):
    builders.sign_off(project, member.person, view="disagree")
    project.members.filter(person=member.person).update(left_on=clock.today())
    (one,) = five_steps(project)[0].views
    assert (one.person, one.view, one.counts) == (member.person, View.DISAGREE, False)


@pytest.mark.django_db
def test_each_step_starts_with_its_first_row(project, manager, member):
    def started() -> list[bool]:
        return [row.state == Stand.STARTED for row in glance([project])[project.pk]]

    begin = [
        lambda: builders.piece_of_work(project),
        lambda: builders.budget_line(project),
        lambda: builders.role(project),
        lambda: builders.power_action(project),
        lambda: builders.diversity_aim(project),
    ]
    seen = [started()]
    for first_row in begin:
        first_row()
        seen.append(started())
    assert seen == [[n < done for n in range(5)] for done in range(6)]


@pytest.mark.django_db
def test_what_another_project_has_begun_begins_nothing_here(project, manager):
    builders.piece_of_work(builders.project(project.organisation, lead=manager.person))
    assert {row.state for row in glance([project])[project.pk]} == {Stand.WAITING}


@pytest.mark.django_db
def test_the_full_list_and_the_strip_say_the_same(project, manager, member):
    builders.meeting(project)
    builders.sign_off(project, manager.person, step=4, side=STAFF)
    assert [full.row for full in five_steps(project)] == glance([project])[project.pk]


@pytest.mark.django_db
def test_what_is_missing_comes_from_the_apps(project):
    assert [full.standing for full in five_steps(project)] == [step.state(project) for step in STEPS]
    assert all(full.standing.missing for full in five_steps(project))


def queries(work) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


@pytest.mark.django_db
def test_a_page_of_projects_costs_two_queries(project, manager, member):
    projects = [project, *(builders.project(project.organisation, lead=manager.person) for _n in range(9))]
    for one in projects:
        builders.sign_off(one, manager.person, side=STAFF)
    assert queries(lambda: glance(projects)) == 2
    assert len(glance(projects)) == 10


@pytest.mark.django_db
def test_the_checklist_costs_the_same_for_much_as_for_little(project, manager, member):
    builders.sign_off(project, member.person, view="disagree")
    builders.piece_of_work(project)
    little = queries(lambda: five_steps(project))
    for _n in range(10):
        other = builders.contributor_user(project.organisation)
        builders.team_member(project, other.person)
        builders.sign_off(project, other.person, view="disagree", step=2)
        builders.piece_of_work(project)
        builders.power_action(project)
        builders.diversity_aim(project)
        builders.meeting(project)
        builders.role(project)
    assert queries(lambda: five_steps(project)) == little
    assert little <= 13
