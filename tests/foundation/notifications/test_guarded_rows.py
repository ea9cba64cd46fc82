"""What is wrong with one message is written on that one; the sweeper and all others go on."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds, rendering, tasks
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery, leases, sweeping
from coproduce.foundation.notifications.states import State
from tests.foundation.notifications.conftest import CODE, NEWS, states

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def broken(**fields):
    return replace(NEWS, key="tests/broken", **fields)


def fails(error):
    def fail(message):
        raise error

    return fail


BROKEN = {
    "not_wanted raises": {"not_wanted": fails(Notification.DoesNotExist("gone"))},
    "a value is missing": {"context": fails(KeyError("sequence"))},
    "a fault in the context": {"context": fails(ZeroDivisionError())},
    "the database refuses": {"context": fails(DatabaseError("statement timed out"))},
    "no words": {},
}


@pytest.mark.parametrize("fields", BROKEN.values(), ids=BROKEN)
def test_a_message_that_cannot_be_written_waits_and_is_parked_with_its_name(
    write, monkeypatch, mailoutbox, fields
):
    kind = broken(**fields)
    monkeypatch.setitem(kinds._kinds, kind.key, kind)
    write(1, kind, name="broken")
    write(5)
    assert delivery.deliver_due() == 5
    row = Notification.objects.get(kind=kind.key)
    assert (row.state, row.attempts) == (State.WAITING, 1)
    for _ in range(2):
        Notification.objects.filter(pk=row.pk).update(due_at=clock.database_now())
        delivery.deliver_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.PARKED, 3)
    assert row.note.startswith("tests/broken cannot be written: ")
    assert len(mailoutbox) == 5


def test_a_reason_longer_than_its_column_and_with_a_null_is_cut(write, monkeypatch):
    kind = broken(not_wanted=lambda message: "because\x00 " + "of that " * 50)
    monkeypatch.setitem(kinds._kinds, kind.key, kind)
    write(1, kind)
    assert delivery.deliver_due() == 0
    assert len(Notification.objects.get(state=State.CANCELLED).note) == 200


def test_a_subject_of_a_model_that_is_gone_stops_nobody(write):
    write(3)
    Notification.objects.filter(address="p0@example.org").update(subject_type="gone.Model")
    Notification.objects.filter(address="p1@example.org").update(subject_type="nonsense")
    assert delivery.deliver_due() == 3, "the words of this kind do not ask for the subject"


def test_a_kind_of_a_newer_version_waits_for_its_worker(write, monkeypatch):
    newer = broken()
    write(30, newer, name="newer")
    write(5)
    assert delivery.deliver_due() == 5
    tasks.sweep()
    assert states() == {State.WAITING: 30, State.SENT: 5}
    assert set(Notification.objects.filter(kind=newer.key).values_list("attempts", "note")) == {(0, "")}
    monkeypatch.setitem(kinds._kinds, newer.key, replace(NEWS, key=newer.key))
    monkeypatch.setattr(rendering, "render", lambda message: ("Subject", "Body"))
    assert delivery.deliver_due() == 30


def test_after_an_hour_a_kind_that_nobody_knows_is_parked_but_not_while_the_server_is_ill(write):
    write(2, broken())
    write(1)
    assert sweeping.park_what_nobody_knows() == 0
    Notification.objects.update(due_at=clock.database_now() - 2 * HOUR)
    Notification.objects.filter(kind=NEWS.key).update(payload_version=leases.PAYLOAD_VERSION + 1)
    delivery.breaker.fell_ill("test", probing=False)
    assert sweeping.park_what_nobody_knows() == 0
    delivery.breaker.is_well()
    assert sweeping.park_what_nobody_knows() == 0, "a moment ago nobody could have sent it"
    delivery.breaker.MailServer.objects.update(well_since=clock.database_now() - 2 * HOUR)
    assert sweeping.park_what_nobody_knows() == 3
    assert set(Notification.objects.values_list("note", flat=True)) == {
        "no worker knows this kind of message"
    }


def test_a_lost_lease_of_an_unknown_kind_does_not_stop_the_sweep(write):
    write(2, CODE)
    write(3)
    write(1, broken(), name="newer")
    Notification.objects.update(
        state=State.SENDING, lease_until=clock.database_now() - HOUR, trying_since=clock.database_now() - HOUR
    )
    assert sweeping.hand_on_expired_leases() == 6
    assert states() == {State.WAITING: 3, State.IN_DOUBT: 3}


def test_a_claim_that_was_never_tried_is_in_doubt_for_nobody(write):
    write(2, CODE)
    leases.claim()
    Notification.objects.update(lease_until=clock.database_now() - HOUR)
    assert sweeping.hand_on_expired_leases() == 2
    assert (states(), Notification.objects.filter(attempts=0).count()) == ({State.WAITING: 2}, 2)


def test_a_step_of_the_sweeper_that_fails_stops_no_other(write, monkeypatch, mailoutbox):
    write(2)
    for step in ("hand_on_expired_leases", "close_what_is_too_late", "park_what_nobody_knows"):
        monkeypatch.setattr(sweeping, step, lambda: 1 / 0)
    tasks.sweep()
    assert len(mailoutbox) == 2


def test_a_try_is_counted_when_it_is_made(write):
    write(5)
    first, *rest = leases.claim()
    assert leases.begin(first)
    assert sorted(Notification.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    assert [leases.give_back(message) for message in [first, *rest]] == [True] * 5
    assert set(Notification.objects.values_list("attempts", "state")) == {(0, State.WAITING)}


def test_each_message_renews_its_own_lease(write):
    write(2)
    first, second = leases.claim()
    Notification.objects.update(lease_until=clock.database_now() + dt.timedelta(seconds=1))
    leases.begin(second)
    left = {row.pk: row.lease_until for row in Notification.objects.all()}
    assert left[second.pk] - left[first.pk] > leases.LEASE / 2


def test_a_message_that_another_sender_took_over_is_left_alone(write, mailoutbox):
    write(1)
    slow = leases.claim()
    Notification.objects.update(lease_until=clock.database_now() - HOUR)
    sweeping.hand_on_expired_leases()
    other = leases.claim()
    assert (delivery.send_batch(slow), delivery.send_batch(other), len(mailoutbox)) == (0, 1, 1)
    assert leases.mark(slow[0], State.PARKED) is False


def test_one_call_is_bounded_and_says_that_more_is_left(write, monkeypatch, mailoutbox):
    write(7)
    monkeypatch.setattr(delivery, "MOST_A_CALL", 3)
    monkeypatch.setattr(leases, "BATCH", 2)
    call = delivery.deliver()
    assert (call.sent, call.unfinished) == (4, True)
    called = []
    monkeypatch.setattr(tasks.deliver, "delay", lambda: called.append(1))
    tasks.deliver()
    assert (len(mailoutbox), called) == (7, [1])
