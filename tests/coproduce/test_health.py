"""The health pages tell the truth, and no names."""

import datetime as dt

import pytest
from django.db import transaction

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from tests import builders

pytestmark = pytest.mark.django_db


def test_alive(client):
    assert client.get("/healthz").json() == {"alive": True}


def test_ready_counts_messages_by_state(client):
    report = client.get("/readyz").json()
    assert (report["ready"], report["database"], report["oldest_due_seconds"]) == (True, True, 0)


def test_not_ready_when_something_due_has_waited(client):
    person = builders.person("Meg Hughes", email="meg@example.org")
    with transaction.atomic():
        enqueue(kinds.get("promises/reminder_to_staff"), to=person, subject=person, dedupe_key="x")
    Notification.objects.update(due_at=clock.now() - dt.timedelta(minutes=6))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert "Meg" not in answer.content.decode()
