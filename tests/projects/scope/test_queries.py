"""Where the scope of a project stands, and how its statements are read."""

import pytest
from pytest_django.asserts import assertNumQueries

from coproduce.foundation.pages.steps import StepState
from projects.scope import actions, queries, rules
from projects.scope.data import questions
from projects.scope.states import Involvement, ScreenReply
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation())


@pytest.fixture
def project(manager):
    return builders.project(manager.roles.get().organisation, lead=manager.person)


def test_an_empty_scope_says_where_to_begin(project):
    assert queries.state(project) == StepState(
        done=False,
        started=False,
        missing=["Add the first piece of work.", "Say what is fixed, or say that nothing is."],
        summary="not started",
    )


def test_a_scope_becomes_clear_step_by_step(project, manager):
    piece = builders.piece_of_work(project, "First letter")
    assert queries.state(project).missing == [
        "Answer 10 more questions about “First letter”.",
        "Decide how people are involved in “First letter”.",
        "Say what is fixed, or say that nothing is.",
    ]
    nine = {question.key: (ScreenReply.YES, "") for question in questions.QUESTIONS[:9]}
    actions.screen_piece(piece, replies=nine, by=manager)
    builders.decided(piece, Involvement.CO_PRODUCE, by=manager)
    assert queries.state(project).missing == [
        "Answer 1 more question about “First letter”.",
        "Say what people can change. Nothing is open yet.",
        "Say what is fixed, or say that nothing is.",
    ]
    actions.screen_piece(piece, replies={"other_level_known": (ScreenReply.NO, "")}, by=manager)
    builders.influence(project, manager, "limited")
    actions.say_nothing_is_fixed(project, by=manager)
    assert queries.state(project) == StepState(
        done=True, started=True, missing=[], summary="1 of 1 piece of work decided"
    )


def test_informing_only_needs_nothing_open(project, manager):
    piece = builders.piece_of_work(project)
    actions.screen_piece(
        piece, replies={q.key: (ScreenReply.NO, "") for q in questions.QUESTIONS}, by=manager
    )
    builders.decided(piece, Involvement.INFORM_ONLY, by=manager)
    builders.influence(project, manager, "fixed")
    assert queries.state(project).done


def test_a_statement_taken_back_does_not_count(project, manager):
    actions.withdraw_influence(builders.influence(project, manager, "fixed"), why="Wrong", by=manager)
    assert "Say what is fixed, or say that nothing is." in queries.state(project).missing


def test_the_state_takes_four_queries_for_any_number_of_pieces(project, manager):
    for _ in range(12):
        builders.piece_of_work(project)
        builders.influence(project, manager)
    with assertNumQueries(4):
        queries.state(project)


def test_threads_show_the_newest_version_most_open_first_and_taken_back_last(project, manager):
    fixed = builders.influence(project, manager, "fixed")
    limited = builders.influence(project, manager, "limited")
    gone = actions.withdraw_influence(builders.influence(project, manager), why="Wrong", by=manager)
    now = actions.change_influence(limited, kind="open", statement="All", who_decides="The board", by=manager)
    assert queries.threads(project) == [
        rules.Thread(now, [limited]),
        rules.Thread(fixed, []),
        rules.Thread(gone, []),
    ]


def test_another_project_counts_for_nothing(project, manager):
    other = builders.project(project.organisation, lead=manager.person)
    builders.piece_of_work(other)
    builders.influence(other, manager, "fixed")
    actions.say_nothing_is_fixed(builders.project(project.organisation), by=manager)
    assert not queries.state(project).started
    assert (queries.pieces(project), queries.threads(project)) == ([], [])
