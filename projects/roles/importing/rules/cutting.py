"""From the lines of a document to pieces, each for a field of the role or for none. Pure; nothing is lost.

A piece that no heading explains has no field: people see it as "not placed yet".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from coproduce.foundation.documents.reading import Line, Look, is_short
from projects.roles.importing.rules.headings import FEW_WORDS, is_open, is_title, match
from projects.roles.importing.rules.sentences import Piece, sorted_out

LONGEST_TITLE = 120
LABELLED = re.compile(r"([^:\n]{2,60}):(?!\d\d)\s*(\S.*)", re.DOTALL)
NAMED = re.compile(r"(?:role|job|post) (?:description|profile|specification)\b.{5,}", re.IGNORECASE)
"""A title that says what kind of document it is."""
ASKS = re.compile(r"(?:what|how|who|when|where|why|will|do|does|is|can)\b.*\?", re.IGNORECASE)
SHORT_ANSWER = 12
"""An answer of no more words beside its heading says all there is to say."""
SHORT_LABEL = 3
LABEL_WORDS = 5


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
    labelled: bool = False
    numbered: bool = False  # a heading has been one of a list: "3. Payment"
    led: bool = False  # the heading of this piece began a line in bold
    whole: bool = False  # nothing more belongs to this piece but what stands right below it

    def close(self, *, followed_by: str = "") -> None:
        """End a piece. An empty one goes where the next one is of its field: that says its heading."""
        text = "\n".join(self.lines)
        if text or (self.heading and (not self.name or self.name != followed_by)):
            self.pieces.append(Piece(self.heading, text, self.name))
        self.heading, self.name, self.lines = "", "", []
        self.labelled = self.whole = self.led = False

    def open(self, heading: str, level: int) -> None:
        """Begin what stands under a heading; one that says nothing to us belongs to the one above it."""
        path = [one for one in self.path if one[0] < level]
        above = path[-1][1] if path else ""
        name, exact = match(heading, above=above)
        field_of = name or (match(above)[0] if above else "")
        self.close(followed_by=field_of)
        self.path = [*path, (level, heading if name else above)]
        self.heading, self.name = heading, field_of
        self.lines = [heading] if field_of and not exact else []
        self.whole = bool(name) and not exact and any(letter.isdigit() for letter in heading)

    def add(self, line: Line, after: Line | None = None) -> None:
        """Take a line; `after` is the next one: it tells a heading without a gap from an item of a list."""
        if line.lead:
            self._take_lead(line)
        elif line.look in (Look.TITLE, Look.HEADING, Look.MAYBE) and self._is_title(line):
            self.title = line.text
        elif self._is_known(line) or _is_between(line, after) or self._is_numbered(line, after):
            self.numbered = self.numbered or (line.look == Look.ITEM and match(line.text)[1])
            self.open(line.text, line.level)
            self.whole = (
                self.whole or line.look == Look.TEXT or (line.text.endswith(":") and line.look == Look.ITEM)
            )
        elif line.look != Look.ITEM and (label := self._label(line.text)):
            self.label(*label)
        elif line.look in (Look.TITLE, Look.HEADING) or self._may_begin(line):
            self.open(line.text, line.level)
        else:
            if self.whole and self.lines and line.empty_before and not line.indented:
                self.close()
            self.lines.append(line.text)

    def _take_lead(self, line: Line) -> None:
        """Take a line that begins in bold: a heading with its answer.

        An item that names nothing we know belongs to the heading above its list, unless that one is an item.
        """
        known = match(line.lead)[0] or is_title(line.lead)
        if line.look == Look.ITEM and not known and self.heading and not self.led:
            self.lines.append(f"{line.lead}: {line.text}")
        else:
            self.label(line.lead, line.text)
            self.whole, self.led = False, True  # a list below belongs to it

    def label(self, label: str, words: str) -> None:
        """Take "Closing date: 5 March 2027", in a line or in two cells beside each other."""
        if is_title(label) and not self.title and len(words) <= LONGEST_TITLE:
            self.title = " ".join(words.split())
            return
        self.open(label, len(Look) + FEW_WORDS)
        self.labelled, self.whole = True, len(words.split()) <= SHORT_ANSWER
        self.lines.append(words)

    def _label(self, text: str) -> tuple[str, str] | None:
        """Return ("Closing date", "5 March 2027") of a line that begins with a heading, else None.

        One that says nothing to us counts only below another one: then the lines are a table.
        """
        found = LABELLED.fullmatch(text)
        if not found:
            return None
        words = found[1].split()
        known = match(found[1], signs=len(words) <= LABEL_WORDS)[0] or is_title(found[1])
        below = self.labelled and len(words) <= SHORT_LABEL and found[1][:1].isupper()
        return (found[1].strip(), found[2].strip()) if known or below else None

    @staticmethod
    def _is_known(line: Line) -> bool:
        """Whether a line is a heading that we know; "1. Background" looks like an item of a list."""
        name, exact = match(line.text)
        if line.look == Look.ITEM and line.empty_before:
            few = len(line.text.split()) <= SHORT_LABEL
            return exact or (few and line.text.endswith(":") and is_short(line.text))
        if line.look == Look.MAYBE and line.text.endswith("?"):
            return bool(name)
        return line.look in (Look.HEADING, Look.MAYBE) and exact

    def _is_numbered(self, line: Line, after: Line | None) -> bool:
        """Whether an item of a list is a heading with text below: a question, or one where others were."""
        short = line.look == Look.ITEM and line.empty_before and is_short(line.text)
        if short and line.text.endswith("?") and match(line.text)[0]:
            return after is not None and after.look != Look.ITEM
        below = after is not None and after.look == Look.TEXT and not after.empty_before
        return self.numbered and short and below

    def _may_begin(self, line: Line) -> bool:
        """Whether a short line on its own begins something else: better in no place than in a wrong one."""
        alone = line.look == Look.MAYBE and line.empty_before and not line.text.endswith(":")
        return alone and bool(self.lines or match(line.text)[0])

    def _is_title(self, line: Line) -> bool:
        first = not (self.pieces or self.lines or (self.heading and not is_open(self.heading)))
        asks = ASKS.fullmatch(line.text) is not None
        known = match(line.text, signs=asks)[0] or _is_labelled(line.text)
        is_one = line.look == Look.TITLE or (first and (not known or NAMED.match(line.text)))
        return (
            not self.title and bool(is_one) and 0 < len(line.text) <= LONGEST_TITLE and not is_open(line.text)
        )


def _is_labelled(text: str) -> bool:
    """Whether a line begins with a heading that we know by heart."""
    found = LABELLED.fullmatch(text)
    return found is not None and (match(found[1], signs=False)[1] or is_title(found[1]))


def pieces_of(lines: Iterable[Line]) -> Found:
    """Return the title and the pieces of a document, in its order."""
    reader = _Reader()
    for table, group in groupby(_tables(lines), key=lambda one: one[0]):
        found = [line for _number, line in group]
        if table:
            _read_table(reader, found)
            if reader.labelled:
                reader.close()
        else:
            for line, after in zip(found, [*found[1:], None], strict=True):
                reader.add(line, after)
    reader.close()
    return Found(reader.title, sorted_out(reader.pieces))


def _is_between(line: Line, after: Line | None) -> bool:
    """Whether a line of text is a heading with its answer in the next line, as job boards write it."""
    several = len(line.text.split()) > 1
    known = line.look == Look.TEXT and several and is_short(line.text) and match(line.text)[1]
    return known and after is not None and not match(after.text)[1]


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
    reader.lines.extend(cell for row in rows[1:] for cell in row.cells[len(heads) :] if cell)
    reader.close()
