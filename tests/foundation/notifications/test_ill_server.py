"""A mail server that is ill harms nobody's message: none is parked, none is counted as tried, all go out later."""

import threading
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from django.db import connections

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import MailServer, Notification
from coproduce.foundation.notifications.sending import breaker, delivery, lanes, leases, sweeping
from coproduce.foundation.notifications.sending.breaker import Permit
from coproduce.foundation.notifications.states import State
from tests.failing_sink import SILENCE
from tests.foundation.notifications.conftest import CODE, NEWS, attempts, states
from tests.foundation.notifications.test_lanes import until

pytestmark = pytest.mark.django_db(transaction=True)


def probe_is_due() -> None:
    MailServer.objects.filter(ill_since__isnull=False).update(probe_at=clock.database_now())


WHOLE_SERVER = {
    "greeting 554": {"greeting": "554 5.7.1 no service for you"},
    "greeting 421": {"greeting": "421 4.3.2 try later"},
    "EHLO refused": {"helo": "550 5.7.1 who are you"},
    "password expired": {"auth": "535 5.7.8 authentication failed"},
    "sender refused": {"mail": "550 5.1.0 sender rejected"},
    "sender refused for now": {"mail": "451 4.3.0 later"},
    "no greeting": {"greeting": SILENCE},
    "silent at MAIL FROM": {"mail": SILENCE},
}


@pytest.mark.parametrize("orders", WHOLE_SERVER.values(), ids=WHOLE_SERVER)
def test_the_server_is_ill_and_everything_waits_uncounted(server, write, settings, orders):
    settings.EMAIL_TIMEOUT = 1
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "u", "p"
    sink = server(**orders)
    people = write(25)
    for _ in range(15):
        probe_is_due()
        assert delivery.deliver_due() == 0
        sweeping.hand_on_expired_leases()
    assert (states(), attempts()) == ({State.WAITING: 25}, {0})
    assert len(sink.asked) == 0
    assert sink.connections <= 15, "one message is the probe, not all of them"
    sink.orders.__init__()
    settings.EMAIL_TIMEOUT = 60
    probe_is_due()
    assert delivery.deliver_due() == 25
    assert sink.received() == dict.fromkeys(people, 1)
    assert MailServer.objects.get().ill_since is None


def test_nothing_listens_and_the_name_is_unknown(server, write, settings):
    sink = server()
    write(25)
    port = settings.EMAIL_PORT
    for host, closed in (("127.0.0.1", 1), ("no-such-host.invalid", port)):
        settings.EMAIL_HOST, settings.EMAIL_PORT = host, closed
        probe_is_due()
        delivery.deliver_due()
        assert (states(), attempts()) == ({State.WAITING: 25}, {0})
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    assert delivery.deliver_due() == 0, "the pause is not over"
    probe_is_due()
    assert (delivery.deliver_due(), len(sink.taken)) == (25, 25)


def test_no_encryption_where_it_is_asked_for(server, write, settings):
    settings.EMAIL_USE_TLS = True
    server()
    write(3)
    delivery.deliver_due()
    assert (states(), attempts()) == ({State.WAITING: 3}, {0})
    assert breaker.permit() is Permit.NOTHING


def test_probes_wait_longer_and_are_one_sender_s(server, write):
    server(greeting="554 no")
    write(2)
    pauses = []
    for _ in range(8):
        probe_is_due()
        delivery.deliver_due()
        row = MailServer.objects.annotate(now=clock.database_now()).get()
        pauses.append((row.probe_at - row.now).total_seconds())
    assert 7 <= pauses[0] <= 13
    assert all(later > earlier for earlier, later in pairwise(pauses[:4]))
    assert 200 <= pauses[-1] <= 380
    probe_is_due()
    assert [breaker.permit(), breaker.permit()] == [Permit.PROBE, Permit.NOTHING]


def test_it_is_ill_with_nothing_to_send_and_the_next_message_goes_at_once(server, write):
    sink = server(greeting="554 no")
    write(1)
    delivery.deliver_due()
    Notification.objects.update(state=State.CANCELLED)
    probe_is_due()
    assert delivery.deliver_due() == 0
    sink.orders.greeting = ""
    write(1, name="next")
    assert delivery.deliver_due() == 1


REFUSED = {
    "rcpt": ({"rcpt": {"p7@example.org": "550 5.1.1 no such mailbox"}}, State.PARKED),
    "rcpt without a second code": ({"rcpt": {"p7@example.org": "550 no such mailbox"}}, State.PARKED),
    "rcpt for now": ({"rcpt": {"p7@example.org": "450 4.2.1 mailbox busy"}}, State.WAITING),
    "content": ({"data": {"p7@example.org": "554 5.7.1 looks like spam"}}, State.PARKED),
    "content for now": ({"data": {"p7@example.org": "452 4.3.1 full"}}, State.WAITING),
}


@pytest.mark.parametrize(("orders", "state"), REFUSED.values(), ids=REFUSED)
def test_what_is_one_recipients_concerns_that_row_alone(server, write, orders, state):
    sink = server(**orders)
    people = set(write(30))
    assert delivery.deliver_due() == 29
    assert set(sink.received()) == people - {"p7@example.org"}
    left = Notification.objects.exclude(state=State.SENT).get()
    assert (left.address, left.state, left.attempts) == ("p7@example.org", state, 1)
    assert left.note
    assert breaker.permit() is Permit.ALL


@pytest.mark.parametrize("words", ["554 5.7.1 relay access denied", "451 4.3.0 later"])
def test_everybody_refused_in_the_same_words_is_the_server(server, write, words):
    """A relay that no longer knows us says so at RCPT TO, to everybody."""
    sink = server(every_rcpt=words)
    people = write(40)
    for _ in range(4):
        delivery.deliver_due()
        probe_is_due()
    assert (states(), attempts()) == ({State.WAITING: 40}, {0})
    assert len(sink.asked) <= breaker.RUN + 3
    sink.orders.__init__()
    Notification.objects.update(due_at=clock.database_now())
    assert delivery.deliver_due() == 40
    assert sink.received() == dict.fromkeys(people, 1)


def test_many_dead_addresses_are_parked_one_by_one(server, write):
    dead = [f"p{n}@example.org" for n in range(20)]
    server(rcpt=dict.fromkeys(dead, "550 5.1.1 unknown user"))
    write(25)
    assert delivery.deliver_due() == 5
    assert states() == {State.PARKED: 20, State.SENT: 5}


def test_the_probe_meets_a_dead_address_and_the_server_is_well(server, write):
    sink = server(greeting="554 no")
    write(3)
    delivery.deliver_due()
    sink.orders.greeting, sink.orders.rcpt = "", {"p0@example.org": "550 5.1.1 unknown user"}
    probe_is_due()
    assert delivery.deliver_due() == 2
    assert states() == {State.PARKED: 1, State.SENT: 2}


def test_a_server_that_takes_few_mails_on_a_connection_is_not_ill(server, write):
    sink = server(mails_a_connection=3)
    write(10)
    assert delivery.deliver_due() == 10
    assert (sink.connections, breaker.permit()) == (4, Permit.ALL)


def test_the_breaker_asks_the_clock_of_the_database(server, write, time_machine):
    server(greeting="554 no")
    write(1)
    delivery.deliver_due()
    time_machine.move_to("2031-01-01T00:00:00Z")
    assert breaker.permit() is Permit.NOTHING


@pytest.mark.postgres
def test_two_workers_of_an_ill_server_lose_and_double_nothing(server, write):
    from tests.trust.test_three_beats import at_once

    sink = server(greeting="554 no")
    people = write(80)
    at_once(3, delivery.deliver_due)
    assert (states(), attempts()) == ({State.WAITING: 80}, {0})
    sink.orders.greeting = ""
    probe_is_due()
    at_once(3, lambda: [delivery.deliver_due(), time.sleep(0.5), delivery.deliver_due()])
    assert sink.received() == dict.fromkeys(people, 1)


def test_a_probe_whose_answer_is_lost_is_in_doubt_like_any_other(server, write):
    sink = server(greeting="554 no")
    write(1, CODE, name="c")
    delivery.deliver_due()
    sink.orders.greeting, sink.orders.drop = "", {"c0@example.org"}
    for _ in range(3):
        probe_is_due()
        delivery.deliver_due()
    assert (states(), sink.received()) == ({State.IN_DOUBT: 1}, {"c0@example.org": 1})
    write(2)
    assert delivery.deliver_due() == 2


def test_a_server_that_drops_every_mail_is_ill_and_few_copies_are_made(server, write):
    sink = server(drop={f"p{n}@example.org" for n in range(40)})
    write(40)
    for _ in range(6):
        probe_is_due()
        Notification.objects.filter(state=State.WAITING).update(due_at=clock.database_now())
        delivery.deliver_due()
    assert len(sink.taken) <= breaker.RUN + 6
    assert max(sink.received().values()) <= delivery.MOST_DOUBTS


def test_after_an_illness_one_dead_address_is_parked_and_keeps_nothing_ill(server, write):
    sink = server(greeting="554 no")
    write(1)
    delivery.deliver_due()
    sink.orders.greeting, sink.orders.every_rcpt = "", "550 no such mailbox"
    probe_is_due()
    delivery.deliver_due()
    assert (states(), breaker.permit()) == ({State.PARKED: 1}, Permit.ALL)


def test_a_slow_answer_to_the_probe_closes_the_breaker(server, write, monkeypatch):
    monkeypatch.setattr(lanes, "PATIENCE", 0.1)
    sink = server(greeting="554 no")
    write(1)
    delivery.deliver_due()
    sink.orders.greeting, sink.orders.every_answer_slow = "", 0.8
    probe_is_due()
    delivery.deliver_due()
    until(lambda: lanes.waiting.count() == 0)
    assert (states(), breaker.permit()) == ({State.SENT: 1}, Permit.ALL)


def test_a_probe_that_is_not_wanted_any_more_is_followed_by_another(server, write, monkeypatch):
    sink = server(greeting="554 no")
    write(3)
    delivery.deliver_due()
    sink.orders.greeting = ""
    first = Notification.objects.order_by("due_at")[0]
    kind = replace(NEWS, not_wanted=lambda message: "kept" if message.pk == first.pk else "")
    monkeypatch.setitem(kinds._kinds, NEWS.key, kind)
    probe_is_due()
    assert delivery.deliver_due() == 2
    assert states() == {State.CANCELLED: 1, State.SENT: 2}


def test_a_connection_slower_than_the_lease_keeps_its_message(server, write, settings, monkeypatch):
    settings.EMAIL_TIMEOUT = 8
    monkeypatch.setattr(leases, "LEASE", leases.LEASE / 20)
    server(mail=SILENCE)
    write(1, CODE)
    sender = threading.Thread(target=lambda: [delivery.deliver_due(), connections.close_all()])
    sender.start()
    while sender.is_alive():
        assert sweeping.hand_on_expired_leases() == 0
        time.sleep(0.2)
    assert (states(), attempts()) == ({State.WAITING: 1}, {0})
