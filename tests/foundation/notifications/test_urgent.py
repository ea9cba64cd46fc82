"""A sign-in code leaves within five seconds though the broker is down, hangs, or nobody listens to it."""

import threading
import time

import pytest

from coproduce.foundation.notifications import kinds, outbox, tasks
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery
from coproduce.foundation.notifications.states import State
from tests.foundation.notifications.conftest import CODE, NEWS, states
from tests.foundation.notifications.test_lanes import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def urgent(monkeypatch) -> NotificationKind:
    kind = NotificationKind(CODE.key, repeat_in_doubt=False, expires=CODE.expires, urgent=True)
    monkeypatch.setitem(kinds._kinds, CODE.key, kind)
    yield kind
    until(lambda: not [one for one in threading.enumerate() if one.name == "urgent-mail"])


def seconds_to_write(write, urgent, name: str) -> float:
    begun = time.monotonic()
    write(1, urgent, name=name, secret="483920")
    return time.monotonic() - begun


def refused() -> None:
    raise ConnectionRefusedError


def silent() -> None:
    time.sleep(20)


BROKERS = {"down": refused, "silent": silent}


@pytest.mark.parametrize("broker", BROKERS.values(), ids=BROKERS)
def test_without_a_broker_the_web_process_sends_codes_and_nothing_else(
    server, write, monkeypatch, urgent, broker
):
    sink = server()
    monkeypatch.setattr(tasks.deliver, "delay", broker)
    assert outbox.BROKER_SECONDS <= 2, "the rest of five seconds is for the mail server"
    took = [seconds_to_write(write, urgent, name) for name in "abc"]
    assert min(took) < outbox.BROKER_SECONDS, "the page does not wait for it"
    until(lambda: states() == {State.SENT: 3})
    assert sink.received() == {"a0@example.org": 1, "b0@example.org": 1, "c0@example.org": 1}
    assert all("483920" in one.mail.get_payload() for one in sink.taken)
    if broker is refused:
        write(1)
        assert Notification.objects.get(kind=NEWS.key).state == State.WAITING


def test_web_and_worker_at_once_make_one_message(server, write, monkeypatch, urgent):
    sink = server()
    monkeypatch.setattr(tasks.deliver, "delay", refused)
    people = write(8, urgent, name="c")
    delivery.deliver_due()
    until(lambda: states() == {State.SENT: 8})
    assert sink.received() == dict.fromkeys(people, 1)


def test_a_worker_that_hears_leaves_the_web_process_nothing_to_do(server, write, monkeypatch, urgent):
    sink = server()
    heard = []
    monkeypatch.setattr(tasks.deliver, "delay", lambda: heard.append(1))
    write(1, urgent)
    until(lambda: heard == [1])
    until(lambda: not [one for one in threading.enumerate() if one.name == "urgent-mail"])
    assert (states(), sink.taken) == ({State.WAITING: 1}, [])


def test_while_the_mail_server_is_ill_a_code_waits_for_the_probe(server, write, monkeypatch, urgent):
    server(greeting="554 no")
    monkeypatch.setattr(tasks.deliver, "delay", refused)
    write(1, urgent)
    until(lambda: not [one for one in threading.enumerate() if one.name == "urgent-mail"])
    assert set(Notification.objects.values_list("state", "attempts")) == {(State.WAITING, 0)}
