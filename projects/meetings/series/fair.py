"""The fairest plan in the time there is: polish a few plans, then ask three questions until each gets a no.

Could the heaviest load be less? Could fewer people carry it? Could the loads be less in all?
"""

import random
import time
from dataclasses import dataclass

from projects.meetings.series.bound import Bound, Question, dearer, least, least_heaviest, raise_bound
from projects.meetings.series.polish import Polisher
from projects.meetings.series.problem import Picks, Problem, Score
from projects.meetings.series.search import Found, search

STARTS = 12
SMALL_GROUP = 50
FOR_POLISH, FOR_POLISH_OF_MANY = 0.2, 0.6  # of the time: with many people little can be proved
SHARES = ((0.6, 0.5, 0.5), (1.0, 1.0, 1.0))
"""Of the time left, for each question; then once more for what is still open."""
ROUNDS = 300
WIDEST = (300, 3_000, 100_000)  # states; the last takes some 40 MB
UNKNOWN = -1
ONE = 1  # somebody carries the heaviest load, or it would not be that
SEED = 5


@dataclass(frozen=True)
class Plan:
    """A plan, how good it is, and how good one could be at best. Equal figures are proof.

    `at_best` holds three figures like a score. Each says what can be reached if those before it are as
    they are in `score`: it is only reached for when nothing before it could be better.
    """

    picks: Picks
    score: Score
    at_best: Score

    @property
    def proved(self) -> bool:
        """Whether no plan is better."""
        return self.score == self.at_best


def on_its_own(problem: Problem) -> Picks:
    """Choose each meeting alone, as polls do: the fewest left out, whoever they are."""
    sizes = [[problem.weight_of(people) for people in choices] for choices in problem.meetings]
    return tuple(one.index(min(one)) for one in sizes)


def fairest(problem: Problem, *, seconds: float) -> Plan:
    """Return the fairest plan found in the time given, with what is proved about it."""
    begun = time.perf_counter()
    deadline = begun + seconds
    for_polish = FOR_POLISH if len(problem.past) <= SMALL_GROUP else FOR_POLISH_OF_MANY
    score, picks = polished(problem, STARTS, begun + seconds * for_polish)
    at_best = [UNKNOWN, ONE, UNKNOWN]
    bounds: list[Bound | None] = [None] * 3
    for shares in SHARES:
        for asked, share in enumerate(shares):
            if at_best[asked] == score[asked]:
                continue
            now = time.perf_counter()
            until = now + (deadline - now) * share
            start = bounds[asked]
            if asked == 2:  # two good places to begin; neither is always the better one
                start = dearer(bounds[1]) if bounds[1] and not start else None
            score, picks, best, bounds[asked] = _pressed(problem, score, picks, asked, until, start)
            at_best[asked] = max(at_best[asked], best)  # an earlier bound stays true for better plans
    return Plan(picks, score, (at_best[0], at_best[1], at_best[2]))


def _pressed(
    problem: Problem, score: Score, picks: Picks, asked: int, until: float, bound: Bound | None
) -> tuple[Score, Picks, int, Bound]:
    """Ask one question of better and better plans until the answer is no; return what it could be at best."""
    polisher = Polisher(problem)
    while True:
        question = _question(problem, score, asked)
        bound = raise_bound(question, rounds=ROUNDS, deadline=_middle(until), after=bound)
        found = _searched(question, bound, until)
        if found.picks is None:
            break
        score, picks = polisher.polish(found.picks, _middle(until))
    best = score[asked] if found.complete else min(score[asked], _at_best(question, bound))
    return score, picks, best, bound


def polished(problem: Problem, starts: int, deadline: float) -> tuple[Score, Picks]:
    """Polish plans from several starts and return the best; there is always at least one."""
    polisher, dice = Polisher(problem), random.Random(SEED)  # noqa: S311
    best = polisher.polish(polisher.greedy(), deadline)
    for _start in range(1, starts):
        if time.perf_counter() > deadline:
            break
        best = min(best, polisher.polish(polisher.greedy(dice), deadline))
    return best


def _question(problem: Problem, score: Score, asked: int) -> Question:
    """Ask for something better than a score in its first, second or third figure, the ones before kept."""
    heaviest, most, total = score
    if asked == 0:
        return Question(problem, heaviest - 1)
    if asked == 1:
        return Question(problem, heaviest, most - 1)
    return Question(problem, heaviest, most, total - 1)


def _searched(question: Question, bound: Bound, deadline: float) -> Found:
    """Look at the likeliest plans first: that is quick, and often enough. Then at all."""
    *narrow, at_all = WIDEST
    for widest in narrow:
        found = search(question, bound, widest=widest, deadline=deadline)
        if found.picks is not None or found.complete:
            return found
    return search(question, bound, widest=at_all, deadline=deadline)


def _middle(deadline: float) -> float:
    """Leave half of the time for the search that follows a bound."""
    return (time.perf_counter() + deadline) / 2


def _at_best(question: Question, bound: Bound) -> int:
    if question.total is not None:
        return least(question.total, bound)
    if question.most is not None:
        return least(question.most, bound)
    return least_heaviest(question, bound)
