"""Good plans quickly: take meeting after meeting with the least harm, then change one or two at a time."""

import random
import time
from collections.abc import Sequence
from itertools import combinations

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
        self.reach = max(problem.weights)
        top = max(loads) + self.reach * len(problem.meetings)
        self.start: Levels = [0] * (top + 2)  # one more than anybody reaches
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
        found, best = list(picks), self.problem.score(picks)
        while True:
            before = best
            best = self._one_by_one(found, best)
            if best == before:
                best = self._two_by_two(found, best, deadline)
            if best == before or time.perf_counter() > deadline:
                return best, tuple(found)

    def _one_by_one(self, picks: list[int], best: Score) -> Score:
        """Give each meeting its best choice, the others as they are. `picks` is changed in place."""
        for meeting in range(len(picks)):
            levels, total = self._without(picks, meeting)
            better = self._better(levels, total, meeting, best)
            if better is not None:
                picks[meeting] = better
                best = self.problem.score(picks)
        return best

    def _two_by_two(self, picks: list[int], best: Score, deadline: float) -> Score:
        """Change pairs of meetings together, each pair once. `picks` is changed in place."""
        for first, second in combinations(range(len(picks)), 2):
            rest, total = self._without(picks, first, second)
            least = min(self.sizes[second])
            top, bottom = best[0] + 1, max(best[0] - self.reach, 1)  # the levels that tell who is better
            for choice, step in enumerate(self.steps[first]):
                size = total + self.sizes[first][choice]
                levels = rest[:]
                add(levels, step, range(top, bottom - 1, -1))
                if levels[best[0] + 1] or (levels[best[0]].bit_count(), size + least) >= best[1:]:
                    continue
                better = self._better(levels, size, second, best)
                if better is not None:
                    picks[first], picks[second] = choice, better
                    best = self.problem.score(picks)
            if time.perf_counter() > deadline:
                break
        return best

    def _without(self, picks: Sequence[int], *left: int) -> tuple[Levels, int]:
        levels, total = self.start[:], self.before
        for meeting, pick in enumerate(picks):
            if meeting not in left:
                add(levels, self.steps[meeting][pick])
                total += self.sizes[meeting][pick]
        return levels, total

    def _better(self, levels: Levels, total: int, meeting: int, best: Score) -> int | None:
        """Return the best choice for one more meeting, if it makes a better plan than `best`."""
        heaviest, wanted, found = best[0], best[1:], None
        if levels[heaviest + 1]:
            return None
        there, too_many, reach = levels[heaviest], 0, 0
        for weight, side in self.problem.sides:
            too_many |= side & levels[max(heaviest + 1 - weight, 0)]
            reach |= side & levels[max(heaviest - weight, 0)]
        for choice, people in enumerate(self.problem.meetings[meeting]):
            if people & too_many:
                continue
            reached = (there | people & reach).bit_count(), total + self.sizes[meeting][choice]
            if reached < wanted:
                wanted, found = reached, choice
        return found


def add(levels: Levels, step: Step, changed: range | None = None) -> None:
    """Let one more meeting leave people out. Changes `levels`, from the highest: all, or only some."""
    for weight, people in step:
        if people:
            for level in changed or range(len(levels) - 1, 0, -1):
                levels[level] |= levels[max(level - weight, 0)] & people


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
