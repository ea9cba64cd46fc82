"""The health pages tell the truth, and no names."""

import datetime as dt

import pytest
from django.db import transaction

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import MailServer, Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.notifications.states import State
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


def test_not_ready_when_the_sweeper_is_dead_or_the_mail_server_ill_for_long(client):
    person = builders.person("Meg Hughes", email="meg@example.org")
    with transaction.atomic():
        enqueue(kinds.get("promises/reminder_to_staff"), to=person, subject=person, dedupe_key="x")
    minutes = clock.database_now() - dt.timedelta(minutes=6)
    Notification.objects.update(state=State.SENDING, lease_until=minutes)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["oldest_lost_lease_seconds"] >= 360) == (503, True)
    Notification.objects.update(state=State.CANCELLED, lease_until=None)
    assert client.get("/readyz").status_code == 200
    MailServer.objects.create(pk=1, ill_since=minutes, probe_at=minutes, reason="554")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["mail_server_ill_seconds"] >= 360) == (503, True)
