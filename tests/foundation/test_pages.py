"""The pages of promises and messages for staff."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.models import Promise
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    organisation = builders.organisation()
    manager = builders.staff_user(Role.PPI_MANAGER, organisation)
    project = builders.project(organisation, lead=manager.person)
    person = builders.person("Meg Hughes", email="meg@example.org", organisation=organisation)
    builders.sign_in(client, manager)
    return {"organisation": organisation, "manager": manager, "project": project, "person": person}


def promised(world, n: int = 1, days: int = 5) -> Promise:
    due = clock.now() + dt.timedelta(days=days, minutes=n)
    return Promise.objects.create(
        kind="help.ring_back",
        side="organisation",
        organisation=world["organisation"],
        project=world["project"],
        person=world["person"],
        owner=world["manager"].person,
        subject_type="people.Person",
        subject_id=n,
        subject_ref=world["person"].ref,
        label=f"Meg {n}",
        first_due_at=due,
        due_at=due,
    )


def written(world, n: int = 1, **fields) -> Notification:
    promise = promised(world, n)
    with transaction.atomic():
        message = enqueue(
            kinds.get("promises/reminder_to_staff"),
            to=world["person"],
            subject=promise,
            params={"due_at": promise.due_at.isoformat()},
            dedupe_key=f"key {n}",
            organisation_id=world["organisation"].pk,
        )
    Notification.objects.filter(pk=message.pk).update(**fields)
    return message


@pytest.mark.parametrize(("page", "make"), [("promises:list", promised), ("notifications:list", written)])
def test_lists_ask_as_much_for_thirty_rows_as_for_three(
    client, world, django_assert_max_num_queries, page, make
):
    counts = []
    for numbers in (range(1, 4), range(4, 31)):
        for n in numbers:
            make(world, n)
        client.get(reverse(page))
        with django_assert_max_num_queries(7) as caught:
            client.get(reverse(page))
        counts.append(len(caught.captured_queries))
    assert counts[0] == counts[1]


def test_moving_a_promise_keeps_the_old_date_and_says_why(client, world):
    promise = promised(world)
    day = clock.today() + dt.timedelta(days=40)
    answer = client.post(
        reverse("promises:move", args=[promise.ref]),
        {"due_on_0": day.day, "due_on_1": day.month, "due_on_2": day.year, "why": "The bank was closed."},
    )
    page = client.get(answer.url).content.decode()
    assert "The bank was closed." in page
    assert "It was due" in page
    assert Promise.objects.get().due_at == clock.end_of_day(day)


def test_a_date_in_the_past_is_refused_and_the_reason_kept(client, world):
    promise = promised(world)
    answer = client.post(
        reverse("promises:move", args=[promise.ref]),
        {"due_on_0": 1, "due_on_1": 1, "due_on_2": 2026, "why": "Because"},
    ).content.decode()
    assert "<title>Error:" in answer
    assert "Because" in answer


def test_releasing_a_promise_needs_a_reason(client, world):
    promise = promised(world)
    address = reverse("promises:release", args=[promise.ref])
    client.post(address, {"why": " "})
    assert Promise.objects.get().is_open
    client.post(address, {"why": "She rang us."})
    promise.refresh_from_db()
    assert (promise.released_why, promise.released_by) == ("She rang us.", world["manager"])
    assert HistoryEntry.objects.filter(verb="released").count() == 1


def test_a_closed_promise_cannot_be_changed(client, world):
    promise = promised(world)
    Promise.objects.update(kept_at=clock.now())
    assert client.get(reverse("promises:move", args=[promise.ref])).status_code == 404


def test_a_parked_message_is_sent_again(client, world):
    message = written(world, state=State.PARKED, attempts=10, note="SMTPDataError: 552")
    assert "552" in client.get(reverse("notifications:detail", args=[message.ref])).content.decode()
    client.post(reverse("notifications:retry", args=[message.ref]))
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)


def test_a_sign_in_code_is_shown_to_nobody(client, world):
    with transaction.atomic():
        message = enqueue(
            kinds.get("accounts/sign_in_code"),
            to=world["person"],
            subject=world["person"],
            dedupe_key="code",
            secret="48201957",
            organisation_id=world["organisation"].pk,
        )
    page = client.get(reverse("notifications:detail", args=[message.ref])).content.decode()
    assert "48201957" not in page
    assert "private" in page


def test_filters_stand_in_the_address(client, world):
    written(world, 1, state=State.PARKED)
    written(world, 2, state=State.SENT, sent_at=clock.now())
    shown = {
        show: [
            m.dedupe_key for m in client.get(reverse("notifications:list"), {"show": show}).context["page"]
        ]
        for show in ("needs_help", "sent", "by_hand", "nonsense")
    }
    assert shown == {
        "needs_help": ["key 1"],
        "sent": ["key 2"],
        "by_hand": [],
        "nonsense": ["key 2", "key 1"],
    }
