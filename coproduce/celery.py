"""The Celery application. Tasks carry ids only; the database is the truth."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

ROOT = Path(__file__).resolve().parent.parent
APPS = ("coproduce", "contributors", "projects", "expenses")


def rooms_with_tasks() -> list[str]:
    """Return the dotted name of every room that has a `tasks.py`: none can be forgotten in a list."""
    doors = sorted(door for app in APPS for door in (ROOT / app).rglob("tasks.py"))
    return [".".join(door.parent.relative_to(ROOT).parts) for door in doors]


app = Celery("coproduce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(rooms_with_tasks)
