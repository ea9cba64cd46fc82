"""What a child that cleans a file may use. It imports nothing of ours: children run by path."""

import contextlib
import os
import sys
from collections.abc import Callable

SECONDS = 10  # of the processor
NICER = 2  # pages go first, but on a busy machine a file still gets its turn


def run(clean: Callable[[bytes], bytes], *, memory: int, seconds: int = SECONDS) -> None:
    """Clean standard input to standard output, within `seconds` and `memory` bytes of address space."""
    import resource

    os.nice(NICER)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.stdout.buffer.write(clean(sys.stdin.buffer.read()))
