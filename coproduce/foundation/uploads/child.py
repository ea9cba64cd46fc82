"""Files are cleaned in a child process of little time, memory and importance, a few of them at once.

What breaks a reader of files ends that child alone; whoever only looks at a page does not wait for it. At
most half of the threads of a web process clean or wait for their turn: others are asked to try again.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

SECONDS = 30  # of the clock; a child stops itself sooner, by the time it computes
WAITS = 30  # seconds for its turn
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "LANG")  # no secret of ours goes to a child

_places = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))
_turns = threading.BoundedSemaphore(2)


class Busy(Exception):
    """Too many files are being cleaned."""


class CannotClean(Exception):
    """`code` is the exit code of the child; 1 when it was stopped."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn to do heavy work. Raises Busy when too many wait already, or it takes too long."""
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        if not _turns.acquire(timeout=WAITS):
            raise Busy
        try:
            yield
        finally:
            _turns.release()
    finally:
        _places.release()


def cleaned(content: bytes, script: str, *, seconds: int = SECONDS) -> bytes:
    """Return what a script makes of a file. Raises CannotClean and Busy.

    `script` is the path of a module that imports neither Django nor this project.
    """
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    command = [sys.executable, "-I", script]  # no words from outside
    with turn():
        try:
            child = subprocess.run(  # noqa: S603
                command, input=content, capture_output=True, timeout=seconds, env=environment
            )
        except subprocess.TimeoutExpired as problem:
            raise CannotClean(1) from problem
    if child.returncode == 0 and child.stdout:
        return child.stdout
    raise CannotClean(child.returncode or 1)
