"""Good plans quickly: take meeting after meeting with the least harm, then change one or two at a time."""

import random
import time
from collections.abc import Sequence

from projects.meetings.series.problem import Picks, Problem, Score

Levels = list[int]
"""At index k: who has a load of k or more. Adding a meeting is a handful of operations on whole sets."""

Step = tuple[tuple[int, int], ...]
"""A choice as (weight, people left out), one for each weight that occurs."""


class Polisher:
    """Makes plans for one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.steps: list[list[Step]] = [
            [tuple((weight, people & side) for weight, side in problem.sides) for people in choices]
            for choices in problem.meetings
        ]
        self.sizes = [[problem.weight_of(people) for people in choices] for choices in problem.meetings]
        loads = [weight * past for weight, past in zip(problem.weights, problem.past, strict=True)]
        self.before = sum(loads)
        top = max(loads) + max(problem.weights) * len(problem.meetings)
        self.start: Levels = [0] * (top + 1)
        for person, load in enumerate(loads):
            for level in range(load + 1):
                self.start[level] |= 1 << person

    def greedy(self, dice: random.Random | None = None) -> list[int]:
        """Take each meeting's least harmful choice, who was left out often counting threefold each time."""
        order, picks, levels = list(range(len(self.steps))), [0] * len(self.steps), self.start[:]
        if dice:
            dice.shuffle(order)
        for meeting in order:
            harm = [_harm(levels, step) for step in self.steps[meeting]]
            picks[meeting] = harm.index(min(harm))
            add(levels, self.steps[meeting][picks[meeting]])
        return picks

    def polish(self, picks: Sequence[int], deadline: float) -> tuple[Score, Picks]:
        """Change one meeting, then two together, as long as the plan gets better and there is time."""
        best, found = self.problem.score(picks), list(picks)
        while time.perf_counter() < deadline:
            better = self._one(best, found) or self._two(best, found, deadline)
            if not better:
                break
            best = better
        return best, tuple(found)

    def _one(self, best: Score, picks: list[int]) -> Score | None:
        """Change the first meeting whose change makes a plan better; `picks` is changed in place."""
        for meeting in range(len(picks)):
            levels, total = self._without(picks, meeting)
            score, choice = self._least(levels, total, meeting)
            if score < best:
                picks[meeting] = choice
                return score
        return None

    def _two(self, best: Score, picks: list[int], deadline: float) -> Score | None:
        """Change the first pair of meetings that makes a plan better."""
        for first in range(len(picks)):
            for second in range(first + 1, len(picks)):
                rest, total = self._without(picks, first, second)
                for choice, step in enumerate(self.steps[first]):
                    levels = rest[:]
                    add(levels, step)
                    if best[0] + 1 < len(levels) and levels[best[0] + 1]:
                        continue
                    score, other = self._least(levels, total + self.sizes[first][choice], second)
                    if score < best:
                        picks[first], picks[second] = choice, other
                        return score
                if time.perf_counter() > deadline:
                    return None
        return None

    def _without(self, picks: Sequence[int], *left: int) -> tuple[Levels, int]:
        levels, total = self.start[:], self.before
        for meeting, pick in enumerate(picks):
            if meeting not in left:
                add(levels, self.steps[meeting][pick])
                total += self.sizes[meeting][pick]
        return levels, total

    def _least(self, levels: Levels, total: int, meeting: int) -> tuple[Score, int]:
        """Return the best score one more meeting can have, and the choice that has it."""
        top = next(k for k in range(len(levels) - 1, -1, -1) if levels[k])
        return min(
            ((*_heaviest(levels, top, step), total + size), choice)
            for choice, (step, size) in enumerate(zip(self.steps[meeting], self.sizes[meeting], strict=True))
        )


def add(levels: Levels, step: Step) -> None:
    """Let one more meeting leave people out. Changes `levels`."""
    for weight, people in step:
        if people:
            for level in range(len(levels) - 1, 0, -1):
                levels[level] |= levels[max(level - weight, 0)] & people


def _heaviest(levels: Levels, top: int, step: Step) -> tuple[int, int]:
    """Return the heaviest load, and how many carry it, after one more step on top of `levels`."""
    for level in range(min(top + max(weight for weight, _people in step), len(levels) - 1), top, -1):
        there = 0
        for weight, people in step:
            there |= levels[max(level - weight, 0)] & people
        if there:
            return level, there.bit_count()
    there = levels[top]
    for weight, people in step:
        there |= levels[max(top - weight, 0)] & people
    return top, there.bit_count()


def _harm(levels: Levels, step: Step) -> int:
    """Weigh a choice: 1 for each person left out, three times as much for each level they stand on."""
    harm, factor, people = 0, 1, 0
    for _weight, side in step:
        people |= side
    for level in levels[1:]:
        there = (level & people).bit_count()
        if not there:
            break
        harm, factor = harm + 2 * factor * there, factor * 3
    return harm + people.bit_count()
