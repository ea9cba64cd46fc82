"""Administrators hear of it by another way, at most once an hour, while messages do not arrive."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from coproduce.foundation.notifications import tasks
from coproduce.foundation.notifications.models import MailServer, Notification
from coproduce.foundation.notifications.sending import alarm, breaker
from coproduce.foundation.notifications.states import State
from tests.failing_sink import Failing

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def admins(settings):
    """A mail server of the alarm's own, and two people to tell."""
    settings.ADMINS = [("", "one@example.org"), ("", "two@example.org")]
    with Failing() as sink:
        settings.ALARM_EMAIL_HOST, settings.ALARM_EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


def ill_for(minutes: int) -> None:
    breaker.fell_ill("SMTPConnectError 554", probing=False)
    MailServer.objects.update(ill_since=clock.database_now() - minutes * MINUTE)


def test_all_is_well(admins, write):
    write(2)
    assert (alarm.look(), admins.taken) == (False, [])


def test_a_server_ill_for_long_is_told_to_each_alone_once_an_hour(admins, write):
    write(3)
    Notification.objects.update(due_at=clock.database_now() - MINUTE)
    ill_for(9)
    assert alarm.look() is False
    MailServer.objects.update(ill_since=clock.database_now() - 11 * MINUTE)
    assert [alarm.look(), alarm.look()] == [True, False]
    assert [one.recipients for one in admins.taken] == [("one@example.org",), ("two@example.org",)]
    body = admins.taken[0].mail.get_payload()
    assert "the mail server is ill since" in body
    assert "messages that are due and wait: 3" in body
    assert "p0@example.org" not in body
    MailServer.objects.update(alarmed_at=clock.database_now() - 59 * MINUTE)
    assert alarm.look() is False
    MailServer.objects.update(alarmed_at=clock.database_now() - 61 * MINUTE)
    assert alarm.look() is True


def test_parked_messages_are_told_by_the_sweeper(admins, write, mailoutbox):
    write(2)
    Notification.objects.update(state=State.PARKED)
    tasks.sweep()
    tasks.sweep()
    assert len(admins.taken) == 2
    assert "messages that need a person: 2" in admins.taken[0].mail.get_payload()


def test_an_alarm_that_reached_nobody_is_tried_again(admins, write):
    write(1)
    Notification.objects.update(state=State.PARKED)
    admins.orders.greeting = "554 no"
    assert (alarm.look(), MailServer.objects.get().alarmed_at) == (False, None)
    admins.orders.greeting = ""
    assert (alarm.look(), len(admins.taken)) == (True, 2)


def test_a_command_reads_the_words(write, settings, tmp_path):
    told = tmp_path / "told"
    settings.ALARM_COMMAND = f"tee {told}"
    write(1)
    Notification.objects.update(state=State.PARKED)
    assert alarm.look() is True
    assert "messages that need a person: 1" in told.read_text()


@pytest.mark.parametrize("command", ["no-such-command", "false", "sleep 30", '"unclosed'])
def test_a_command_that_fails_stops_nothing(write, settings, monkeypatch, command):
    monkeypatch.setattr(alarm, "SECONDS", 0.5)
    settings.ALARM_COMMAND = command
    write(1)
    Notification.objects.update(state=State.PARKED)
    assert alarm.look() is False


def test_without_a_way_it_stands_in_the_log(write, caplog):
    write(1)
    Notification.objects.update(state=State.PARKED)
    assert alarm.look() is True
    assert "messages that need a person: 1" in caplog.text
