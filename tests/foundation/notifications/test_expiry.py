"""Each kind says when it stops being of use, and the database's clock alone says whether that is now."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import transaction

from contributors.accounts.roles import Role
from coproduce.foundation import clock, transitions
from coproduce.foundation.notifications import actions, kinds, tasks
from coproduce.foundation.notifications.expiry import NEVER, After, Never, Until
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery, sweeping
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises import kinds as promise_kinds
from coproduce.foundation.promises import reminders
from coproduce.foundation.promises.kinds import PromiseKind, Side
from coproduce.foundation.promises.models import Promise
from projects.meetings.models import Meeting
from projects.meetings.planning import promises as meeting_promises
from tests import builders
from tests.foundation.notifications.conftest import CODE, NEWS

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def test_no_kind_is_made_without_an_expiry():
    with pytest.raises(TypeError, match="expires"):
        NotificationKind("tests/forgetful")
    with pytest.raises(TypeError, match="reminder_expires"):
        PromiseKind("tests.forgetful", Side.ORGANISATION, "x", "x")


def test_every_kind_has_a_rule_and_those_without_an_end_are_known():
    rules = {kind.key: kind.expires for kind in kinds.registered()}
    assert all(isinstance(rule, After | Until | Never | reminders.AsPromised) for rule in rules.values())
    assert sorted(key for key, rule in rules.items() if rule == NEVER) == [
        "claims/approved",
        "claims/look_again",
        "claims/looked_again",
        "claims/refused",
        "claims/topped_up",
        "on_behalf/put_right",
        "on_behalf/recorded",
        "payees/details_changed",
        "payments/advance",
        "payments/bounced",
        "payments/paid",
        "people/contact_changed",
        "people/mailbox_asked",
        "rights/agreed",
        "rights/refused",
        "selection/answered",
        "selection/feedback_given",
        "selection/place_free",
        "selection/place_over",
    ]


def test_what_is_owed_by_a_meeting_is_not_reminded_of_after_it():
    rules = {kind.key: kind.reminder_expires for kind in promise_kinds.registered()}
    assert all(isinstance(rule, After | Until) for rule in rules.values())
    assert sorted(key for key, rule in rules.items() if isinstance(rule, Until)) == [
        "bookings.book",
        "meetings.answer",
        "meetings.arrange",
        "meetings.paper_copy",
        "meetings.papers",
    ]


def test_codes_and_links_for_signing_in_are_urgent():
    assert sorted(kind.key for kind in kinds.registered() if kind.urgent) == [
        "accounts/new_device",
        "accounts/no_password_needed",
        "accounts/password_reset",
        "accounts/sign_in_code",
        "accounts/staff_use_password",
        "people/new_mailbox",
    ]


@pytest.mark.parametrize("hours", [-30, 2, 30])
def test_a_wrong_clock_of_the_web_process_makes_nothing_early_or_late(write, mailoutbox, time_machine, hours):
    right = clock.database_moment()
    time_machine.move_to(right + hours * HOUR)
    write(1, CODE, name="c")
    write(1)
    due = dict(Notification.objects.values_list("kind", "due_at"))
    expires = dict(Notification.objects.values_list("kind", "expires_at"))
    minute = dt.timedelta(minutes=1)
    assert abs(due[NEWS.key] - right) < minute
    assert abs(expires[CODE.key] - right - HOUR / 4) < minute
    assert delivery.deliver_due() == 2


def test_the_database_is_asked_to_the_microsecond():
    first, second = clock.database_moment(), clock.database_moment()
    assert first.utcoffset() == dt.timedelta(0)
    assert first <= second < first + HOUR


def test_what_has_expired_is_never_claimed(write, mailoutbox):
    write(2)
    Notification.objects.filter(address="p0@example.org").update(
        expires_at=clock.database_now() - dt.timedelta(seconds=1)
    )
    assert delivery.deliver_due() == 1, "not even before the sweeper comes by"
    assert sweeping.close_what_is_too_late() == 1


def test_what_never_expires_goes_out_after_a_year(write, monkeypatch, mailoutbox):
    kind = replace(NEWS, expires=NEVER)
    monkeypatch.setitem(kinds._kinds, NEWS.key, kind)
    write(1, kind)
    Notification.objects.update(due_at=clock.database_now() - 365 * 24 * HOUR)
    assert (sweeping.close_what_is_too_late(), delivery.deliver_due()) == (0, 1)


def test_until_gives_news_at_least_its_time_and_a_missing_moment_waits():
    now = clock.now()
    assert Until(lambda row: now + HOUR).at(None, now) == now + HOUR
    assert Until(lambda row: now - HOUR).at(None, now) == now - HOUR
    assert Until(lambda row: now - HOUR, at_least_hours=1).at(None, now) == now + HOUR
    assert Until(lambda row: None).at(None, now) is None


@pytest.mark.parametrize("kind", [meeting_promises.ANSWER, meeting_promises.PAPERS])
def test_after_three_days_of_sleep_nobody_is_reminded_of_a_meeting_that_is_over(kind, mailoutbox):
    organisation = builders.organisation()
    manager = builders.staff_user(Role.PPI_MANAGER, organisation)
    ada = builders.person("Ada", email="ada@example.org", organisation=organisation)
    meeting = builders.meeting(builders.project(organisation, lead=manager.person), ada)
    with transaction.atomic():
        meeting_promises.ask_for_answers(meeting, meeting.invitations.all(), by=manager)
        meeting_promises.promise_papers(meeting, by=manager)
    begins = clock.database_moment() - 28 * HOUR
    Meeting.objects.update(starts_at=begins, ends_at=begins + HOUR)
    Promise.objects.exclude(kind=kind.key).update(remind_at=None)
    Promise.objects.filter(kind=kind.key).update(remind_at=begins - 24 * HOUR)
    assert reminders.remind_due() == 1
    tasks.sweep()
    row = Notification.objects.get()
    assert (row.state, row.expires_at, mailoutbox) == (State.TOO_LATE, begins, [])


def test_sent_again_by_hand_a_message_gets_a_day_but_not_past_what_it_is_about(write, monkeypatch):
    write(1)
    message = Notification.objects.get()
    Notification.objects.update(state=State.PARKED, expires_at=clock.database_now() - HOUR)
    again = actions.retry(message, by=None)
    assert again.expires_at - again.due_at == 24 * HOUR
    over = replace(NEWS, expires=Until(lambda row: clock.now() - HOUR))
    monkeypatch.setitem(kinds._kinds, NEWS.key, over)
    Notification.objects.update(state=State.PARKED, expires_at=clock.database_now() - HOUR)
    with pytest.raises(transitions.TransitionRefused, match="too late"):
        actions.retry(message, by=None)
