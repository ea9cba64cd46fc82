"""Proof that no plan can do better, by weighing people (Lagrange multipliers).

If people can be weighed so that even the gentlest choice of every meeting adds up to more than all
limits together allow, then no plan keeps the limits. `raise_bound` looks for such weights.
"""

import time
from dataclasses import dataclass, replace
from functools import cached_property

from projects.meetings.series.problem import Problem

TINY = 1e-6
PATIENCE, PATIENCE_OF_SHARES = 40, 5  # rounds without progress before steps get smaller
SMALLER = 0.6
SMALLEST_STEP = 1e-3
FIRST_WEIGHT = 0.2
DEAR = 20.0  # times left out in all that one more person at the top is worth, to begin with


@dataclass(frozen=True)
class Question:
    """Is there a plan with no load above `heaviest`, at most `most` people there, and at most `total` in all?

    None means: no limit. Without `most`, nothing is said about the total either.
    """

    problem: Problem
    heaviest: int
    most: int | None = None
    total: int | None = None

    @cached_property
    def slack(self) -> list[int]:
        """How many more times each person may be left out; below 0 the question is answered: no."""
        pairs = zip(self.problem.weights, self.problem.past, strict=True)
        return [self.heaviest // weight - past for weight, past in pairs]

    @cached_property
    def at_top(self) -> list[bool]:
        """Who stands on the heaviest load when their slack is used up."""
        limit = len(self.problem.meetings)
        return [
            self.most is not None and self.heaviest % weight == 0 and slack <= limit
            for weight, slack in zip(self.problem.weights, self.slack, strict=True)
        ]

    @cached_property
    def limits(self) -> list[int]:
        """How often each person may be left out for free: the last time is paid for by `most`."""
        return [slack - top for slack, top in zip(self.slack, self.at_top, strict=True)]

    @cached_property
    def more_in_all(self) -> int:
        """What this series may add to all loads together."""
        before = sum(w * past for w, past in zip(self.problem.weights, self.problem.past, strict=True))
        return (self.total or 0) - before


@dataclass(frozen=True)
class Bound:
    """Weights for people, the price of one person at the top, and by how much the limits are passed.

    `value` above 0 answers the question with no. `costs` is what leaving out each person costs.
    """

    value: float
    weights: list[float]
    price: float
    costs: list[float]

    @property
    def refuted(self) -> bool:
        return self.value > TINY


def dearer(bound: Bound) -> Bound:
    """Return the bound of a question about `most` as a start for the same one about `total`: people first."""
    return replace(bound, weights=[DEAR * weight for weight in bound.weights], price=DEAR * bound.price)


def raise_bound(question: Question, *, rounds: int, deadline: float, after: Bound | None = None) -> Bound:
    """Search for weights that refute a question; return the best found. Any weights make a true bound.

    `after` is the bound of a question like it, to go on from.
    """
    patience = PATIENCE_OF_SHARES if question.most is None else PATIENCE
    climb = _Climb(question)
    if after:
        climb.back_to(after)
    best, step, waited = climb.look(), 1.0, 0
    now = best
    for _round in range(rounds):
        if best.refuted or step < SMALLEST_STEP or time.perf_counter() > deadline:
            break
        if not climb.go(step, now):
            break
        now = climb.look()
        waited = 0 if now.value > best.value + 1e-3 * abs(best.value) else waited + 1
        best = max(best, now, key=lambda one: one.value)
        if waited >= patience:
            step, waited = step * SMALLER, 0
            climb.back_to(best)
    return best


class _Climb:
    """Weights on their way up: subgradient ascent with some memory of the direction."""

    def __init__(self, question: Question) -> None:
        self.question = question
        problem = question.problem
        number = len(problem.past)
        self.counts_total = question.total is not None
        self.own = [float(one) if self.counts_total else 0.0 for one in problem.weights]
        self.price = 0.0 if question.most is None else 1.0
        self.weights = [0.0 if self.counts_total else FIRST_WEIGHT] * number
        if question.most is None:
            self._share_out()
        self.direction, self.price_direction = [0.0] * number, 0.0
        alike: dict[tuple[int, ...], int] = {}
        for choices in problem.meetings:
            alike[choices] = alike.get(choices, 0) + 1
        members = dict(zip(problem.meetings, problem.members, strict=True))
        self.alike = [(members[choices], many) for choices, many in alike.items()]

    def look(self) -> Bound:
        """Add up the gentlest choices and hold them against the limits. Remembers who they leave out."""
        question, weights = self.question, self.weights
        costs = [own + weight for own, weight in zip(self.own, weights, strict=True)]
        value = -sum(weight * limit for weight, limit in zip(weights, question.limits, strict=True))
        self.slope: list[float] = [-float(limit) for limit in question.limits]
        for choices, many in self.alike:
            sums = [sum(map(costs.__getitem__, people)) for people in choices]
            least = min(sums)
            value += many * least
            for person in choices[sums.index(least)]:
                self.slope[person] += many
        self.price_slope = -float(question.most or 0)
        for person, top in enumerate(question.at_top):
            if top and weights[person] > self.price:
                value -= weights[person] - self.price
                self.slope[person] -= 1
                self.price_slope += 1
        value -= self.price * (question.most or 0) + self.counts_total * question.more_in_all
        return Bound(value, weights, self.price, costs)

    def go(self, step: float, now: Bound) -> bool:
        """Take a step towards a value of 1, which refutes everything. False when there is nowhere to go."""
        self.direction = [0.7 * old + new for old, new in zip(self.direction, self.slope, strict=True)]
        self.price_direction = 0.7 * self.price_direction + self.price_slope
        length = sum(
            way * way
            for way, weight in zip(self.direction, self.weights, strict=True)
            if weight > 0 or way > 0
        )
        if self.counts_total:
            length += self.price_direction**2
        if length < TINY:
            return False
        far = step * max(1.0 - now.value, 0.1) / length
        self.weights = [max(0.0, w + far * way) for w, way in zip(self.weights, self.direction, strict=True)]
        if self.counts_total:
            self.price = max(0.0, self.price + far * self.price_direction)
        elif self.question.most is None:
            self._share_out()
        return True

    def _share_out(self) -> None:
        """Weights that say nothing about a price only count against each other: keep their sum at 1."""
        whole = sum(self.weights)
        number = len(self.weights)
        self.weights = [w / whole for w in self.weights] if whole > TINY else [1.0 / number] * number

    def back_to(self, best: Bound) -> None:
        self.weights, self.price = best.weights, best.price
        self.look()


def least_heaviest(question: Question, bound: Bound) -> int:
    """Return the smallest heaviest load that the bound of a question without `most` leaves possible."""
    if bound.refuted:
        return question.heaviest + 1
    most = max(question.problem.weights)
    return max(0, _up(question.heaviest - (most - 1) + most * bound.value))


def least(limit: int, bound: Bound) -> int:
    """Return the smallest number that the bound of a question with this limit leaves possible."""
    return max(0, _up(limit + bound.value))


def _up(value: float) -> int:
    return int(-(-(value - TINY) // 1))
