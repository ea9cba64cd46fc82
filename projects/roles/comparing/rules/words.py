"""What was taken out of a text and what was put in, word by word. Pure, and bounded in time.

A word is what stands between spaces: nothing inside it is ever taken apart, so emoji, accents and
texts that run from right to left stay whole. The shortest way from one text to the other is found
by the algorithm of Myers (1986); where the texts have so little in common that it would take long,
the middle is shown as taken out and put in as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

TOKEN = re.compile(r"\n|[^\S\n]+|\S+")
MOST_STEPS = 400
"""How many words may differ before the middle counts as written anew: under a second for any text."""


class Kind(Enum):
    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, were taken out or were put in."""

    kind: Kind
    text: str

    @property
    def is_gone(self) -> bool:
        return self.kind == Kind.GONE

    @property
    def is_new(self) -> bool:
        return self.kind == Kind.NEW


def compare(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts in order, within each change what has gone first.

    What is kept and gone makes the text before, what is kept and new the text after, letter by letter.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _changes(old[start : len(old) - end], new[start : len(new) - end])
    kept_first = [(Kind.KEPT, token) for token in old[:start]]
    kept_last = [(Kind.KEPT, token) for token in old[len(old) - end :]]
    return list(_joined(_without_islands([*kept_first, *middle, *kept_last])))


def differ(pieces: Sequence[Piece]) -> bool:
    """Say whether anything was taken out or put in."""
    return any(piece.kind != Kind.KEPT for piece in pieces)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two texts begin with in common."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


Marked = list[tuple[Kind, str]]


def _changes(old: list[str], new: list[str]) -> Marked:
    paths = _paths(old, new)
    if paths is None:
        return [(Kind.GONE, token) for token in old] + [(Kind.NEW, token) for token in new]
    return _walk_back(old, new, paths)


def _paths(old: list[str], new: list[str]) -> list[dict[int, int]] | None:
    """Return, for each number of changes, how far each diagonal reaches; None where it would take long."""
    reach = {1: 0}
    paths = []
    for steps in range(min(len(old) + len(new), MOST_STEPS) + 1):
        paths.append(dict(reach))
        for diagonal in range(-steps, steps + 1, 2):
            x = _next_x(reach, diagonal, steps)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            reach[diagonal] = x
            if x >= len(old) and x - diagonal >= len(new):
                return paths
    return None


def _next_x(reach: dict[int, int], diagonal: int, steps: int) -> int:
    down = diagonal == -steps or (
        diagonal != steps and reach.get(diagonal - 1, -1) < reach.get(diagonal + 1, -1)
    )
    return reach[diagonal + 1] if down else reach[diagonal - 1] + 1


def _walk_back(old: list[str], new: list[str], paths: list[dict[int, int]]) -> Marked:
    x, y = len(old), len(new)
    found: Marked = []
    for steps in range(len(paths) - 1, -1, -1):
        reach, diagonal = paths[steps], x - y
        down = diagonal == -steps or (
            diagonal != steps and reach.get(diagonal - 1, -1) < reach.get(diagonal + 1, -1)
        )
        from_x = reach[diagonal + 1] if down else reach[diagonal - 1]
        from_y = from_x - (diagonal + 1 if down else diagonal - 1)
        while x > max(from_x, 0) and y > max(from_y, 0):
            x, y = x - 1, y - 1
            found.append((Kind.KEPT, old[x]))
        if steps:
            found.append((Kind.NEW, new[from_y]) if down else (Kind.GONE, old[from_x]))
        x, y = from_x, from_y
    return found[::-1]


def _without_islands(marked: Marked) -> Iterator[tuple[Kind, str]]:
    """Let a space that alone was kept between two changes belong to both: people read whole phrases."""
    for place, (kind, word) in enumerate(marked):
        is_space = kind == Kind.KEPT and word.isspace() and word != "\n"
        around = marked[place - 1 : place] + marked[place + 1 : place + 2]
        if is_space and len(around) == 2 and all(other != Kind.KEPT for other, _word in around):
            yield from ((Kind.GONE, word), (Kind.NEW, word))
        else:
            yield kind, word


def _joined(marked: Iterator[tuple[Kind, str]]) -> Iterator[Piece]:
    """Join neighbours of a kind; within one change what has gone comes before what is new."""
    waiting: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for kind, token in marked:
        if (kind == Kind.KEPT and (waiting[Kind.GONE] or waiting[Kind.NEW])) or (
            kind != Kind.KEPT and waiting[Kind.KEPT]
        ):
            yield from _told(waiting)
        waiting[kind].append(token)
    yield from _told(waiting)


def _told(waiting: dict[Kind, list[str]]) -> Iterator[Piece]:
    for kind, tokens in waiting.items():
        if tokens:
            yield Piece(kind, "".join(tokens))
            tokens.clear()
