"""What work costs, told so that a busy machine changes nothing.

`cost` counts the processor's time, not the clock's, and a loop of the same moment tells how fast the processor
is just now. `Stretch` tells how much longer than its own work everything on this machine takes.
"""

import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

LOOPS, LOOP_TAKES = 1_000_000, 0.02  # seconds of the processor on an ordinary machine with nothing else to do

WITNESS = """
import sys, time
while True:
    clock, mine = time.monotonic(), time.process_time()
    while time.process_time() - mine < 0.02:
        pass
    print((time.monotonic() - clock) / 0.02, flush=True)
    time.sleep(0.1)
"""


def spent() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def slowness() -> float:
    """Return how many times longer than on an ordinary idle machine this processor takes now; at least one."""
    before = spent()
    sum(range(LOOPS))  # in C: what measures the lines that are reached does not make it slower
    return max(1.0, (spent() - before) / LOOP_TAKES)


def cost(work: Callable[[], Any], tries: int = 2) -> float:
    """Return the least of some tries of a piece of work: processor seconds, as on an ordinary idle machine.

    What is slow is slow each time. Children count when they have ended. What `work` raises comes through.
    """
    least = float("inf")
    for _number in range(tries):
        before = spent()
        work()
        least = min(least, (spent() - before) / slowness())
    return least


class Stretch:
    """A process beside this one that tells, ten times a second, how much longer than its work it took."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen([sys.executable, "-c", WITNESS], stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def end(self) -> float:
        """Stop it, and return the median of what it told; at least one."""
        self._process.terminate()
        told = [float(line) for line in self._process.communicate()[0].split()]
        return max(1.0, statistics.median(told or [1.0]))
