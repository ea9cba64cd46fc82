"""What stands in a document, without a word about how it looks. Frozen, typed, plain text only.

Text is never markup: whatever somebody typed is printed as they typed it.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from django.utils.translation import get_language, to_locale

from coproduce.foundation.text import clean_text

T = TypeVar("T")


@dataclass(frozen=True)
class Heading:
    """The heading of what follows: `level` 1 is below the title, 2 below that."""

    text: str
    level: int = 1
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a line end in it stays one."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True)
class Facts:
    """Pairs of a name and what it is: ("Paid on", "Friday 14 May 2027")."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Table:
    """Rows under a row of headers, which is repeated on every page. `numeric`: places of columns of amounts.

    Every row has as many cells as there are headers. Raises ValueError for one that has not.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    kind: str = "table"

    def __post_init__(self) -> None:
        if any(len(row) != len(self.headers) for row in self.rows):
            raise ValueError("a row of a table has a cell for each header")


@dataclass(frozen=True)
class Notes:
    """Short remarks, as a list."""

    lines: tuple[str, ...]
    kind: str = "notes"


Part = Heading | Paragraph | Facts | Table | Notes


@dataclass(frozen=True)
class Document:
    """One document. `issuer` is who it is from; it holds no time of making, so that equal is equal.

    mark: what stands on every page, such as "Draft". large: in large print, 18 point and more.
    Raises ValueError without a title: nobody can tell such a file from another.
    """

    title: str
    issuer: str
    parts: tuple[Part, ...]
    language: str = ""
    mark: str = ""
    large: bool = False

    def __post_init__(self) -> None:
        if not clean_text(self.title):
            raise ValueError("a document has a title")
        object.__setattr__(self, "language", self.language or language_in_use())


def language_in_use() -> str:
    """Return the language texts are written in now, as documents name it: "en-GB"."""
    return to_locale(get_language() or "en-gb").replace("_", "-")


def cleaned(value: Any) -> Any:
    """Return a description (or a part of one) without characters that no page can show."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(cleaned(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: cleaned(getattr(value, one.name)) for one in fields(value)})
    return value
