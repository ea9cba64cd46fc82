"""P1, P12, S18, queues: the whole story of the demo, searched for what must not be there."""

import base64
import inspect
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

import pytest
import redis
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.test import override_settings
from kombu import Connection

from contributors.people.models import Person
from coproduce.celery import app
from coproduce.demo import world as story
from coproduce.demo.money import BANK
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.logs import JsonLines
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.tasks import deliver
from tests import builders

pytestmark = pytest.mark.either_engine

ACCOUNTS = [number for one in BANK.values() for number in (one.account_number, one.account_name)]
FORGOTTEN = {"al.green@example.org"}
"""Addresses of the story whose people took back what they sent: no row holds them any more."""


@dataclass(frozen=True)
class Told:
    """What the story left outside of the tables: its mails, and its log as production writes it."""

    mails: list[EmailMessage]
    log: io.StringIO


@pytest.fixture(scope="module")
def story_once(django_db_setup, django_db_blocker) -> Iterator[Told]:
    """The story: invitations, roles, meetings, claims, bank details, a payment run, reminders."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    handler.setFormatter(JsonLines())
    with django_db_blocker.unblock(), transaction.atomic():
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        builders.what_every_installation_has()
        with override_settings(
            EMAIL_BACKEND="coproduce.foundation.notifications.sending.backend.OneRecipient"
        ):
            story.tell()
        yield Told(list(mail.outbox), stream)  # each test starts with an empty box
        root.removeHandler(handler)
        root.setLevel(level)
        transaction.set_rollback(True)


@pytest.fixture
def told(story_once, db) -> Told:
    return story_once


def secrets_of_people() -> list[str]:
    """Return every name, address and account number of the story."""
    people = Person.objects.all()
    found = [
        value for person in people for value in (person.name, person.email, person.phone, person.address)
    ]
    return sorted({value for value in [*found, *ACCOUNTS, *FORGOTTEN] if value})


def found_in(text: str) -> list[str]:
    return [secret for secret in secrets_of_people() if secret in text]


def test_no_message_shows_one_persons_address_to_another(told):
    addresses = {person.email for person in Person.objects.exclude(email="")}
    assert not addresses & FORGOTTEN
    addresses |= FORGOTTEN  # they were written to before
    assert len(told.mails) > 30
    wrong = []
    for sent in told.mails:
        raw = sent.message().as_string()
        whole = raw + sent.body
        others = [address for address in addresses - set(sent.to) if address in whole]
        if len(sent.recipients()) != 1 or sent.cc or sent.bcc or others:
            wrong.append((sent.subject, sent.recipients(), others))
    assert wrong == []
    assert {parseaddr(sent.message()["To"])[1] for sent in told.mails} <= addresses


def test_no_subject_names_a_condition_or_an_amount(told):
    said = {sent.subject for sent in told.mails}
    assert [subject for subject in said if "diabetes" in subject.lower() or "£" in subject] == []


def test_no_account_number_is_in_any_mail(told):
    assert [one for one in ACCOUNTS if any(one in sent.body + sent.subject for sent in told.mails)] == []


def test_logs_hold_no_names_addresses_or_numbers(told):
    logging.getLogger("canary").warning("wrote to meg.hughes@example.org about account 11111111")
    text = told.log.getvalue()
    assert "canary" in text
    assert found_in(text) == []


def test_small_facts_hold_no_names_addresses_or_numbers(told):
    facts = [
        *Notification.objects.values_list("params", flat=True),
        *HistoryEntry.objects.values_list("detail", flat=True),
    ]
    assert len(facts) > 100
    assert found_in(json.dumps(facts, ensure_ascii=False)) == []


def test_the_cache_and_the_sessions_hold_no_account_number(told):
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM foundation_cache")
        values = [row[0] for row in cursor.fetchall()]
    assert [one for one in ACCOUNTS if any(one in value for value in values)] == []


def test_every_task_of_ours_takes_ids_or_nothing():
    app.loader.import_default_modules()  # as a worker does when it starts
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    assert {"notifications.deliver", "notifications.sweep", "promises.tick"} <= set(ours)
    taken = {
        name: [(one.name, one.annotation) for one in inspect.signature(task.run).parameters.values()]
        for name, task in ours.items()
    }
    assert {
        name: args for name, args in taken.items() if any(kind not in (int, "int") for _n, kind in args)
    } == {}


@pytest.mark.redis
def test_notifying_the_worker_leaves_nothing_of_anybody_in_redis(told, redis_socket):
    with Connection(f"redis+socket://{redis_socket}") as broker:
        deliver.apply_async(connection=broker)
    store = redis.Redis(unix_socket_path=str(redis_socket))
    queued = store.lrange("celery", 0, -1) + store.lrange("coproduce:celery", 0, -1)
    assert queued, store.keys()
    bodies = [json.loads(base64.b64decode(json.loads(one)["body"])) for one in queued]
    assert [body[:2] for body in bodies] == [[[], {}]] * len(bodies)
    assert found_in(b"".join(queued).decode()) == []
    store.flushall()
