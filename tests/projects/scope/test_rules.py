"""Where step 1 stands, and how the plan of an aspect is set beside what was achieved."""

import pytest

from projects.scope import rules
from projects.scope.aspects.rules import LEFT, RIGHT, compared, draw
from projects.scope.data.questions import QUESTIONS
from projects.scope.models import PieceAspect, PieceOfWork, ScaleLevel
from projects.scope.screening import rules as screening

NAMES = ("Inform", "Consult", "Engage", "Co-design", "Co-produce")
STANDS_FOR = ("inform_only", "involve", "involve", "co_design", "co_produce")
LEVELS = [
    ScaleLevel(pk=order, scale_id=1, order=order, name=name, stands_for=STANDS_FOR[order - 1])
    for order, name in enumerate(NAMES, 1)
]


def aspect(planned=None, achieved=None, **fields):
    levels = {
        name: LEVELS[order - 1] for name, order in (("planned", planned), ("achieved", achieved)) if order
    }
    return PieceAspect(aspect="design", **levels, **{"state": "decided", **fields})


def piece(*rows, yes=None):
    answers = {one.key: "yes" for one in QUESTIONS[:yes]}
    return rules.ScopedPiece(PieceOfWork(title="Letters"), list(rows), answers)


def test_a_statement_alone_is_a_beginning():
    assert rules.state_of([], {"fixed"}).started
    assert not rules.state_of([], set()).started


@pytest.mark.parametrize(
    ("planned", "achieved", "words"),
    [
        (3, 3, "as planned"),
        (3, 4, "more than planned"),
        (3, 2, "less than planned"),
        (3, None, "not known yet"),
        (None, 1, "more than planned"),
    ],
)
def test_what_was_achieved_is_set_beside_the_plan(planned, achieved, words):
    assert compared(aspect(planned, achieved)) == words


@pytest.mark.parametrize(("planned", "achieved"), [(4, 2), (4, None), (None, 2)])
def test_the_picture_marks_the_plan_and_what_was_achieved_on_the_whole_line(planned, achieved):
    found = draw([aspect(planned, achieved)], {1: 5})
    [line] = found.lines
    assert [float(mark.x) for mark in line.ticks] == [LEFT + step * (RIGHT - LEFT) / 4 for step in range(5)]
    assert [n for n, mark in enumerate(line.ticks, 1) if mark.planned] == ([planned] if planned else [])
    assert [n for n, mark in enumerate(line.ticks, 1) if mark.achieved] == ([achieved] if achieved else [])
    said = ("Co-design" if planned else "not now", "Consult" if achieved else "not known yet")
    assert line.words == "Planned: {}. Achieved: {}.".format(*said)


def test_nothing_is_drawn_where_no_level_is_known():
    assert draw([aspect()], {1: 5}) is None


def test_a_piece_is_decided_when_every_aspect_is():
    assert piece(aspect(3), aspect(4)).is_decided
    assert not piece(aspect(3), aspect(state="undecided")).is_decided
    assert not piece().is_decided


def test_everything_that_is_missing_is_said_once():
    state = rules.state_of([piece(aspect(5, why=""), aspect(state="undecided"), yes=8)], {"fixed"})
    assert (state.done, state.started, state.summary) == (False, True, "0 of 1 piece of work decided")
    assert state.missing == [
        "Answer 2 more questions about “Letters”.",
        "Decide how people are involved in “Letters”.",
        "The answers about “Letters” do not all speak for co-production. Say why, or decide again.",
        "Say what people can change. Nothing is open yet.",
    ]


@pytest.mark.parametrize("kinds", [{"open", "fixed"}, {"limited", "nothing"}])
def test_a_scope_is_clear_when_something_is_open_and_what_is_fixed_is_said(kinds):
    assert rules.state_of([piece(aspect(5))], kinds).done


def test_who_is_only_informed_needs_nothing_open_but_what_is_fixed():
    assert rules.state_of([piece(aspect(1))], set()).missing == ["Say what is fixed, or say that nothing is."]


@pytest.mark.parametrize(
    ("before", "after", "less"),
    [("open", "limited", True), ("open", "fixed", True), ("limited", "fixed", True), ("fixed", "open", False),
     ("open", "open", False)],
)  # fmt: skip
def test_less_open_is_less_to_change(before, after, less):
    assert rules.is_less_open(before, after) is less


def test_the_lowest_no_names_what_the_work_is():
    weighing = [one for one in QUESTIONS if one.at_most]
    for one in weighing:
        answers = {other.key: "yes" for other in QUESTIONS} | {one.key: "no"}
        assert screening.at_most(answers) == one.at_most
        assert screening.unsettled(answers) == [one]
        assert screening.needs_reason("co_produce", answers)
        assert not screening.needs_reason("co_design", answers)
    lowest = min((one.at_most for one in weighing), key=screening.FROM_LEAST.index)
    assert screening.at_most({one.key: "no" for one in QUESTIONS}) == lowest
    assert screening.at_most({one.key: "unsure" for one in QUESTIONS}) == "co_produce"
    assert screening.needs_reason("co_produce", {})
