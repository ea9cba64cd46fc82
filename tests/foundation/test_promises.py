"""A promise is made, moved, kept or released with what it is about; its one reminder follows."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from contributors.accounts.models import StaffRole
from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises import actions, kinds, reminders, rules
from coproduce.foundation.promises.kinds import PromiseKind, Side
from coproduce.foundation.promises.models import Promise, PromiseDate
from tests import builders

pytestmark = pytest.mark.django_db

OURS = kinds.register(
    PromiseKind(
        "tests.ours", Side.ORGANISATION, "Answer {label}", "Answer {label}", reminder_expires=THREE_DAYS
    )
)
THEIRS = kinds.register(
    PromiseKind(
        "tests.theirs", Side.CONTRIBUTOR, "Read {label}", "They read {label}", reminder_expires=THREE_DAYS
    )
)
CLOSE = kinds.register(
    PromiseKind(
        "tests.close",
        Side.ORGANISATION,
        "{label}",
        "{label}",
        kept_to="edit_project",
        reminder_expires=THREE_DAYS,
    )
)


@pytest.fixture
def world():
    organisation = builders.organisation()
    manager = builders.staff_user(Role.PPI_MANAGER, organisation)
    project = builders.project(organisation, lead=manager.person)
    member = builders.contributor_user(organisation)
    builders.team_member(project, member.person)
    return {"project": project, "manager": manager, "member": member}


def made(world, kind=OURS, days=10, person=None, **fields) -> Promise:
    with transaction.atomic():
        return actions.make(
            kind,
            subject=world["project"],
            due_at=clock.now() + dt.timedelta(days=days),
            owner=world["manager"].person,
            by=world["manager"],
            organisation_id=world["project"].organisation_id,
            project_id=world["project"].pk,
            person=person or world["member"].person,
            label="the letter",
            **fields,
        )


def test_make_says_both_sides_words(world):
    promise = made(world)
    assert (promise.words_for_staff, promise.is_open, promise.is_overdue) == (
        "Answer the letter",
        True,
        False,
    )


@pytest.mark.django_db(transaction=True)
def test_make_outside_a_transaction_is_refused(world):
    with pytest.raises(RuntimeError):
        actions.keep(OURS, subject=world["project"], by=None)


def test_make_twice_moves_the_open_one_and_keeps_the_old_date_visible(world):
    first = made(world, days=10)
    again = made(world, days=20)
    assert again.pk == first.pk
    assert list(PromiseDate.objects.values_list("promise", "was_due_at")) == [(first.pk, first.due_at)]
    assert again.first_due_at == first.due_at


def test_two_people_are_owed_separately_and_keeping_one_leaves_the_other(world):
    other = builders.person(organisation=world["project"].organisation)
    made(world)
    made(world, person=other)
    assert actions.keep(OURS, subject=world["project"], by=world["manager"], person=other) == 1
    assert [p.person for p in Promise.objects.open()] == [world["member"].person]


def test_release_needs_a_reason_and_the_database_knows_it(world):
    promise = made(world)
    with pytest.raises(ValueError, match="reason"):
        actions.release_one(promise, by=world["manager"], why="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(released_at=clock.now())


def test_an_open_promise_is_unique_in_the_database(world):
    promise = made(world)
    promise.pk, promise.ref = None, "another234"
    with pytest.raises(IntegrityError), transaction.atomic():
        promise.save(force_insert=True)


def test_reminder_goes_out_once_when_due_to_the_side_that_owes(world, settings):
    ours, theirs = made(world), made(world, kind=THEIRS)
    Promise.objects.update(remind_at=clock.now() - dt.timedelta(minutes=1))
    assert (reminders.remind_due(), reminders.remind_due()) == (2, 0)
    assert set(Notification.objects.values_list("kind", "recipient", "subject_id")) == {
        ("promises/reminder_to_staff", world["manager"].person.pk, ours.pk),
        ("promises/reminder_to_contributor", world["member"].person.pk, theirs.pk),
    }


@pytest.mark.parametrize("discreet", [False, True])
def test_a_reminder_leaves_names_out_for_who_asked_for_that(world, discreet):
    made(world, kind=THEIRS)
    Promise.objects.update(remind_at=clock.now() - dt.timedelta(minutes=1))
    reminders.remind_due()
    message = Notification.objects.select_related("recipient").get()
    message.recipient.discreet = discreet
    message.subject, message.own_text = Promise.objects.get(), None
    said = "".join(rendering.render(message))
    assert ("Read the letter" in said, "Sign in to read what it is." in said) == (not discreet, discreet)


def test_reminder_is_not_sent_once_the_promise_was_kept_or_moved(world):
    kept, moved = made(world), made(world, kind=THEIRS)
    Promise.objects.update(remind_at=clock.now() - dt.timedelta(minutes=1))
    reminders.remind_due()
    actions.keep(OURS, subject=world["project"], by=None)
    actions.move(
        THEIRS, subject=world["project"], due_at=clock.now() + dt.timedelta(days=30), by=None, why="ill"
    )
    why = {m.subject_id: reminders.still_owed(m) for m in Notification.objects.all()}
    assert why == {kept.pk: "kept or released", moved.pk: "moved to another date"}


def test_a_moved_promise_is_reminded_of_again(world):
    promise = made(world)
    Promise.objects.update(remind_at=clock.now() - dt.timedelta(minutes=1))
    reminders.remind_due()
    actions.move(
        OURS, subject=world["project"], due_at=clock.now() + dt.timedelta(days=30), by=None, why="ill"
    )
    Promise.objects.filter(pk=promise.pk).update(remind_at=clock.now() - dt.timedelta(minutes=1))
    assert (reminders.remind_due(), Notification.objects.count()) == (1, 2)


UK = clock.UK


@pytest.mark.parametrize(
    ("side", "due", "now", "expected"),
    [
        (Side.ORGANISATION, (2027, 5, 14, 23, 59), (2027, 5, 1, 9), (2027, 5, 14, 8)),
        (Side.CONTRIBUTOR, (2027, 5, 14, 23, 59), (2027, 5, 1, 9), (2027, 5, 14, 10)),
        (Side.CONTRIBUTOR, (2027, 5, 14, 9, 30), (2027, 5, 1, 9), (2027, 5, 14, 9, 30)),
        (Side.ORGANISATION, (2027, 5, 14, 23, 59), (2027, 5, 14, 15), (2027, 5, 14, 23, 59)),
        (
            Side.ORGANISATION,
            (2027, 3, 28, 23, 59),
            (2027, 3, 1, 9),
            (2027, 3, 28, 8),
        ),  # the clocks went forward
    ],
)
def test_staff_are_reminded_first_on_the_uk_day(side, due, now, expected):
    moment = rules.remind_at(side, dt.datetime(*due, tzinfo=UK), dt.datetime(*now, tzinfo=UK))
    assert moment == dt.datetime(*expected, tzinfo=UK)


def test_visible_to_leaves_strangers_out(world):
    mine = made(world)
    stranger = builders.staff_user(Role.PPI_MANAGER, builders.organisation())
    seen = {
        "manager": list(Promise.objects.visible_to(world["manager"])),
        "member": list(Promise.objects.visible_to(world["member"])),
        "stranger": list(Promise.objects.visible_to(stranger)),
    }
    assert seen == {"manager": [mine], "member": [mine], "stranger": []}


def test_what_is_kept_to_those_who_see_to_it_is_hidden_where_they_only_look(world):
    everywhere, close = made(world), made(world, kind=CLOSE)
    onlooker = builders.staff_user(Role.READ_ONLY, world["project"].organisation)
    seen = {
        "manager": set(Promise.objects.visible_to(world["manager"])),
        "member": set(Promise.objects.visible_to(world["member"])),
        "onlooker": set(Promise.objects.visible_to(onlooker)),
    }
    assert seen == {"manager": {everywhere, close}, "member": {everywhere, close}, "onlooker": {everywhere}}
    elsewhere = StaffRole.objects.create(
        user=onlooker, organisation=builders.organisation(), role=Role.PPI_MANAGER
    )
    again = type(onlooker).objects.get(pk=elsewhere.user_id)
    assert set(Promise.objects.visible_to(again)) == {everywhere}


def test_one_promise_that_cannot_be_reminded_of_keeps_nobody_else_from_it(world, monkeypatch):
    bad, newer, good = (made(world, person=builders.person()) for _ in range(3))
    Promise.objects.update(remind_at=clock.database_now())
    Promise.objects.filter(pk=newer.pk).update(kind="newer.kind")
    really = reminders.enqueue
    monkeypatch.setattr(
        reminders, "enqueue", lambda *a, **k: 1 / 0 if k["subject"] == bad else really(*a, **k)
    )
    assert reminders.remind_due() == 2
    assert [message.subject for message in Notification.objects.all()] == [good]
    left = {promise.pk: promise.remind_at for promise in Promise.objects.exclude(remind_at=None)}
    assert set(left) == {bad.pk, newer.pk}
    assert left[bad.pk] - left[newer.pk] > dt.timedelta(minutes=59)
