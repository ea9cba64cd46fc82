"""Places kept for groups: the fairest chances there can be, in exact fractions, and tickets of them.

People who said yes to the same groups are alike here, so a way to fill the places is how many of each kind
it takes. Among all mixtures of such ways the one is chosen whose smallest chance is as large as can be
(maximin), then the next smallest, and so on (leximin). All sums are exact: no solver, no rounding.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from projects.selection.drawing.rules.simplex import solve

TICKETS = 1_000
MOST_WAYS = 20_000
MOST_GROUPS = 3

Way = tuple[int, ...]


@dataclass(frozen=True)
class Kinds:
    """Who is alike: the groups each kind said yes to, and the codes of each."""

    groups: list[frozenset[int]]
    codes: list[list[str]]

    @property
    def sizes(self) -> list[int]:
        return [len(codes) for codes in self.codes]


def kinds_of(said: Mapping[str, frozenset[int]]) -> Kinds:
    """Return the kinds of people, in an order that depends on nothing but what was said."""
    groups = sorted(set(said.values()), key=sorted)
    return Kinds(groups, [sorted(code for code, of in said.items() if of == one) for one in groups])


def can_be_worked_out(places: int, groups: int) -> bool:
    """Say whether the ways to fill the places are few enough, whoever comes."""
    kinds = 2**groups
    return groups <= MOST_GROUPS and math.comb(places + kinds - 1, kinds - 1) <= MOST_WAYS


def ways(kinds: Kinds, places: int, least: Sequence[int]) -> list[Way]:
    """Return every way to fill the places that keeps them for the groups; fewer where fewer came."""
    places = min(places, sum(kinds.sizes))
    there = [
        sum(size for size, of in zip(kinds.sizes, kinds.groups, strict=True) if group in of)
        for group in range(len(least))
    ]
    wanted = [min(most, came) for most, came in zip(least, there, strict=True)]
    found: list[Way] = [()]
    for place, size in enumerate(kinds.sizes):
        after = sum(kinds.sizes[place + 1 :])
        found = [
            (*way, taken)
            for way in found
            for taken in range(min(size, places - sum(way)) + 1)
            if sum(way) + taken + after >= places
        ]
    return [way for way in found if all(n >= wanted[g] for g, n in enumerate(_held(kinds, way, len(least))))]


def _held(kinds: Kinds, way: Way, groups: int) -> list[int]:
    return [sum(n for n, of in zip(way, kinds.groups, strict=True) if group in of) for group in range(groups)]


def leximin(kinds: Kinds, found: Sequence[Way]) -> tuple[list[Fraction], dict[Way, Fraction]]:
    """Return the chance of each kind, and with what chance each way is taken."""
    sizes = kinds.sizes
    settled: dict[int, Fraction] = {}
    columns = [max(found, key=lambda way: (way[kind], way)) for kind in range(len(sizes))]
    columns = list(dict.fromkeys(columns))
    while True:
        free = [kind for kind in range(len(sizes)) if kind not in settled]
        smallest, taken, prices = _master(columns, sizes, free, settled)
        best = max(found, key=lambda way: (_worth(way, sizes, prices), way))
        if _worth(best, sizes, prices) > -prices[-1]:
            columns.append(best)
            continue
        settled |= {kind: smallest for kind in free if prices[kind] > 0}
        if len(settled) == len(sizes):
            return [settled[kind] for kind in range(len(sizes))], taken


def _worth(way: Way, sizes: Sequence[int], prices: Sequence[Fraction]) -> Fraction:
    return sum((price * n / size for n, size, price in zip(way, sizes, prices, strict=False)), Fraction(0))


def _master(
    columns: Sequence[Way], sizes: Sequence[int], free: Sequence[int], settled: Mapping[int, Fraction]
) -> tuple[Fraction, dict[Way, Fraction], list[Fraction]]:
    """Make the smallest free chance as large as these ways allow. Returns it, the mixture, and the prices."""
    width = len(columns) + 1 + len(sizes)
    rows = []
    for kind, size in enumerate(sizes):
        row = [Fraction(way[kind], size) for way in columns] + [Fraction(0)] * (1 + len(sizes))
        row[len(columns)] = Fraction(-1 if kind in free else 0)
        row[len(columns) + 1 + kind] = Fraction(-1)
        rows.append(row)
    rows.append([Fraction(1)] * len(columns) + [Fraction(0)] * (1 + len(sizes)))
    right = [settled.get(kind, Fraction(0)) for kind in range(len(sizes))] + [Fraction(1)]
    cost = [Fraction(0)] * width
    cost[len(columns)] = Fraction(-1)
    values, prices = solve(rows, right, cost)
    taken = {way: values[place] for place, way in enumerate(columns) if values[place]}
    return values[len(columns)], taken, prices


def tickets(
    kinds: Kinds, taken: Mapping[Way, Fraction], *, salt: str, number: int = TICKETS
) -> list[list[str]]:
    """Return a lottery: `number` whole groups of codes, in which everyone of a kind stands equally often.

    Equally often means that no two of a kind differ by more than one ticket. `salt` shuffles who stands
    beside whom; the same salt gives the same tickets.
    """
    counts = _whole(taken, number)
    decks: list[list[str]] = [[] for _codes in kinds.codes]
    rounds = [0] * len(decks)
    made = []
    for way, n in sorted(counts.items()):
        for _ticket in range(n):
            ticket: list[str] = []
            for kind, wanted in enumerate(way):
                mine: list[str] = []
                while len(mine) < wanted:
                    if not decks[kind]:
                        rounds[kind] += 1
                        fresh = _shuffled(kinds.codes[kind], f"{salt}\n{kind}\n{rounds[kind]}")
                        decks[kind] = [*(c for c in fresh if c not in mine), *(c for c in fresh if c in mine)]
                    mine.append(decks[kind].pop(0))
                ticket += mine
            made.append(sorted(ticket))
    return made


def _whole(taken: Mapping[Way, Fraction], number: int) -> dict[Way, int]:
    """Share tickets out: whole numbers below each share, then one more for the largest rests."""
    counts = {way: int(share * number) for way, share in taken.items()}
    rests = sorted(taken, key=lambda way: (counts[way] - taken[way] * number, way))
    for way in rests[: number - sum(counts.values())]:
        counts[way] += 1
    return counts


def _shuffled(codes: Sequence[str], salt: str) -> list[str]:
    return sorted(codes, key=lambda code: hashlib.sha256(f"{salt}\n{code}".encode()).hexdigest())


def lottery(
    said: Mapping[str, frozenset[int]], *, places: int, least: Sequence[int], salt: str
) -> list[list[str]]:
    """Return the tickets of a draw with kept places. `said`: {code: the groups somebody said yes to}."""
    if not said:
        return []
    kinds = kinds_of(said)
    _chances, taken = leximin(kinds, ways(kinds, places, least))
    return tickets(kinds, taken, salt=salt)


def replacement(
    left: Sequence[str], *, stay: Sequence[str], said: Mapping[str, frozenset[int]], least: Sequence[int]
) -> str | None:
    """Return who follows a drop-out: the first in order who leaves the fewest kept places empty."""

    def empty(code: str) -> int:
        there = [*stay, code]
        held = [sum(group in said.get(one, frozenset()) for one in there) for group in range(len(least))]
        return sum(max(most - n, 0) for most, n in zip(least, held, strict=True))

    return min(left, key=lambda code: (empty(code), left.index(code)), default=None)
