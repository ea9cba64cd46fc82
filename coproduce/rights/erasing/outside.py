"""A list of erasures that stands outside the database: a restored backup would bring people back.

One line of JSON for each, with references alone; who was erased is not to be learned from it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from coproduce.foundation import clock
from coproduce.foundation.database import disk

NAME = "erasures.jsonl"


def note(person_ref: str, organisation_ref: str) -> None:
    """Add one erasure and wait until it is on the disk. Raises OSError where that cannot be."""
    folder = Path(settings.ERASURE_LIST)
    folder.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"person": person_ref, "organisation": organisation_ref, "on": str(clock.today())})
    with (folder / NAME).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    disk.settle(folder / NAME)
    disk.settle(folder)


def noted() -> Iterator[tuple[str, str]]:
    """Yield (reference of the person, reference of the organisation), the oldest first, each once.

    A line that a crash left unfinished is passed over.
    """
    path = Path(settings.ERASURE_LIST) / NAME
    seen: set[tuple[str, str]] = set()
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue
        key = (row["person"], row["organisation"])
        if key not in seen:
            seen.add(key)
            yield key
