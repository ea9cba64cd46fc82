"""Every plan that a bound leaves possible, meeting by meeting; plans that treat people alike are one.

How often each person was left out so far is one whole number with a few bits for each of them. It
starts so that a bit of its own (the flag) is set as soon as somebody's slack is used up.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from projects.meetings.series.bound import TINY, Bound, Question
from projects.meetings.series.problem import Picks, people_in

LOOK_AT_CLOCK = 2_000  # steps

Trail = tuple["Trail", int, int] | None
"""How a state was reached: what came before, meeting, choice."""


@dataclass(frozen=True)
class Found:
    """A plan that answers the question with yes, if any. `complete`: without one, there is none."""

    picks: Picks | None
    complete: bool


def search(question: Question, bound: Bound, *, widest: int, deadline: float) -> Found:
    """Look for a plan within the limits of a question. Keeps at most `widest` states after a meeting."""
    if bound.refuted or min(question.slack) < 0:
        return Found(None, complete=True)
    walk = _Walk(question, bound)
    states, complete = walk.begin(), True
    for step in range(len(walk.steps)):
        states, in_time = walk.advance(states, step, deadline)
        if not in_time:
            return Found(None, complete=False)
        states = walk.still_possible(states, step + 1)
        if len(states) > widest:
            best = sorted(states.items(), key=lambda item: item[1][0])[:widest]
            states, complete = dict(best), False
        if not states:
            return Found(None, complete=complete)
    return Found(walk.best(states.values()), complete=complete)


class _Walk:
    """The same for all states: what choices cost beyond the gentlest, and where each person's bits are."""

    def __init__(self, question: Question, bound: Bound) -> None:
        self.question, self.bound = question, bound
        problem = question.problem
        number, longest = len(problem.past), len(problem.meetings)
        self.width = (longest + 1).bit_length() + 1
        self.flag = 1 << (self.width - 1)
        self.slack = [min(slack, longest + 1) for slack in question.slack]
        self.ones = [1 << self.width * person for person in range(number)]
        self.full = sum(self.flag * one for one in self.ones)
        tops = [p for p in range(number) if question.at_top[p]]
        self.top = sum(self.flag * self.ones[p] for p in tops)
        self.toll = {p: max(0.0, bound.price - bound.weights[p]) for p in tops}
        self.gap = -bound.value + TINY
        self.steps = sorted(map(self._step, range(longest)), key=lambda step: (len(step[1]), step[1]))
        self.to_come = self._to_come()

    def _step(self, meeting: int) -> tuple[int, list[tuple[float, int, int]]]:
        """Return a meeting with its choices that are not too dear: (cost beyond the least, bits, choice)."""
        choices = self.question.problem.members[meeting]
        sums = [sum(map(self.bound.costs.__getitem__, people)) for people in choices]
        least = min(sums)
        return meeting, sorted(
            (cost - least, sum(map(self.ones.__getitem__, people)), choice)
            for choice, (cost, people) in enumerate(zip(sums, choices, strict=True))
            if cost - least <= self.gap
        )

    def _to_come(self) -> list[list[int]]:
        """After so many steps, how often each person can still be left out at most."""
        found = [[0] * len(self.ones)]
        for meeting, rows in reversed(self.steps):
            somewhere = 0
            for _cost, _bits, choice in rows:
                somewhere |= self.question.problem.meetings[meeting][choice]
            more = found[-1][:]
            for person in people_in(somewhere):
                more[person] += 1
            found.append(more)
        return found[::-1]

    def begin(self) -> dict[int, tuple[float, Trail]]:
        bits = sum((self.flag - slack) * one for slack, one in zip(self.slack, self.ones, strict=True))
        most = self.question.most
        if most is not None and (bits & self.top).bit_count() > most:
            return {}
        return {bits: (self._tolls(bits & self.top), None)}

    def _tolls(self, flags: int) -> float:
        """Return what people who just reached the top cost beyond what the bound has counted."""
        if not flags:
            return 0.0
        return sum(self.toll[place // self.width] for place in people_in(flags))

    def advance(
        self, states: dict[int, tuple[float, Trail]], step: int, deadline: float
    ) -> tuple[dict[int, tuple[float, Trail]], bool]:
        """Take every choice from every state that the limits allow. False when time is up."""
        meeting, rows = self.steps[step]
        most, gap, top, shift = self.question.most, self.gap, self.top, self.width - 1
        found: dict[int, tuple[float, Trail]] = {}
        done = 0
        for bits, (cost, trail) in states.items():
            used_up = (bits & self.full) >> shift
            done += len(rows)
            if done > LOOK_AT_CLOCK:
                done = 0
                if time.perf_counter() > deadline:
                    return found, False
            for beyond, people, choice in rows:
                if cost + beyond > gap:
                    break
                after = bits + people
                if people & used_up or after in found:
                    continue
                arrived = after & top & ~bits
                dearer = cost + beyond + self._tolls(arrived)
                if dearer > gap or (arrived and most is not None and (after & top).bit_count() > most):
                    continue
                found[after] = dearer, (trail, meeting, choice)
        return found, True

    def still_possible(
        self, states: dict[int, tuple[float, Trail]], step: int
    ) -> dict[int, tuple[float, Trail]]:
        """Drop states in which people the bound counts on can no longer be left out often enough."""
        limits, weights, ahead = self.question.limits, self.bound.weights, self.to_come[step]
        mask = 2 * self.flag - 1
        short = [
            (self.width * person, weights[person], self.flag - self.slack[person] + limit - ahead[person])
            for person, limit in enumerate(limits)
            if weights[person] > TINY and ahead[person] < limit
        ]
        kept = {}
        for bits, (cost, trail) in states.items():
            dearer = cost
            for place, weight, needed in short:
                there = bits >> place & mask
                if there < needed:
                    dearer += weight * (needed - there)
                    if dearer > self.gap:
                        break
            else:
                kept[bits] = cost, trail
        return kept

    def best(self, states: Iterable[tuple[float, Trail]]) -> Picks | None:
        """Return the likeliest plan that keeps the limit in all: the costs so far were only a bound of it."""
        total, problem = self.question.total, self.question.problem
        for _cost, trail in sorted(states, key=lambda state: state[0]):
            picks = self._picks(trail)
            if total is None or problem.score(picks)[2] <= total:
                return picks
        return None

    def _picks(self, trail: Trail) -> Picks:
        """Follow a trail back to its plan."""
        found = [0] * len(self.steps)
        while trail:
            trail, meeting, choice = trail
            found[meeting] = choice
        return tuple(found)
