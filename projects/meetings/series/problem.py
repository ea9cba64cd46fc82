"""What is asked: one time for each meeting, so that the load is shared. And what "better" means.

People are numbered; a set of people is a whole number with a bit for each of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

Picks = tuple[int, ...]
"""For each meeting, which of its choices is taken."""

Score = tuple[int, int, int]
"""The heaviest load of one person, how many people carry it, all loads together. Less is better."""


@dataclass(frozen=True)
class Problem:
    """A series. `meetings` holds, for each meeting, the sets of people that its times leave out.

    `past` counts how often each person was left out before; `weights` says how much once counts.
    A person's load is weight x (times left out before and in this series).
    """

    meetings: tuple[tuple[int, ...], ...]
    past: tuple[int, ...]
    weights: tuple[int, ...]

    @cached_property
    def sides(self) -> tuple[tuple[int, int], ...]:
        """People of the same weight as (weight, set)."""
        sets: dict[int, int] = {}
        for person, weight in enumerate(self.weights):
            sets[weight] = sets.get(weight, 0) | 1 << person
        return tuple(sets.items())

    @cached_property
    def members(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The same sets, each as the numbers of the people in it."""
        return tuple(tuple(people_in(one) for one in choices) for choices in self.meetings)

    def weight_of(self, people: int) -> int:
        """Return what leaving out a set of people adds to all loads together."""
        return sum(weight * (people & side).bit_count() for weight, side in self.sides)

    def loads(self, picks: Sequence[int]) -> list[int]:
        """Return the load of each person under a plan."""
        times = list(self.past)
        for choices, pick in zip(self.members, picks, strict=True):
            for person in choices[pick]:
                times[person] += 1
        return [weight * many for weight, many in zip(self.weights, times, strict=True)]

    def score(self, picks: Sequence[int]) -> Score:
        """Say how good a plan is: compare scores with <."""
        loads = self.loads(picks)
        heaviest = max(loads)
        return heaviest, loads.count(heaviest), sum(loads)


def people_in(people: int) -> tuple[int, ...]:
    """Return the numbers of the people in a set."""
    found = []
    while people:
        lowest = people & -people
        found.append(lowest.bit_length() - 1)
        people ^= lowest
    return tuple(found)


def worth_a_look(sets: Iterable[int]) -> list[int]:
    """Return the sets that do not hold another one: leaving out fewer of the same people is always better.

    With equal sets the first stays. So a plan made of these is never worse than one made of all.
    """
    kept: list[int] = []
    for people in sorted(dict.fromkeys(sets), key=int.bit_count):
        if not any(fewer & ~people == 0 for fewer in kept):
            kept.append(people)
    return kept
