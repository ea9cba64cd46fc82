"""What is written outside the database, in EVIDENCE_DIR: lines of JSON that only grow, a mark of the newest.

It survives a restore of the database, and says then what had been done since. No names, no addresses.
"""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from coproduce.foundation import clock

log = logging.getLogger(__name__)
HEADS, SENT, FILES, NEWEST = "heads.jsonl", "sent.jsonl", "files.jsonl", "newest.json"


def path_of(name: str) -> Path | None:
    """Return where a file stands; None when nothing is kept outside."""
    return Path(settings.EVIDENCE_DIR) / name if settings.EVIDENCE_DIR else None


def note(name: str, **facts: Any) -> str:
    """Add a line with the time. Returns it. A full disk stops nothing: the log tells of it."""
    line = json.dumps({"at": clock.now().isoformat(timespec="seconds"), **facts})
    if path := path_of(name):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a") as file:
                file.write(line + "\n")
        except OSError:
            log.exception("nothing could be written to %s", path.parent)
    return line


def noted(name: str) -> Iterator[dict[str, Any]]:
    """Yield the lines of a file, the oldest first. A line that was cut short is passed over."""
    path = path_of(name)
    if path is None or not path.exists():
        return
    with path.open() as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                continue


def mark_newest(**facts: Any) -> None:
    """Write what the newest state of the database is, in place of what stood there."""
    if path := path_of(NEWEST):
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{NEWEST}.{os.getpid()}")
        half.write_text(json.dumps(facts))
        half.replace(path)


def newest() -> dict[str, Any]:
    """Return the newest state that was marked; empty when there is none."""
    path = path_of(NEWEST)
    try:
        return json.loads(path.read_text()) if path and path.exists() else {}
    except (OSError, ValueError):
        return {}
