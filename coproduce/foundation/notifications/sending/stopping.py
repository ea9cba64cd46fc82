"""Whether this process was asked to stop. Celery asks its main process alone; the children see it here."""

import mmap
from typing import Any

# One byte that forked children share with the process that imported this module.
_asked = mmap.mmap(-1, 1)


def ask(**_signal: Any) -> None:
    """Let every sender of this process and its children end after the message it is at."""
    _asked[0] = 1


def asked() -> bool:
    """Say whether senders should end now."""
    return _asked[0] == 1


def forget() -> None:
    """Go on after all: for tests, and for whoever starts a worker twice in one process."""
    _asked[0] = 0
