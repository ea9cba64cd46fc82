"""A slow answer is waited for, and nobody behind it waits with it. Whoever stops gives back what it did not send."""

import signal
import threading
import time

import pytest
from django.db import connections

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery, lanes, leases, stopping, sweeping
from coproduce.foundation.notifications.states import State
from tests.failing_sink import SILENCE
from tests.foundation.notifications.conftest import CODE, states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def a_process_of_its_own():
    """No lane of another test, and nobody asked us to stop."""
    stopping.forget()
    yield
    until(lambda: lanes.waiting.count() == 0, seconds=15)
    stopping.forget()


def until(done, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, states()
        time.sleep(0.05)


def in_thread(work) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_slow_answer_is_waited_for_and_makes_one_copy(server, write, settings, monkeypatch):
    settings.EMAIL_TIMEOUT = 1
    monkeypatch.setattr(lanes, "PATIENCE", 0.3)
    monkeypatch.setattr(leases, "LEASE", leases.LEASE / 60)  # renewed all the while
    slow = {f"p{n}@example.org": 4.0 for n in range(3)}
    sink = server(slow=slow)
    people = write(10)
    begun = time.monotonic()
    assert delivery.deliver_due() == 7
    assert time.monotonic() - begun < 3.5, "healthy addresses waited behind slow ones"
    while lanes.waiting.count():
        assert sweeping.hand_on_expired_leases() == 0, "its lease is renewed while it waits"
        assert delivery.deliver_due() == 0
        time.sleep(0.2)
    assert (states(), sink.received()) == ({State.SENT: 10}, dict.fromkeys(people, 1))


def test_a_slow_refusal_is_written_down_too(server, write, monkeypatch):
    monkeypatch.setattr(lanes, "PATIENCE", 0.2)
    sink = server(slow={"p0@example.org": 1.0})
    write(2)
    sink.orders.rcpt = {"p1@example.org": "550 5.1.1 unknown"}
    delivery.deliver_due()
    until(lambda: states() == {State.SENT: 1, State.PARKED: 1})


def test_an_address_that_hangs_holds_nobody_up(server, write, settings, monkeypatch):
    settings.EMAIL_TIMEOUT = 2
    monkeypatch.setattr(lanes, "PATIENCE", 0.3)
    sink = server(rcpt={"p0@example.org": SILENCE})
    people = write(20)
    begun = time.monotonic()
    assert delivery.deliver_due() == 19
    assert time.monotonic() - begun < 4
    until(lambda: lanes.waiting.count() == 0)
    row = Notification.objects.get(address="p0@example.org")
    assert (row.state, row.attempts) == (State.WAITING, 1)
    assert set(sink.received()) == set(people[1:])


LOST_ANSWERS = {"reset": "reset", "drop": "drop"}


@pytest.mark.parametrize("how", LOST_ANSWERS)
def test_a_line_lost_after_the_dot_is_in_doubt_repeated_a_little_and_never_a_code(server, write, how):
    sink = server(**{how: {"p0@example.org", "c0@example.org"}})
    write(3)
    write(1, CODE, name="c")
    for _ in range(6):
        delivery.deliver_due()
        Notification.objects.update(due_at=clock.database_now())
    assert states() == {State.SENT: 2, State.IN_DOUBT: 2}
    assert sink.received() == {
        "p0@example.org": delivery.MOST_DOUBTS,
        "p1@example.org": 1,
        "p2@example.org": 1,
        "c0@example.org": 1,
    }


def test_a_sender_that_is_to_stop_gives_back_what_it_did_not_send(server, write):
    sink = server(every_answer_slow=0.3)
    people = write(60)
    worker = in_thread(delivery.deliver_due)
    until(lambda: len(sink.taken) >= 3)
    asked = time.monotonic()
    stopping.ask()
    worker.join()
    assert time.monotonic() - asked < 3
    assert set(states()) == {State.WAITING, State.SENT}
    assert not Notification.objects.exclude(lease_until=None).exists()
    assert not Notification.objects.filter(state=State.WAITING, attempts__gt=0).exists()
    sink.orders.every_answer_slow = 0
    stopping.forget()
    delivery.deliver_due()
    assert sink.received() == dict.fromkeys(people, 1)


@pytest.mark.parametrize("orders", [{"greeting": SILENCE}, {"mail": SILENCE}, {"every_rcpt": SILENCE}])
def test_it_stops_at_once_when_the_server_is_silent(server, write, orders):
    sink = server(**orders)
    write(25, CODE)
    worker = in_thread(delivery.deliver_due)
    until(lambda: sink.connections > 0)
    time.sleep(0.3)
    stopping.ask()
    asked = time.monotonic()
    worker.join()
    lanes.waiting.wind_up()
    assert time.monotonic() - asked < 2
    assert states() == {State.WAITING: 25}
    assert set(Notification.objects.values_list("attempts", "lease_until")) == {(0, None)}


def test_a_signal_that_takes_its_time_does_not_keep_a_sender_waiting_for_good(server, write, settings):
    """On a busy machine a handler outlasts the wait it interrupts; `SimpleQueue.get` waits for ever then."""
    server(every_rcpt=SILENCE)
    write(3, CODE)
    before = signal.signal(signal.SIGALRM, lambda *_: (time.sleep(3 * lanes.LOOK), stopping.ask()))
    begun = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 1.0 + lanes.LOOK / 2)
        delivery.deliver_due()
    finally:
        signal.signal(signal.SIGALRM, before)
    lanes.waiting.wind_up()
    assert time.monotonic() - begun < settings.EMAIL_TIMEOUT / 2
    assert states() == {State.WAITING: 3}


def test_it_stops_within_ten_seconds_of_a_mail_without_an_answer(server, write, monkeypatch):
    monkeypatch.setattr(lanes, "GRACE", 1.0)
    sink = server(slow={"p0@example.org": 8.0})
    write(30)
    worker = in_thread(delivery.deliver_due)
    until(lambda: sink.asked)
    stopping.ask()
    asked = time.monotonic()
    worker.join()
    lanes.waiting.wind_up()
    assert time.monotonic() - asked < 4
    assert states() == {State.SENDING: 1, State.WAITING: 29}, "what may have arrived keeps its lease"


def test_a_worker_that_is_replaced_waits_for_its_answers(server, write, monkeypatch):
    monkeypatch.setattr(lanes, "PATIENCE", 0.2)
    sink = server(slow={"p0@example.org": 1.5})
    write(1)
    delivery.deliver_due()
    lanes.waiting.wind_up()
    until(lambda: states() == {State.SENT: 1}, seconds=2)
    assert len(sink.taken) == 1


def test_no_more_lanes_are_let_go_than_a_process_may_have(server, write, monkeypatch):
    monkeypatch.setattr(lanes, "PATIENCE", 0.1)
    monkeypatch.setattr(lanes, "MOST_LET_GO", 2)
    sink = server(every_answer_slow=1.0)
    people = write(6)
    delivery.deliver_due()
    until(lambda: states() == {State.SENT: 6})
    assert sink.most_open <= 4, "two that wait, the one at work, and one that says goodbye"
    assert sink.received() == dict.fromkeys(people, 1)


def test_djangos_own_transport_is_replaced_by_ours(server, write, settings):
    sink = server(mail=SILENCE)
    settings.OUTBOX_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 1
    write(1)
    delivery.deliver_due()
    assert (states(), sink.taken) == ({State.WAITING: 1}, [])
