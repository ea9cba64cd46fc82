"""gunicorn, as production runs it, over the database of a test."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.trust.crew import ROOT, Crew

STARTS_WITHIN = 180  # seconds


class Web:
    """One gunicorn with the settings of its container, and what a browser needs to ask it."""

    def __init__(self, var: Path, processes: int = 1) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "coproduce.wsgi", "--config", "docker/gunicorn.conf.py"]
        environment = Crew("memory://", 1, var, 1).environment | {"WEB_PROCESSES": str(processes)}
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, path: str, cookies: str = "", body: bytes | None = None, kind: str = "") -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        headers = {"Cookie": cookies} | ({"Content-Type": kind} if kind else {})
        link.request("POST" if body is not None else "GET", path, body, headers)
        answer = link.getresponse()
        found = answer.read().decode(errors="replace")
        link.close()
        return answer.status, found

    def seconds(self, path: str, cookies: str = "") -> float:
        began = time.monotonic()
        assert self.ask(path, cookies)[0] == 200
        return time.monotonic() - began

    def kill_one(self) -> None:
        """Kill one of its processes at once, with all that it works on. gunicorn starts another."""
        pid = self.process.pid
        os.kill(int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]), signal.SIGKILL)


@contextmanager
def serving(var: Path, processes: int = 1) -> Iterator[Web]:
    """Start it, wait until it answers, and end it."""
    server = Web(var, processes)
    try:
        give_up = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < give_up:
            try:
                server.ask("/healthz")
                break
            except OSError:
                assert server.process.poll() is None
                time.sleep(0.2)
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=120)
