"""What a link of the chain is: its hash, and the ids it stands for. Pure."""

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from coproduce.foundation.database.chains import sha256
from coproduce.foundation.history.models import ChainLink

FIRST = "0" * 64
"""What the first link has in place of the hash of the one before."""
RANGE = re.compile(r"\[(\d+),(\d+)\)")


@dataclass(frozen=True)
class Head:
    """The last link at some time, as it is kept outside the database."""

    position: int
    hash: str
    at: str = ""


def hash_of(link: ChainLink, *, position: int, previous: str) -> str:
    """Return the hash that joins a link to the one before it."""
    made_at = link.made_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    said = [
        position,
        link.table_name,
        link.column_names,
        link.ids,
        link.row_count,
        link.digest,
        made_at,
        previous,
    ]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")))


def ranges_of(ids: str) -> list[tuple[int, int]]:
    """Return the ranges of ids that a link names: from, and the first one after."""
    return [(int(first), int(after)) for first, after in RANGE.findall(ids)]


def merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for first, after in sorted(ranges):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], after))
        else:
            found.append((first, after))
    return found
