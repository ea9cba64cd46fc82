"""R6, small: three beats tick and three senders send at the same moment; nothing is doubled."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.core import mail
from django.db import connections

from contributors.accounts.roles import Role
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises import reminders
from coproduce.foundation.promises.models import Promise
from tests import builders

DUE = 300


def at_once(number: int, work) -> None:
    """Do the same work in several threads, all starting together."""
    start = threading.Barrier(number)

    def run() -> None:
        start.wait()
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_three_of_each_make_one_reminder_a_promise():
    organisation = builders.organisation()
    owner = builders.staff_user(Role.PPI_MANAGER, organisation).person
    now = clock.now()
    people = Person.objects.bulk_create(Person(name=f"P{n}", email=f"p{n}@example.org") for n in range(DUE))
    Promise.objects.bulk_create(
        Promise(
            kind="help.ring_back",
            side="organisation",
            organisation=organisation,
            owner=person,
            person=owner,
            subject_type="people.Person",
            subject_id=person.pk,
            subject_ref=person.ref,
            label=person.name,
            first_due_at=now,
            due_at=now + dt.timedelta(hours=1),
            remind_at=now,
        )
        for person in people
    )
    at_once(3, lambda: [reminders.remind_due(limit=40) for _ in range(12)])
    assert Notification.objects.count() == DUE
    at_once(3, delivery.deliver_due)
    assert Counter(Notification.objects.values_list("state", flat=True)) == {State.SENT: DUE}
    assert Counter(one.to[0] for one in mail.outbox) == {person.email: 1 for person in people}
