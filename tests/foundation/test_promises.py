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
from coproduce.foundation.promises.by_hand.actions import move_by_hand, release_by_hand
from coproduce.foundation.promises.handover.actions import hand_over
from coproduce.foundation.promises.kinds import PromiseKind, Side, WaitReason
from coproduce.foundation.promises.models import Promise, PromiseDate, PromiseWait
from coproduce.foundation.promises.waits.actions import set_waits
from coproduce.foundation.transitions import TransitionRefused
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
BY_HAND = kinds.register(
    PromiseKind(
        "tests.by_hand",
        Side.ORGANISATION,
        "Write {label}",
        "Write {label}",
        by_hand=True,
        reminder_expires=THREE_DAYS,
    )
)
PAPER = kinds.register_reason(WaitReason("tests.paper", "the paper", "the paper"))
ANSWER = kinds.register_reason(WaitReason("tests.answer", "your answer", "an answer"))
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


def at(monkeypatch, days: int) -> None:
    """Let the clock of this process run some days ahead."""
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + dt.timedelta(days=days))


def told(kind: str) -> list[int]:
    return list(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_while_a_promise_waits_it_is_not_late_and_reminds_nobody(world):
    promise = made(world, days=2)
    other = made(world, kind=THEIRS)
    waiting = set_waits(promise, {PAPER: None, ANSWER: other}, by=None)
    Promise.objects.filter(pk=promise.pk).update(due_at=clock.now() - dt.timedelta(days=1))
    waiting.refresh_from_db()
    assert (waiting.is_waiting, waiting.is_overdue, waiting.remind_at) == (True, False, None)
    assert waiting.reasons == [ANSWER, PAPER]
    assert not Promise.objects.overdue().exists()
    assert set(PromiseWait.objects.values_list("reason", "settled_by")) == {
        ("tests.paper", None),
        ("tests.answer", other.pk),
    }


def test_the_day_moves_by_the_days_it_waited_and_is_told_once(world, monkeypatch):
    promise = made(world, days=10)
    set_waits(promise, {PAPER: None, ANSWER: None}, by=None)
    at(monkeypatch, days=3)
    still = set_waits(promise, {PAPER: None}, by=None)
    assert still.is_waiting
    assert not told("promises/day_is_known")
    at(monkeypatch, days=1)
    on = set_waits(promise, {}, by=None)
    set_waits(promise, {}, by=None)
    moved = clock.uk(on.due_at).date() - clock.uk(promise.due_at).date()
    assert (moved.days, on.is_waiting, on.remind_at is not None) == (4, False, True)
    assert on.first_due_at == promise.due_at
    assert told("promises/day_is_known") == [world["member"].person.pk]
    assert PromiseDate.objects.get().was_due_at == promise.due_at
    assert not PromiseWait.objects.filter(ended_at=None).exists()


def test_moving_a_promise_that_waits_wakes_no_reminder(world):
    promise = made(world)
    set_waits(promise, {PAPER: None}, by=None)
    made(world, days=20)
    promise.refresh_from_db()
    assert (promise.remind_at, promise.is_waiting) == (None, True)


@pytest.mark.parametrize("end", ["keep", "keep_all", "release"])
def test_what_is_over_waits_no_longer(world, end):
    promise = made(world)
    set_waits(promise, {PAPER: None}, by=None)
    subjects = type(world["project"]).objects.filter(pk=world["project"].pk)
    if end == "keep":
        actions.keep(OURS, subject=world["project"], by=None)
    elif end == "keep_all":
        actions.keep_all(OURS, subjects=subjects, by=None)
    else:
        actions.release(OURS, subject=world["project"], by=None, why="Not needed")
    promise.refresh_from_db()
    assert (promise.is_open, promise.is_waiting, promise.waits_for) == (False, False, "")
    assert PromiseWait.objects.get().ended_at is not None
    assert set_waits(promise, {PAPER: None}, by=None).is_waiting is False


def test_the_database_lets_no_promise_wait_and_remind(world):
    promise = made(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(waiting_since=clock.now(), waits_for="tests.paper")


def test_moved_by_hand_is_told_with_the_reason_and_both_sides_read_it(world, client):
    promise = made(world, kind=BY_HAND)
    day = clock.now() + dt.timedelta(days=30)
    move_by_hand(promise, due_at=day, by=world["manager"], why="The writer is ill")
    assert told("promises/moved") == [world["member"].person.pk]
    page = builders.sign_in(client, world["member"]).get(f"/my/promises/{promise.ref}/").content.decode()
    assert "The writer is ill" in page
    with pytest.raises(TransitionRefused, match="same date"):
        move_by_hand(promise, due_at=day, by=world["manager"], why="Again")


def test_each_move_is_told_also_one_back_to_an_earlier_day(world):
    promise = made(world, kind=BY_HAND)
    first, other = (clock.now() + dt.timedelta(days=days) for days in (30, 40))
    for day in (first, other, first):
        move_by_hand(promise, due_at=day, by=world["manager"], why="The writer is ill")
    assert told("promises/moved") == [world["member"].person.pk] * 3


def test_a_day_that_is_known_again_is_told_again(world):
    promise = made(world)
    for _time in range(2):
        set_waits(promise, {PAPER: None}, by=None)
        set_waits(promise, {}, by=None)
    assert told("promises/day_is_known") == [world["member"].person.pk] * 2


def test_released_by_hand_is_told_and_stays_readable_for_both(world, client):
    promise = made(world, kind=BY_HAND)
    release_by_hand(promise, by=world["manager"], why="The letter came back")
    assert told("promises/released") == [world["member"].person.pk]
    theirs = builders.sign_in(client, world["member"])
    for page in ("/my/promises/", f"/my/promises/{promise.ref}/"):
        assert "Called off" in theirs.get(page).content.decode()
    assert "The letter came back" in theirs.get(f"/my/promises/{promise.ref}/").content.decode()
    with pytest.raises(TransitionRefused, match="already dealt with"):
        release_by_hand(promise, by=world["manager"], why="Again")


def test_what_all_of_a_project_are_owed_is_told_to_each(world):
    other = builders.person(email="oli@example.org")
    builders.team_member(world["project"], other)
    builders.person(email="stranger@example.org")
    promise = made(world, kind=BY_HAND)
    Promise.objects.filter(pk=promise.pk).update(person=None)
    promise.refresh_from_db()
    release_by_hand(promise, by=world["manager"], why="Not needed")
    assert set(told("promises/released")) == {world["member"].person.pk, other.pk}


def test_what_an_app_settles_is_not_changed_by_hand(world):
    promise = made(world)
    for act in (
        lambda: move_by_hand(promise, due_at=clock.now(), by=world["manager"], why="x"),
        lambda: release_by_hand(promise, by=world["manager"], why="x"),
    ):
        with pytest.raises(TransitionRefused, match="cannot change this here"):
            act()
    promise.refresh_from_db()
    assert promise.is_open
    assert not Notification.objects.exists()


def test_what_waits_has_no_day_to_move(world):
    promise = made(world, kind=BY_HAND)
    set_waits(promise, {PAPER: None}, by=None)
    with pytest.raises(TransitionRefused, match="no day yet"):
        move_by_hand(promise, due_at=clock.now(), by=world["manager"], why="x")


@pytest.mark.parametrize("discreet", [False, True])
def test_a_reason_in_free_words_is_not_mailed_to_who_asked_for_discretion(world, discreet):
    promise = made(world, kind=BY_HAND)
    day = clock.now() + dt.timedelta(days=30)
    move_by_hand(promise, due_at=day, by=world["manager"], why="Friday is when I pray")
    release_by_hand(promise, by=world["manager"], why="Friday is when I pray")
    for message in Notification.objects.select_related("recipient"):
        message.recipient.discreet = discreet
        message.subject, message.own_text = Promise.objects.get(), None
        assert ("when I pray" in "".join(rendering.render(message))) == (not discreet)


def test_handed_over_promises_are_told_once_in_one_list(world):
    first, second = made(world), made(world, kind=THEIRS)
    kept = made(world, kind=BY_HAND)
    actions.keep(BY_HAND, subject=world["project"], by=None)
    heir = builders.staff_user(Role.PPI_MANAGER, world["project"].organisation).person
    changed = hand_over(Promise.objects.all(), to=heir, by=world["manager"], why="New contact")
    assert {one.pk for one in changed} == {first.pk, second.pk}
    assert set(Promise.objects.filter(owner=heir).values_list("pk", flat=True)) == {first.pk, second.pk}
    assert first.earlier_owners.get().owner == world["manager"].person
    assert not kept.earlier_owners.exists()
    message = Notification.objects.select_related("recipient").get(kind="promises/handed_over")
    message.own_text = None
    assert (message.recipient, rendering.render(message)[1].count("the letter")) == (heir, 2)
    assert hand_over(Promise.objects.all(), to=heir, by=None, why="Again") == []
    assert Notification.objects.filter(kind="promises/handed_over").count() == 1


@pytest.mark.parametrize(
    ("due", "since", "until", "expected"),
    [
        ("2026-11-30T23:59:59Z", "2026-11-02T09:00Z", "2026-11-02T21:00Z", "2026-11-30T23:59:59+00:00"),
        ("2026-11-30T23:59:59Z", "2026-11-02T23:00Z", "2026-11-03T01:00Z", "2026-12-01T23:59:59+00:00"),
        # over the night the clocks change, the last second of a day stays its last second
        ("2027-03-20T23:59:59Z", "2027-03-01T09:00Z", "2027-03-21T09:00Z", "2027-04-09T23:59:59+01:00"),
    ],
)
def test_a_pause_moves_the_day_by_whole_uk_days(due, since, until, expected):
    due, since, until = (dt.datetime.fromisoformat(one) for one in (due, since, until))
    assert rules.after_a_pause(due, since=since, until=until) == dt.datetime.fromisoformat(expected)


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
