"""The application as production starts it, in a process of its own."""

import base64
import os
import secrets
import subprocess
import sys

from tests.architecture.source import ROOT

HOST = "involve.example.org"
SECRETS = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "FIELD_ENCRYPTION_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "FINGERPRINT_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "SITE_URL": f"https://{HOST}",
    "DATABASE_URL": "postgres://coproduce:word@postgres.invalid:5432/coproduce",
    "MONITORING_DATABASE_URL": "postgres://monitoring:word@postgres.invalid:5432/monitoring",
    "REDIS_URL": "redis://:word@redis.invalid:6379/0",
}
ENVIRONMENT = SECRETS | {
    "COPRODUCE_ENV": "production",
    "ALLOWED_HOSTS": HOST,
    "EMAIL_HOST": "mail.invalid",
    "DEFAULT_FROM_EMAIL": f"involvement@{HOST}",
    "HELP_PHONE": "0117 496 0999",
    "HELP_EMAIL": f"help@{HOST}",
}
OURS = {*ENVIRONMENT, "COPRODUCE_TESTING", "DEBUG", "OUTBOX_TRANSPORT", "PYTEST_CURRENT_TEST"}
OURS |= {"DJANGO_ALLOW_ASYNC_UNSAFE"}  # for Playwright only: production must not have it


def run(*command: str, var: object, without: str = "", **changed: str) -> subprocess.CompletedProcess:
    """Run Python with a command line under production's environment. `without` leaves one variable out."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    environment = kept | ENVIRONMENT | {"COPRODUCE_VAR": str(var), "PYTHONPATH": str(ROOT)} | changed
    environment.pop(without, None)
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def manage(*command: str, var: object, **changed: str) -> subprocess.CompletedProcess:
    return run("manage.py", *command, var=var, **changed)
