"""The fairest plan: never worse than trying every plan there is, and honest about what it proves."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.meetings.series.fair import fairest, on_its_own
from projects.meetings.series.problem import Problem, Score, worth_a_look

LONG = 30.0  # seconds nobody needs here


@st.composite
def problems(draw, most_people=6, most_meetings=4, most_choices=5) -> Problem:
    people = draw(st.integers(1, most_people))
    sets = st.integers(0, 2**people - 1)
    meetings = draw(
        st.lists(st.lists(sets, min_size=1, max_size=most_choices), min_size=1, max_size=most_meetings)
    )
    past = draw(st.lists(st.integers(0, 4), min_size=people, max_size=people))
    weights = draw(st.lists(st.integers(1, 3), min_size=people, max_size=people))
    return Problem(tuple(map(tuple, meetings)), tuple(past), tuple(weights))


def best_of_all(problem: Problem) -> Score:
    plans = itertools.product(*(range(len(choices)) for choices in problem.meetings))
    return min(problem.score(plan) for plan in plans)


@given(problems())
@settings(max_examples=150, deadline=None)
def test_small_series_are_solved_and_proved_whatever_past_and_weights(problem):
    plan = fairest(problem, seconds=LONG)
    best = best_of_all(problem)
    assert (plan.score, problem.score(plan.picks), plan.at_best) == (best, best, best)


@given(problems(), st.sampled_from([0.0, 1e-4, 1e-3]))
@settings(max_examples=150, deadline=None)
def test_without_time_what_is_said_is_still_true(problem, seconds):
    """A bound is never above the best plan, a proof is never wrong, and the plan is one of the plans."""
    plan = fairest(problem, seconds=seconds)
    best = best_of_all(problem)
    assert plan.score == problem.score(plan.picks) >= best
    assert plan.at_best <= best
    if plan.proved:
        assert plan.score == best


@given(problems())
@settings(max_examples=150, deadline=None)
def test_times_that_are_dropped_were_never_needed(problem):
    fewer = Problem(
        tuple(tuple(worth_a_look(choices)) for choices in problem.meetings), problem.past, problem.weights
    )
    assert best_of_all(fewer) == best_of_all(problem)


@given(problems())
@settings(max_examples=100, deadline=None)
def test_a_fair_plan_is_never_worse_than_each_meeting_on_its_own(problem):
    assert fairest(problem, seconds=LONG).score <= problem.score(on_its_own(problem))


def test_the_same_person_is_not_left_out_of_every_meeting():
    """On its own each meeting leaves out Ann alone; sharing costs more in all and nobody misses all four."""
    ann, others = 0b001, 0b110
    problem = Problem(((ann, others),) * 4, past=(0, 0, 0), weights=(1, 1, 1))
    assert problem.score(on_its_own(problem)) == (4, 1, 4)
    assert fairest(problem, seconds=LONG).score == (2, 3, 6)


def test_who_was_left_out_before_is_spared_now():
    problem = Problem(((0b01, 0b10),) * 2, past=(2, 0), weights=(1, 1))
    plan = fairest(problem, seconds=LONG)
    assert (plan.score, plan.picks) == ((2, 2, 4), (1, 1))


@pytest.mark.parametrize(("weights", "left_out"), [((1, 1), [2, 2]), ((3, 1), [1, 3]), ((1, 3), [3, 1])])
def test_a_weight_shifts_the_load_openly(weights, left_out):
    problem = Problem(((0b01, 0b10),) * 4, past=(0, 0), weights=weights)
    loads = problem.loads(fairest(problem, seconds=LONG).picks)
    assert [load // weight for load, weight in zip(loads, weights, strict=True)] == left_out


def test_twelve_meetings_with_times_for_everybody_leave_nobody_out():
    problem = Problem(((0b1, 0b0),) * 12, past=(0,), weights=(1,))
    assert fairest(problem, seconds=LONG).score == (0, 1, 0)
