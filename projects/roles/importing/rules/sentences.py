"""Gives a sentence that speaks of something else a piece of its own: a fee amid the background. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from projects.roles.data.signs import ALSO, FREE, SENTENCE_SIGNS
from projects.roles.importing.rules.headings import match

END = re.compile(r"(?<=[.!?])\s+(?=[A-Z£“‘\"(])|(?<=[a-z][a-z][.!?])(?=[A-Z][a-z])")
NO_END = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|approx|e\.g|i\.e|eg|ie|etc|vs)|\b[A-Z])\.$")
SIGNS = tuple((re.compile(sign, re.IGNORECASE), name) for sign, name in SENTENCE_SIGNS)


@dataclass(frozen=True)
class Piece:
    """What stands under one heading. `field` is its place in the role, "" while nobody knows one."""

    heading: str
    text: str
    field: str = ""


def sorted_out(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces, each followed by what stood in it and belongs elsewhere. No word is left out."""
    return [part for piece in pieces for part in _parts(piece)]


def _parts(piece: Piece) -> Iterator[Piece]:
    wanted = _wanted(piece)
    if not wanted:
        yield piece
        return
    stays: list[str] = []
    goes: dict[str, list[str]] = {}
    for line in piece.text.split("\n"):
        kept = []
        for sentence in sentences_of(line):
            name = "" if line == piece.heading else _field_of(sentence, wanted)
            if not name or name == piece.field:
                kept.append(sentence)
            else:
                goes.setdefault(name, []).append(sentence)
        if kept or not line:
            stays.append(" ".join(kept))
    if not goes:
        yield piece
        return
    if any(stays) or (piece.heading and not match(piece.heading)[1]):
        yield replace(piece, text="\n".join(stays))
    for name, found in goes.items():
        yield Piece("", "\n".join(found), name)


def _wanted(piece: Piece) -> frozenset[str]:
    if piece.field in FREE:
        return frozenset(name for _sign, name in SIGNS)
    return frozenset(ALSO.get(piece.field, ()))


def _field_of(sentence: str, wanted: frozenset[str]) -> str:
    return next((name for sign, name in SIGNS if name in wanted and sign.search(sentence)), "")


def sentences_of(line: str) -> list[str]:
    """Return the sentences of a line; "Dr. Poole" and "e.g. Leeds" end none."""
    found: list[str] = []
    for part in END.split(line):
        if found and NO_END.search(found[-1]):
            found[-1] += f" {part}"
        elif part.strip():
            found.append(part.strip())
    return found
