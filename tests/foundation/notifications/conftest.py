"""Two kinds of message that only these tests know, with their words, and a mail server that fails on order."""

import pytest
from django.db import transaction

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT, After
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.notifications.sending import sweeping
from tests import builders
from tests.failing_sink import Failing

NEWS = NotificationKind("tests/news", expires=A_FORTNIGHT)
CODE = NotificationKind("tests/code", repeat_in_doubt=False, expires=After(hours=0.25))


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch, settings, tmp_path):
    folder = tmp_path / "notifications" / "tests"
    folder.mkdir(parents=True)
    for kind in (NEWS, CODE):
        monkeypatch.setitem(kinds._kinds, kind.key, kind)
        (tmp_path / "notifications" / f"{kind.key}.subject.txt").write_text("News for {{ name }}")
        (tmp_path / "notifications" / f"{kind.key}.body.txt").write_text("Hello {{ name }} {{ code }}")
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]} for engine in settings.TEMPLATES]


@pytest.fixture
def server(settings):
    """Return a function that starts a mail server with orders; ours sends to it."""
    running: list[Failing] = []

    def start(**orders) -> Failing:
        sink = Failing(**orders).__enter__()
        running.append(sink)
        settings.OUTBOX_TRANSPORT = "coproduce.foundation.notifications.sending.smtp.Transport"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        return sink

    yield start
    for sink in running:
        sink.__exit__()


@pytest.fixture
def write():
    """Return a function that writes messages to new people, due now. Returns their addresses."""

    def messages(number: int, kind: NotificationKind = NEWS, name: str = "p", **fields) -> list[str]:
        addresses = [f"{name}{n}@example.org" for n in range(number)]
        with transaction.atomic():
            for address in addresses:
                person = builders.person(address.split("@")[0], email=address)
                enqueue(kind, to=person, subject=person, dedupe_key=f"{kind.key}:{address}", **fields)
        return addresses

    return messages


def states() -> dict[str, int]:
    """Return how many messages stand in each state that has any."""
    return {state: n for state, n in sweeping.tally().items() if n}


def attempts() -> set[int]:
    """Return the numbers of tries that messages have."""
    return set(Notification.objects.values_list("attempts", flat=True))
