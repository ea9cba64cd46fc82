"""What can be brought in from a file. Each app that has something registers it; imports go only down."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from coproduce.foundation.documents.spreadsheet import Kind
from coproduce.foundation.lazy import LazyStr

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from contributors.accounts.models import Organisation, User
    from contributors.people.importing.models import ImportRow, PeopleImport

Values = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One thing a row may say. `clean` takes a cell and its mark, and returns what is kept as JSON.

    It raises ValidationError with a sentence for the person. `words` are headings that people use for it.
    `needed`: a file without this column is refused. `kind`: how a spreadsheet shows it.
    """

    key: str
    title: LazyStr
    clean: Callable[[str, str], Any]
    words: tuple[str, ...] = ()
    needed: bool = False
    kind: Kind = Kind.TEXT
    example: str = ""


@dataclass
class Verdict:
    """What a row comes to. `problems` are (column key, sentence); `candidates` whom it may be."""

    outcome: str
    person: int | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)


class Judge(Protocol):
    """Says what rows come to, over what is known as it is made. It sees all rows of a file in order."""

    def judge(self, rows: Sequence["ImportRow"]) -> list[Verdict]:
        """Return the verdict of each of some rows."""


@dataclass(frozen=True)
class Telling:
    """How people are told of what was brought in, once somebody says so.

    untold: who was not told yet, as rows with a person. tell: tells all or some, and returns how many.
    words: what they are told.
    """

    untold: Callable[["PeopleImport"], "QuerySet[Any]"]
    tell: Callable[["PeopleImport", "User", Sequence[str] | None], int]
    words: LazyStr


@dataclass(frozen=True)
class RowKind:
    """One kind of row.

    judge: makes the judge of a file. write: writes rows that are new or change something, and returns
    nothing; called inside the transaction, some rows at a time. undo: takes them back the same way and
    returns the numbers of the rows that it could not, each with its reason. export: the rows an
    organisation has, in the shape that is read, for whoever may see them. makes_people: a row may be
    somebody new, and says how they agreed. telling: how people can be told, where they can be.
    """

    key: str
    title: LazyStr
    hint: LazyStr
    columns: tuple[Column, ...]
    judge: Callable[["PeopleImport", "User"], Judge]
    write: Callable[["PeopleImport", Sequence["ImportRow"], "User"], None]
    undo: Callable[["PeopleImport", Sequence["ImportRow"], "User"], dict[int, str]]
    export: Callable[["Organisation", "User"], Iterator[Values]]
    makes_people: bool = False
    capability: str = "edit_people"
    telling: "Telling | None" = None

    def column(self, key: str) -> Column:
        """Return a column. Raises KeyError."""
        return next(one for one in self.columns if one.key == key)


_kinds: dict[str, RowKind] = {}


def register(kind: RowKind) -> RowKind:
    """Make a kind known. Raises ValueError for a key that is taken."""
    if _kinds.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"{kind.key} is registered twice")
    return kind


def get(key: str) -> RowKind:
    """Return a kind. Raises KeyError."""
    return _kinds[key]


def registered() -> Iterable[RowKind]:
    """Return every kind, in the order in which the layers stand: people first."""
    return list(_kinds.values())
