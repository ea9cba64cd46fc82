"""Whether this process was asked to stop. Celery asks its main process alone; the children see it here."""

import mmap
import struct
import time
from typing import Any

# A moment of the system's monotonic clock that forked children share with the process that imported this.
_asked_at = mmap.mmap(-1, 8)


def ask(**_signal: Any) -> None:
    """Let every sender of this process and its children end after the message it is at."""
    _asked_at[:] = struct.pack("d", time.monotonic())


def asked() -> bool:
    """Say whether senders should end now."""
    return struct.unpack("d", _asked_at[:])[0] > 0


def seconds() -> float:
    """Return how long ago they were asked to, 0 if they were not."""
    return time.monotonic() - struct.unpack("d", _asked_at[:])[0] if asked() else 0


def forget() -> None:
    """Go on after all: for tests, and for whoever starts a worker twice in one process."""
    _asked_at[:] = bytes(8)
