"""Keyset paging: page 2,000 costs what page 1 costs.

A page is found by the last row's sort key, never by counting rows (performance.md, F1).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from coproduce.foundation.pages.forms import FilterForm

COUNT_UP_TO = 1_000  # beyond this a total is "more than": counting all rows is what gets slow


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, the way on and back, a cheap total; how it is narrowed and taken away.

    `total` counts up to one more than COUNT_UP_TO. `kept`: the filters, for a form that goes on.
    """

    rows: list[Any]
    total_label: str
    next_url: str = ""
    previous_url: str = ""
    total: int = 0
    form: FilterForm | None = None
    filtered: bool = False
    clear_url: str = ""
    sheet_url: str = ""
    kept: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page(queryset: models.QuerySet[Any], request: HttpRequest, *, key: str, size: int = 25) -> Page:
    """Return the page of `queryset` the address asks for, ordered by `key` ("-" for newest first).

    Ties are broken by id. A cursor that was tampered with shows the first page.
    """
    descending = key.startswith("-")
    field = key.lstrip("-")
    total = queryset.order_by().values("pk")[: COUNT_UP_TO + 1].count()
    salt = f"page:{queryset.model._meta.label}:{key}"  # a place in one list means nothing in another
    cursor, backwards = _read(request, salt)
    downwards = descending != backwards
    rows_query = queryset.order_by(*(("-" if downwards else "") + name for name in (field, "id")))
    if cursor:
        rows_query = rows_query.filter(_beyond(field, cursor, downwards))
    rows = list(rows_query[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (bool(cursor), more) if backwards else (more, bool(cursor))
    return Page(
        rows,
        total_label(total),
        _link(request, "after", rows[-1], field, salt) if has_next and rows else "",
        _link(request, "before", rows[0], field, salt) if has_previous and rows else "",
        total,
    )


def total_label(total: int) -> str:
    """Return a total as words: exact up to a thousand, then "more than 1,000"."""
    if total > COUNT_UP_TO:
        return _("more than %(n)s") % {"n": f"{COUNT_UP_TO:,}"}
    return f"{total:,}"


def _read(request: HttpRequest, salt: str) -> tuple[list[Any] | None, bool]:
    backwards = "before" in request.GET
    text = request.GET.get("before") or request.GET.get("after")
    if not text:
        return None, False
    try:
        return signing.loads(text, salt=salt), backwards
    except signing.BadSignature:
        return None, False


def _beyond(field: str, cursor: list[Any], downwards: bool) -> models.Q:
    value, pk = cursor
    side = "lt" if downwards else "gt"
    # The first condition alone is a range of the index; the second only settles ties.
    at_or_beyond = models.Q(**{f"{field}__{side}e": value})
    return at_or_beyond & (models.Q(**{f"{field}__{side}": value}) | models.Q(**{f"id__{side}": pk}))


def starting_at(row: Any, *, key: str) -> str:
    """Return the query of that page of a list, ordered downwards by `key`, which begins with this row."""
    salt = f"page:{type(row)._meta.label}:{key}"
    cursor = [_value(row, key.lstrip("-")), row.pk + 1]
    return f"?{urlencode({'after': signing.dumps(cursor, salt=salt, compress=False)})}"


def _value(row: Any, field: str) -> Any:
    value = row
    for part in field.split("__"):
        value = getattr(value, part)
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def _link(request: HttpRequest, direction: str, row: Any, field: str, salt: str) -> str:
    value = _value(row, field)
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("before", None)
    query[direction] = signing.dumps([value, row.pk], salt=salt, compress=False)
    return f"?{query.urlencode()}"
