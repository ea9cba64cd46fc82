"""Verifying the chain: every row is what was added, none is missing or slipped in, no end was cut off."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from coproduce.foundation.database import outside
from coproduce.foundation.database.chains import as_text, sha256
from coproduce.foundation.history.chain.rules import FIRST, Head, hash_of, merged, ranges_of
from coproduce.foundation.history.models import ChainLink

CHUNK = 500
FEW_RANGES = 50


def head() -> Head | None:
    """Return the last link of the chain."""
    last = ChainLink.objects.exclude(position=None).order_by("-position").first()
    return Head(last.position, last.hash) if last and last.position else None


def heads_outside() -> list[Head]:
    """Return the heads that were written outside the database, the oldest first."""
    found: list[Head] = []
    for line in outside.noted(outside.HEADS):
        if line.pop("restored", False):  # an administrator let a restored copy go on from here
            found = [one for one in found if one.position <= line["position"]]
        found.append(Head(**line))
    return found


def is_behind(mark: dict[str, Any]) -> bool:
    """Say whether the chain lacks the head that was marked outside as the newest: this is an earlier copy.

    A chain with another beginning is of another database, and nothing is known of it outside.
    """
    if not mark:
        return False
    links = ChainLink.objects.filter(position__in=(1, mark["position"]))
    hashes = dict(links.values_list("position", "hash"))
    return hashes.get(1) == mark["first"] and hashes.get(mark["position"]) != mark["hash"]


def broken_heads() -> Iterator[str]:
    """Yield each head outside that the chain no longer leads through: it was cut off, or made anew."""
    for kept in heads_outside():
        found = ChainLink.objects.filter(position=kept.position).values_list("hash", flat=True).first()
        if found is None:
            yield f"link {kept.position} of {kept.at} is gone: the chain was cut off before it"
        elif found != kept.hash:
            yield f"link {kept.position} is not the one of {kept.at}: the chain was made anew"


class Walk:
    """One walk along the chain. `broken` yields what does not hold, the first broken link first."""

    def __init__(self) -> None:
        self.checked = 0
        self.linked: dict[str, list[tuple[int, int]]] = {}

    def broken(self) -> Iterator[str]:
        joined = ChainLink.objects.exclude(position=None).order_by("position")
        position, previous = 0, FIRST
        for links in _chunks(joined):
            rows = self._rows_of(links)
            for link in links:
                position += 1
                yield from self._place(link, position, previous)
                yield from self._rows(link, rows)
                position, previous = link.position or position, link.hash
        for links in _chunks(ChainLink.objects.filter(position=None).order_by("id"), key="id"):
            rows = self._rows_of(links)
            for link in links:
                yield from self._rows(link, rows)
        yield from self._slipped_in()

    def _place(self, link: ChainLink, position: int, previous: str) -> Iterator[str]:
        if link.position != position:
            yield f"link {position} is missing"
        elif link.previous != previous:
            yield f"link {position} does not follow the one before it"
        elif link.hash != hash_of(link, position=position, previous=previous):
            yield f"link {position} was changed"

    def _rows(self, link: ChainLink, rows: dict[tuple[str, str], dict[int, str]]) -> Iterator[str]:
        self.checked += 1
        ranges = ranges_of(link.ids)
        hashes = rows[link.table_name, link.column_names]
        ids = [one for first, after in ranges for one in range(first, after)]
        gone = [one for one in ids if one not in hashes]
        where = f"{link.table_name} {link.ids} (link {link.position or 'not joined yet'})"
        if gone:
            yield f"{where}: {len(gone)} of {link.row_count} deleted, the first is {gone[0]}"
        elif sha256("".join(hashes[one] for one in ids)) != link.digest:
            yield f"{where}: changed after it was added"

    def _rows_of(self, links: list[ChainLink]) -> dict[tuple[str, str], dict[int, str]]:
        """Return the hashes of the rows that links name, as they are now: {(table, columns): {id: hash}}."""
        found: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for link in links:
            found.setdefault((link.table_name, link.column_names), []).extend(ranges_of(link.ids))
        for (table, _columns), ranges in found.items():
            self.linked[table] = merged([*self.linked.get(table, []), *ranges])
        return {of: _hashes(*of, merged(ranges)) for of, ranges in found.items()}

    def _slipped_in(self) -> Iterator[str]:
        """Rows that stand in no link: they were added past the trigger."""
        for table in chained_tables():
            stray = _outside(table, self.linked.get(table, []))
            if stray and (fresh := ChainLink.objects.filter(table_name=table, position=None)):
                # Rows that were added during this walk have links that it did not see yet.
                late = [one for ids in fresh.values_list("ids", flat=True) for one in ranges_of(ids)]
                stray = _outside(table, merged([*self.linked.get(table, []), *late]))
            for one in stray:
                yield f"{table} {one}: was added past the chain"


def chained_tables() -> list[str]:
    """Return the tables whose rows get links."""
    from django.apps import apps

    from coproduce.foundation.database.chains import ChainedConstraint

    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(isinstance(one, ChainedConstraint) for one in model._meta.constraints)
    )


def _outside(table: str, linked: list[tuple[int, int]], most: int = 20) -> list[int]:
    """Return ids of rows that lie in none of these ranges, which are in order."""
    found: list[int] = []
    ranges = iter(linked)
    first, after = next(ranges, (0, 0))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{table}" ORDER BY id')  # noqa: S608 - a name of our own models
        for (one,) in cursor:
            while one >= after and (following := next(ranges, None)):
                first, after = following
            if not first <= one < after:
                found.append(one)
                if len(found) == most:
                    break
    return found


def _chunks(links: QuerySet[ChainLink], key: str = "position") -> Iterator[list[ChainLink]]:
    after = 0
    while some := list(links.filter(**{f"{key}__gt": after})[:CHUNK]):
        yield some
        after = getattr(some[-1], key)


def _hashes(table: str, columns: str, ranges: list[tuple[int, int]]) -> dict[int, str]:
    if table not in chained_tables() or not ranges:
        return {}
    if len(ranges) > FEW_RANGES:
        ranges = [(ranges[0][0], ranges[-1][1])]
    text = as_text(connection.vendor, [connection.ops.quote_name(one).strip('"') for one in columns.split()])
    where = " OR ".join("(id >= %s AND id < %s)" for _range in ranges)
    with connection.cursor() as cursor:
        sql = f'SELECT id, {text} FROM "{table}" WHERE {where}'  # noqa: S608 - names of our own models
        cursor.execute(sql, [bound for one in ranges for bound in one])
        return {one: sha256(row) for one, row in cursor}
