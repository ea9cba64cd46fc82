"""The health pages tell the truth, and no names."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds, tasks
from coproduce.foundation.notifications.models import MailServer, Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.notifications.states import State
from tests import builders

pytestmark = pytest.mark.django_db
TOKEN = "a-token-that-only-the-watcher-has"


@pytest.fixture(autouse=True)
def token(settings):
    settings.HEALTH_TOKEN = TOKEN


@pytest.fixture
def watcher():
    return Client(headers={"Authorization": f"Bearer {TOKEN}"})


def test_alive_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"alive": True}


@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"]
)
def test_strangers_read_nothing_of_it(shown):
    answer = Client(headers={"Authorization": shown} if shown else {}).get("/readyz")
    assert (answer.status_code, b"oldest_due" in answer.content) == (404, False)


def test_without_a_token_nobody_shows_one(settings):
    settings.HEALTH_TOKEN = ""
    for shown in ("Bearer ", "Bearer"):
        assert Client(headers={"Authorization": shown}).get("/readyz").status_code == 404


def test_superusers_read_it_and_nobody_else():
    trust = builders.organisation()
    account = builders.staff_user("administrator", trust)
    client = builders.sign_in(Client(), account)
    assert client.get("/readyz").status_code == 404
    account.is_staff = account.is_superuser = True
    account.save()
    assert client.get("/readyz").json()["database"] is True


@pytest.mark.parametrize("path", ["/account/sign-in/", "/account/password/reset/"])
def test_nothing_a_stranger_reads_tells_who_has_an_account(path, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    builders.contributor_user(builders.organisation(), email="known@example.org")
    seen = {}
    for email in ("known@example.org", "unknown@example.org"):
        Client().post(path, {"email": email})
        seen[email] = [
            (page.status_code, page.content) for page in map(Client().get, ("/healthz", "/readyz"))
        ]
    assert Notification.objects.exists()  # so there was something to be hidden
    assert seen["known@example.org"] == seen["unknown@example.org"]


def test_a_database_that_does_not_answer_in_time_is_not_ready(watcher, monkeypatch):
    def late():
        raise DatabaseError("canceling statement due to statement timeout")

    monkeypatch.setattr("coproduce.health.sweeping.tally", late)
    answer = watcher.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


def test_a_full_disk_a_key_that_opens_nothing_or_a_dead_sweeper_are_not_ready(watcher, monkeypatch, settings):
    tasks.note_sweep()
    assert watcher.get("/readyz").json()["last_sweep_seconds"] < 60
    with monkeypatch.context() as broken:
        broken.setattr("coproduce.health.free_percent", lambda: 4)
        assert watcher.get("/readyz").status_code == 503
    cache.set(tasks.SWEPT, clock.now().timestamp() - 400)
    assert watcher.get("/readyz").status_code == 503
    tasks.note_sweep()
    settings.FIELD_ENCRYPTION_KEYS = "bad:key"
    answer = watcher.get("/readyz")
    assert (answer.status_code, answer.json()["keys"]) == (503, False)


def test_ready_counts_messages_by_state(watcher):
    report = watcher.get("/readyz").json()
    assert (report["ready"], report["database"], report["oldest_due_seconds"]) == (True, True, 0)


def test_not_ready_when_something_due_has_waited(watcher):
    person = builders.person("Meg Hughes", email="meg@example.org")
    with transaction.atomic():
        enqueue(kinds.get("promises/reminder_to_staff"), to=person, subject=person, dedupe_key="x")
    Notification.objects.update(due_at=clock.now() - dt.timedelta(minutes=6))
    answer = watcher.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert "Meg" not in answer.content.decode()


def test_not_ready_when_the_sweeper_is_dead_or_the_mail_server_ill_for_long(watcher):
    person = builders.person("Meg Hughes", email="meg@example.org")
    with transaction.atomic():
        enqueue(kinds.get("promises/reminder_to_staff"), to=person, subject=person, dedupe_key="x")
    minutes = clock.database_now() - dt.timedelta(minutes=6)
    Notification.objects.update(state=State.SENDING, lease_until=minutes)
    answer = watcher.get("/readyz")
    assert (answer.status_code, answer.json()["oldest_lost_lease_seconds"] >= 360) == (503, True)
    Notification.objects.update(state=State.CANCELLED, lease_until=None)
    assert watcher.get("/readyz").status_code == 200
    MailServer.objects.create(pk=1, ill_since=minutes, probe_at=minutes, reason="554")
    answer = watcher.get("/readyz")
    assert (answer.status_code, answer.json()["mail_server_ill_seconds"] >= 360) == (503, True)
