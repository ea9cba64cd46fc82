"""R1, small: 1,000 reminders due, the background processes killed 20 times at random.

Nothing may be lost, nothing may go out under two Message-IDs, and the same mail may go out again
at most once for each kill that hit a sender.
"""

import datetime as dt
import time
from collections import defaultdict

import pytest

from contributors.accounts.roles import Role
from contributors.people.models import Person
from coproduce.bench.sink import Sink
from coproduce.foundation import clock
from coproduce.foundation.notifications.sending import sweeping
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from tests import builders
from tests.trust.crew import Crew

DUE, KILLS, SEED = 1_000, 20, 20261123
KIND = kinds.get("help.ring_back")


def reminders_due(number: int) -> None:
    organisation = builders.organisation()
    manager = builders.staff_user(Role.PPI_MANAGER, organisation)
    now = clock.now()
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", email=f"person{n}@example.org", channel="email") for n in range(number)
    )
    Promise.objects.bulk_create(
        Promise(
            kind=KIND.key,
            side=Side.ORGANISATION,
            organisation=organisation,
            owner=person,
            person=manager.person,
            subject_type="people.Person",
            subject_id=person.pk,
            subject_ref=person.ref,
            label=person.name,
            first_due_at=now,
            due_at=now + dt.timedelta(days=1),
            remind_at=now,
        )
        for person in people
    )


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])
def test_a_storm_of_reminders_loses_nothing_and_doubles_nothing(redis_url, tmp_path, record_property):
    reminders_due(DUE)
    with Sink(delay=0.04) as sink, Crew(redis_url, sink.port, tmp_path, SEED) as crew:
        wait_until(lambda: sink.taken, seconds=300)
        hit_while_working = 0
        for _ in range(KILLS):
            time.sleep(crew.dice.uniform(0.6, 1.8))
            hit_while_working += len({t.recipients for t in sink.taken}) < DUE
            crew.kill()
        wait_until(lambda: sweeping.tally()[State.SENT] == DUE, seconds=900)
    ids_by_person = defaultdict(set)
    for taken in sink.taken:
        assert len(taken.recipients) == 1
        ids_by_person[taken.recipients[0]].add(taken.mail["Message-ID"])
    repeats = len(sink.taken) - len(ids_by_person)
    senders_killed = sum(role.startswith("worker") for role in crew.killed)
    killed = f"seed {SEED}: {len(sink.taken)} mails, {repeats} repeats, {crew.killed}"
    record_property("storm", f"{killed}, {hit_while_working} kills while working")
    assert len(ids_by_person) == DUE, "lost"
    assert {len(ids) for ids in ids_by_person.values()} == {1}, "doubled under another Message-ID"
    assert repeats <= senders_killed
    assert hit_while_working >= KILLS // 2, "the storm was over too soon to prove anything"


def wait_until(done, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, sweeping.tally()
        time.sleep(0.2)
