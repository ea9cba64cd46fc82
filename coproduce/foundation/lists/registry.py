"""Every list of the product: what it shows is said once, for spreadsheets and for the tests of all lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from coproduce.foundation.documents.spreadsheet import Kind
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.lists.filters import Filter


@dataclass(frozen=True)
class Column:
    """A column. `value` is a path ("person.name") or a function of the row; None is an empty cell.

    A column shows no more than the page of the list does.
    """

    title: LazyStr
    value: str | Callable[[Any], Any]
    kind: Kind = Kind.TEXT

    def of(self, row: Any) -> Any:
        """Return the value for a row, or None."""
        if callable(self.value):
            return self.value(row)
        for name in self.value.split("."):
            row = getattr(row, name, None)
            if row is None:
                return None
            row = row() if callable(row) else row
        return row


def choice(title: LazyStr, name: str) -> Column:
    """Return a column of a field with choices, in words that begin with a capital."""
    return Column(title, lambda row: capfirst(getattr(row, f"get_{name}_display")()))


def day(title: LazyStr, value: str | Callable[[Any], Any]) -> Column:
    """Return a column of days; a moment becomes its UK day."""
    return Column(title, value, Kind.DAY)


def moment(title: LazyStr, value: str | Callable[[Any], Any]) -> Column:
    """Return a column of moments, on the UK clock."""
    return Column(title, value, Kind.MOMENT)


def pounds(title: LazyStr, value: str | Callable[[Any], Any]) -> Column:
    """Return a column of money: whole pence become pounds."""
    return Column(title, value, Kind.POUNDS)


def number(title: LazyStr, value: str | Callable[[Any], Any]) -> Column:
    """Return a column of whole numbers."""
    return Column(title, value, Kind.NUMBER)


@dataclass(frozen=True)
class ListOf:
    """A list: its address, its name as people read it, what it shows, what narrows it.

    own    the rows are the reader's own: taking them away is nobody else's business and not written down
    stays  why it cannot be taken away (for us: a page then has no link, and the address is not found)
    """

    url: str
    title: LazyStr
    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    own: bool = False
    stays: str = ""


_lists: dict[str, ListOf] = {}


def declare(url: str, **said: Any) -> ListOf:
    """Make a list known. Raises ValueError when the address has one already."""
    if url in _lists:
        raise ValueError(f"{url} is declared twice")
    _lists[url] = ListOf(url, **said)
    return _lists[url]


def declared() -> dict[str, ListOf]:
    """Return every list by the name of its address."""
    return dict(_lists)
