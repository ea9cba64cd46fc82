"""The Celery application. Tasks carry ids only; the database is the truth."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

app = Celery("coproduce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def look_at_keys_and_role(**kwargs: Any) -> None:
    """Stop a worker whose keys or role are not those that the database wants."""
    from django.db import connections

    from coproduce.keys.checks import refuse_at_start

    refuse_at_start()
    connections.close_all()  # none is handed on to the processes that do the work
