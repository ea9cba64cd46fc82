"""The background processes, for real: Celery workers and beat, killed and started again."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-m", "celery", "-A", "coproduce", "--quiet"]
ROLES = {
    "worker 1": [*CELERY, "worker", "-P", "solo", "-n", "one@%h", "--without-gossip", "--without-mingle"],
    "worker 2": [*CELERY, "worker", "-P", "solo", "-n", "two@%h", "--without-gossip", "--without-mingle"],
    "beat": [*CELERY, "beat", "--max-interval", "1"],
}


def database_url(alias: str) -> str:
    """Return the address of the test database that this test run uses."""
    said = connections[alias].settings_dict
    return f"postgres://{said['USER']}@{said['HOST'].replace('/', '%2F')}/{said['NAME']}"


class Crew:
    """Keeps every role running; `kill` takes one down with SIGKILL and puts another in its place."""

    def __init__(self, redis_url: str, smtp_port: int, var: Path, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.killed: list[str] = []
        self.running: dict[str, subprocess.Popen] = {}
        self.environment = os.environ | {
            "DATABASE_URL": database_url("default"),
            "MONITORING_DATABASE_URL": database_url("monitoring"),
            "REDIS_URL": redis_url,
            "OUTBOX_TRANSPORT": "coproduce.foundation.notifications.sending.smtp.Transport",
            "EMAIL_PORT": str(smtp_port),
            "EMAIL_HOST": "127.0.0.1",
            "OUTBOX_LEASE_SECONDS": "6",
            "TICK_SECONDS": "1",
            "SWEEP_SECONDS": "1",
            "COPRODUCE_VAR": str(var),
            "COPRODUCE_TESTING": "1",
        }

    def start(self, role: str) -> None:
        self.running[role] = subprocess.Popen(
            ROLES[role], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self) -> str:
        """Kill one role at random, at once, and start it again. Returns which."""
        role = self.dice.choice(sorted(self.running))
        self.running[role].send_signal(signal.SIGKILL)
        self.running[role].wait()
        self.killed.append(role)
        self.start(role)
        return role

    def __enter__(self) -> "Crew":
        for role in ROLES:
            self.start(role)
        return self

    def __exit__(self, *error) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()
