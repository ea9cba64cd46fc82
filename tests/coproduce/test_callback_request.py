"""Asking to be rung is a promise like any other."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from contributors.accounts.roles import Role
from coproduce import callback_request
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    organisation = builders.organisation()
    manager = builders.staff_user(Role.PPI_MANAGER, organisation)
    return {
        "manager": manager,
        "member": builders.contributor_user(organisation, name="Meg Hughes", phone=""),
    }


def test_a_call_is_promised_by_the_end_of_the_next_working_day(client, world):
    answer = builders.sign_in(client, world["member"]).post(reverse("call_me"), {"phone": "0117 496 0101"})
    promise = Promise.objects.get()
    assert answer.url == reverse("home")
    assert (promise.person, promise.owner, promise.words_for_staff) == (
        world["member"].person,
        world["manager"].person,
        "Ring Meg Hughes (0117 496 0101) back",
    )
    assert promise.due_at.date() > clock.today() - dt.timedelta(days=1)


def test_asking_twice_is_one_promise(client, world):
    builders.sign_in(client, world["member"])
    for _ in range(2):
        client.post(reverse("call_me"), {"phone": "0117 496 0101"})
    assert Promise.objects.count() == 1


def test_a_wrong_number_is_kept_and_explained(client, world):
    answer = builders.sign_in(client, world["member"]).post(reverse("call_me"), {"phone": "ring after five"})
    assert "ring after five" in answer.content.decode()
    assert Promise.objects.count() == 0


def test_somebody_signed_out_is_told_where_to_ring(client, settings):
    assert settings.HELP_PHONE in client.get(reverse("call_me")).content.decode()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2026, 11, 23), (2026, 11, 24)),
        ((2026, 11, 27), (2026, 11, 30)),
        ((2026, 11, 28), (2026, 11, 30)),
        ((2026, 12, 24), (2026, 12, 29)),  # Christmas, a weekend, Boxing Day on Monday
        ((2027, 3, 25), (2027, 3, 30)),  # Good Friday to Easter Monday
    ],
)
def test_weekends_and_bank_holidays_are_not_working_days(world, day, expected):
    person = world["member"].person
    with clock.pretend(dt.datetime(*day, 12, tzinfo=clock.UK)), transaction.atomic():
        callback_request.promise_callback(person, phone="0117 496 0101", by=world["member"])
    due = clock.uk(Promise.objects.get().due_at)
    assert (due.date(), due.time()) == (dt.date(*expected), dt.time(23, 59))


def test_nobody_who_has_left_is_asked_to_ring(world):
    person = world["member"].person
    second = builders.staff_user(Role.PPI_MANAGER, world["manager"].roles.get().organisation)
    assert callback_request.who_rings(person)[0] == world["manager"].person
    world["manager"].is_active = False
    world["manager"].save()
    assert callback_request.who_rings(person)[0] == second.person
    second.roles.update(until=clock.today() + dt.timedelta(days=3))
    assert callback_request.who_rings(person)[0] == second.person
