"""What may be shown, as a table; and a small attacker who sees every release and every joiner."""

import random
from collections import Counter, defaultdict

import pytest

from coproduce.foundation.pages.steps import StepState
from projects.diversity import rules
from projects.diversity.models import DiversityAim
from projects.diversity.rules import ShownCounts
from projects.diversity.states import ReleaseOutcome


@pytest.mark.parametrize(
    ("asked", "answered", "shown"),
    [
        (0, 0, ShownCounts(ReleaseOutcome.TOO_FEW)),
        (400, 19, ShownCounts(ReleaseOutcome.TOO_FEW)),
        (19, 19, ShownCounts(ReleaseOutcome.TOO_FEW)),
        (15, 40, ShownCounts(ReleaseOutcome.TOO_FEW)),  # most of those who answered have left
        (20, 20, ShownCounts(ReleaseOutcome.MOST, 20)),
        (41, 37, ShownCounts(ReleaseOutcome.MOST, 40)),  # 90.2 %
        (40, 36, ShownCounts(ReleaseOutcome.FIGURES, 40, 35)),  # exactly 90 %
        (62, 20, ShownCounts(ReleaseOutcome.FIGURES, 60, 20)),
        (63, 48, ShownCounts(ReleaseOutcome.FIGURES, 65, 50)),
        (400, 240, ShownCounts(ReleaseOutcome.FIGURES, 400, 240)),
    ],
)
def test_publish(asked, answered, shown):
    assert rules.publish(asked=asked, answered=answered) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "fewer than 8"),
        (1, "fewer than 8"),
        (7, "fewer than 8"),
        (8, "10"),
        (12, "10"),
        (13, "15"),
        (98, "100"),
    ],
)
def test_display(count, shown):
    assert rules.display(count) == shown


@pytest.mark.parametrize(
    ("quarter", "last_quarter", "joined", "refused"),
    [
        ("2027-Q1", "", 0, ""),
        ("2027-Q1", "2027-Q1", 50, str(rules.SAME_QUARTER)),
        ("2027-Q1", "2027-Q2", 50, str(rules.SAME_QUARTER)),
        ("2027-Q2", "2027-Q1", 9, str(rules.TOO_FEW_CHANGED)),
        ("2027-Q2", "2027-Q1", 10, ""),
        ("2028-Q1", "2027-Q4", 10, ""),
    ],
)
def test_refusal(quarter, last_quarter, joined, refused):
    assert rules.refusal(quarter=quarter, last_quarter=last_quarter, joined=joined) == refused


def attacked(publish, *, panel: int, answers: float, batch: int, trials: int = 8000) -> float:
    """Return how often the best guess about one known joiner is right.

    The attacker learns, for every pair of releases, which guess is right more often. Nobody with the
    same eyes can do better.
    """
    chance = random.Random(20270514)  # noqa: S311  # a repeatable attacker, not a key
    seen, truth = [], []
    for _trial in range(trials):
        before = sum(chance.random() < answers for _person in range(panel))
        joiners = [chance.random() < answers for _person in range(batch)]
        seen.append((publish(panel, before), publish(panel + batch, before + sum(joiners))))
        truth.append(joiners[0])
    half = trials // 2
    learned: defaultdict[object, Counter] = defaultdict(Counter)
    for sight, answered in zip(seen[:half], truth[:half], strict=True):
        learned[sight][answered] += 1
    blind = answers >= 0.5
    guesses = (learned[sight].most_common(1)[0][0] if sight in learned else blind for sight in seen[half:])
    return sum(guess == answered for guess, answered in zip(guesses, truth[half:], strict=True)) / half


def released(asked: int, answered: int) -> ShownCounts:
    return rules.publish(asked=asked, answered=answered)


def live(asked: int, answered: int) -> tuple[int, int]:
    return asked, answered


@pytest.mark.parametrize("panel", [40, 120, 400])
@pytest.mark.parametrize("answers", [0.6, 0.7, 0.8])
def test_an_observer_of_every_release_guesses_no_better_than_blind_plus_5_points(panel, answers):
    right = attacked(released, panel=panel, answers=answers, batch=rules.PEOPLE_CHANGED)
    assert right <= answers + 0.05


def test_live_counts_would_tell():
    assert attacked(live, panel=40, answers=0.6, batch=1) > 0.99


def test_rounding_alone_would_tell_too_much_of_somebody_who_joins_alone():
    """Why releases wait for ten people: with one, a step of the rounded number is that person."""
    steps = [
        rules.publish(asked=60, answered=n) != rules.publish(asked=61, answered=n + 1) for n in range(20, 54)
    ]
    assert any(steps)


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([4, 1], "There are too few public members to show this without pointing at someone."),
        ([0, 0, 0], "No public member has a role or a meeting yet."),
        ([0, 0, 1, 3], "1 of 4 public members carries half of the work or more."),
        ([2, 2, 2, 2], "2 of 4 public members carry half of the work or more."),
    ],
)
def test_the_load_in_a_sentence(pieces, words):
    assert rules.load_sentence(pieces) == words


@pytest.mark.parametrize(
    ("aims", "state"),
    [
        (
            [],
            StepState(
                done=False,
                started=False,
                missing=["Say which people this project is about."],
                summary="not started",
            ),
        ),
        (
            [("Carers", "Through the clinic"), ("Young people", "")],
            StepState(
                done=False,
                started=True,
                missing=["Say how you are looking for “Young people”."],
                summary="Carers, Young people",
            ),
        ),
        (
            [("Carers", "Through the clinic")],
            StepState(done=True, started=True, missing=[], summary="Carers"),
        ),
    ],
)
def test_the_step_is_done_when_people_are_named_and_looked_for(aims, state):
    assert rules.state_of([DiversityAim(people=people, how=how) for people, how in aims]) == state
