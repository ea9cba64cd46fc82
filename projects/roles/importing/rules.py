"""From the lines of a document to pieces, each for a field of the role or for none. Pure; nothing is lost.

A piece that no heading explains has no field: people see it as "not placed yet".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from django.db.models import CharField, Field, TextField

from coproduce.foundation.documents.reading import Line, Look, is_short
from projects.roles.data.headings import HEADINGS, TITLES
from projects.roles.models import RoleVersion, text_fields

LONGEST_TITLE = 120
FEW_WORDS = 8
TITLE = "title"
NUMBER = re.compile(r"(?:\d+(?:\.\d+)*[.)]?|[a-z][.)])\s+")
PRONOUNS = {"i": "you", "me": "you", "my": "your"}
LABELLED = re.compile(r"([^:\n]{2,60}):\s*(\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """What stands under one heading. `field` is its place in the role, "" while nobody knows one."""

    heading: str
    text: str
    field: str = ""


@dataclass(frozen=True)
class Found:
    """What a document says: the title of the role, "" where it has none, and everything else."""

    title: str
    pieces: list[Piece]


@dataclass
class _Reader:
    """Walks down a document; `path` are the headings above, with their level and their field."""

    title: str = ""
    path: list[tuple[int, str]] = field(default_factory=list)
    heading: str = ""
    name: str = ""
    lines: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def close(self) -> None:
        text = "\n".join(self.lines)
        if self.heading or text:
            self.pieces.append(Piece(self.heading, text, self.name))
        self.heading, self.name, self.lines = "", "", []

    def open(self, heading: str, level: int) -> None:
        """Begin what stands under a heading; one that says nothing to us belongs to the one above it."""
        self.close()
        self.path = [one for one in self.path if one[0] < level]
        above = self.path[-1][1] if self.path else ""
        name, exact = match(heading, above=above)
        self.path.append((level, heading if name else above))
        self.heading = heading
        if name:
            self.name = name
            self.lines = [] if exact else [heading]
        elif above:
            self.name, self.lines = match(above)[0], [heading]

    def add(self, line: Line) -> None:
        if line.look in (Look.TITLE, Look.HEADING, Look.MAYBE) and self._is_title(line):
            self.title = line.text
        elif self._is_known(line):
            self.open(line.text, line.level)
        elif line.look != Look.ITEM and (label := _label(line.text)):
            self.label(*label)
        elif line.look in (Look.TITLE, Look.HEADING) or self._may_begin(line):
            self.open(line.text, line.level)
        else:
            self.lines.append(line.text)

    def label(self, label: str, words: str) -> None:
        """Take "Closing date: 5 March 2027", in a line or in two cells beside each other."""
        if _normal(label) in TITLES and not self.title and len(words) <= LONGEST_TITLE:
            self.title = " ".join(words.split())
            return
        self.open(label, len(Look) + FEW_WORDS)
        self.lines.append(words)

    @staticmethod
    def _is_known(line: Line) -> bool:
        """Whether a line is a heading that we know; "1. Background" looks like an item of a list."""
        numbered = line.look == Look.ITEM and line.empty_before
        return (numbered or line.look in (Look.HEADING, Look.MAYBE)) and match(line.text)[1]

    def _may_begin(self, line: Line) -> bool:
        """Whether a short line on its own begins something else: better in no place than in a wrong one."""
        alone = line.look == Look.MAYBE and line.empty_before and not line.text.endswith(":")
        return alone and bool(self.lines)

    def _is_title(self, line: Line) -> bool:
        first = not (self.pieces or self.lines or self.heading)
        known = match(line.text)[0] or _label(line.text)
        is_one = line.look == Look.TITLE or (first and not known)
        return not self.title and is_one and len(line.text) <= LONGEST_TITLE


def pieces_of(lines: Iterable[Line]) -> Found:
    """Return the title and the pieces of a document, in its order."""
    reader = _Reader()
    for table, group in groupby(_tables(lines), key=lambda one: one[0]):
        found = [line for _number, line in group]
        if table:
            _read_table(reader, found)
        else:
            for line in found:
                reader.add(line)
    reader.close()
    return Found(reader.title, reader.pieces)


def _tables(lines: Iterable[Line]) -> Iterator[tuple[int, Line]]:
    """Return each line with the number of the table it is in, 0 outside of one."""
    number, inside = 0, False
    for line in lines:
        if line.look == Look.ROW and (line.first or not inside):
            number += 1
        inside = line.look == Look.ROW
        yield (number if inside else 0), line


def _read_table(reader: _Reader, rows: list[Line]) -> None:
    columns = [match(cell)[1] if cell else False for cell in rows[0].cells]
    if len(rows) > 1 and sum(columns) >= max(1, len(columns) - 1) and len(columns) > 1 and columns[-1]:
        _read_columns(reader, rows)
        return
    for row in rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) == 1 and (is_short(cells[0]) and (match(cells[0])[0] or len(row.cells) > 1)):
            reader.open(cells[0], 1)
        elif len(row.cells) == 2 and len(cells) == 2 and is_short(cells[0]):
            reader.label(cells[0].rstrip(":"), cells[1])
        else:
            reader.lines.append(" | ".join(" ".join(cell.split()) for cell in cells))


def _read_columns(reader: _Reader, rows: Sequence[Line]) -> None:
    """Take a table whose columns have headings, as person specifications have: essential, desirable."""
    heads = rows[0].cells
    first = 0 if match(heads[0])[1] else 1
    for at in range(first, len(heads)):
        reader.open(heads[at], FEW_WORDS)
        for row in rows[1:]:
            cell = row.cells[at] if at < len(row.cells) else ""
            before = row.cells[0] if first and cell else ""
            for line in cell.splitlines():
                reader.lines.append(f"{before}: {line}" if before else line)
    if first:
        without = [row.cells[0] for row in rows[1:] if row.cells[0] and not any(row.cells[1:])]
        reader.lines.extend(without)
    reader.close()


def _label(text: str) -> tuple[str, str] | None:
    """Return ("Closing date", "5 March 2027") of a line that begins with a heading we know, else None."""
    found = LABELLED.fullmatch(text)
    if found and (match(found[1])[1] or _normal(found[1]) in TITLES):
        return found[1].strip(), found[2].strip()
    return None


def match(heading: str, *, above: str = "") -> tuple[str, bool]:
    """Return the field a heading stands for, "" for none, and whether it says no more than that."""
    known = _known()
    words = _normal(heading)
    if above and (found := known.get(f"{_normal(above)} {words}")):
        return found, True
    if found := known.get(words):
        return found, True
    if len(words.split()) > FEW_WORDS:
        return "", False
    held = [one for one in known if _holds(words, one)]
    return (known[max(held, key=len)], False) if held else ("", False)


def _holds(words: str, phrase: str) -> bool:
    """Whether a heading speaks of a phrase: several words anywhere in it, one long word at its start."""
    if " " in phrase:
        return f" {phrase} " in f" {words} "
    return len(phrase) >= FEW_WORDS and f"{words} ".startswith(f"{phrase} ")


def _normal(heading: str) -> str:
    """Return a heading as it is compared: small letters, no numbers before it, no signs, one pronoun."""
    words = NUMBER.sub("", heading.strip().lower(), count=1).replace("’", "'").replace("&", " and ")
    plain = re.sub(r"[^\w']+", " ", words).split()
    return " ".join(PRONOUNS.get(word, word) for word in plain)


@cache
def _known() -> dict[str, str]:
    """Return the field of each heading we know: the labels, and the words of the field."""
    labels = {_normal(str(column.verbose_name)): name for name, column in places().items()}
    said = {_normal(phrase): name for name, phrases in HEADINGS.items() for phrase in phrases}
    return said | labels


@cache
def places() -> dict[str, "Field[str, str]"]:
    """Return the fields of a role that hold words, by name: what a piece can be moved to."""
    columns = [RoleVersion._meta.get_field(one.name) for one in text_fields.FIELDS]
    return {one.name: one for one in columns if isinstance(one, CharField | TextField) and not one.choices}


def joined(name: str, texts: Iterable[str]) -> str:
    """Return texts as a field keeps them: one below the other, or in one line where it has only one."""
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return ("; " if isinstance(places()[name], CharField) else "\n").join(lines)


def too_long(name: str, text: str) -> int | None:
    """Return how many characters a field takes, where a text has more; else None."""
    longest = places()[name].max_length
    return longest if longest and len(text) > longest else None
