"""Which equality answers were stopped, outside the database: a restored backup would bring them back.

Marks of random tokens alone, sorted, so that no line tells when somebody stopped, or after whom. Whoever
holds the list learns from it no more than how many there were.
"""

import fcntl
from pathlib import Path

from django.conf import settings

from coproduce.foundation.database import disk

NAME = "stopped.txt"


def note(mark: str) -> None:
    """Add one mark, and wait until it is on the disk. Raises OSError where that cannot be."""
    folder = Path(settings.ERASURE_LIST)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{NAME}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several processes write; each puts a whole new file
        half = folder / f"{NAME}.new"
        with half.open("w", encoding="ascii") as file:
            file.write("".join(f"{one}\n" for one in sorted({*noted(), mark})))
        disk.settle(half)
        half.replace(folder / NAME)
        disk.settle(folder)


def noted() -> set[str]:
    """Return all marks."""
    path = Path(settings.ERASURE_LIST) / NAME
    return set(path.read_text(encoding="ascii").split()) if path.exists() else set()
