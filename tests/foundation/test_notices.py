"""A notice says once, to one person, what nobody owes. The app names the rows, and whom to tell."""

from dataclasses import replace

import pytest
from django.db import transaction

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds, notices
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.notices import Notice
from coproduce.foundation.notifications.tasks import give_notices
from coproduce.foundation.promises.models import Promise
from tests import builders
from tests.foundation.test_promises import made, world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

KIND = NotificationKind("tests/notice", expires=A_FORTNIGHT)


@pytest.fixture
def notice(monkeypatch):
    """A word about each promise of a letter, marked where there is an empty moment."""
    monkeypatch.setattr(kinds, "_kinds", {KIND.key: KIND})
    monkeypatch.setattr(notices, "_notices", {})
    return notices.register(
        Notice(
            KIND,
            due=lambda: Promise.objects.filter(label="the letter"),
            to=lambda promise: promise.person,
            mark="kept_at",
        )
    )


def test_each_row_is_told_once_and_marked(notice, world):  # noqa: F811
    promise = made(world)
    for _twice in range(2):
        give_notices()
    message, fresh = Notification.objects.get(), Promise.objects.get()
    assert (message.kind, message.recipient, message.subject_id) == (KIND.key, promise.person, promise.pk)
    assert message.organisation_id == promise.organisation_id
    assert fresh.kept_at <= clock.now()


def test_a_marked_row_is_passed_over_and_a_lost_mark_says_nothing_twice(notice, world):  # noqa: F811
    made(world)
    assert [notices.give(notice), notices.give(notice)] == [1, 0]
    Promise.objects.update(kept_at=None)
    assert notices.give(notice) == 1
    assert Notification.objects.count() == 1


def test_a_notice_and_its_marks_stand_or_fall_together(notice, world):  # noqa: F811
    made(world)
    with transaction.atomic():
        notices.give(notice)
        transaction.set_rollback(True)
    assert (Notification.objects.count(), Promise.objects.filter(kept_at=None).count()) == (0, 1)


def test_many_are_told_in_batches(notice, world, monkeypatch):  # noqa: F811
    monkeypatch.setattr(notices, "BATCH", 2)
    for _ in range(5):
        made(world, person=builders.person())
    give_notices()
    assert Notification.objects.count() == 5


def test_a_row_that_cannot_be_told_keeps_nobody_else_from_it(notice, world, monkeypatch):  # noqa: F811
    bad, good = made(world, person=builders.person()), made(world, person=builders.person())
    told = {bad.pk: lambda: 1 / 0, good.pk: lambda: good.person}
    monkeypatch.setattr(notices, "_notices", {KIND.key: replace(notice, to=lambda row: told[row.pk]())})
    give_notices()
    assert Notification.objects.get().recipient == good.person
    assert Promise.objects.get(kept_at=None) == bad


def test_a_notice_is_declared_once(notice):
    assert notices.register(notice) is notice
    with pytest.raises(ValueError, match="twice"):
        notices.register(Notice(KIND, due=Promise.objects.all, to=lambda row: row.person, mark="kept_at"))
