"""A meeting moved or called off before anybody was told: people hear the last word, and hear it once."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.pages.presenters import uk_when
from coproduce.foundation.promises.models import Promise, PromiseDate
from projects.meetings.attendance import actions as attendance
from projects.meetings.calendar import queries as calendar_queries
from projects.meetings.models import Meeting
from projects.meetings.papers import actions as papers
from projects.meetings.planning import actions
from tests import builders
from tests.projects.meetings.planning.test_actions import upload

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def move(meeting, days, by):
    starts_at = meeting.starts_at + days * DAY
    return actions.move_meeting(meeting, starts_at=starts_at, ends_at=starts_at + 2 * DAY / 24, by=by)


def mails_to(user) -> list[str]:
    deliver_due()
    return [f"{one.subject}\n{one.body}" for one in mail.outbox if one.to == [user.email]]


def test_moved_twice_before_sending_is_one_message_with_the_last_time(meeting, manager, ada):
    mails_to(ada)
    mail.outbox.clear()
    first = move(meeting, 7, manager)
    last = move(first, 7, manager)
    [letter] = mails_to(ada)
    assert uk_when(last.starts_at) in letter
    assert uk_when(first.starts_at) not in letter


def test_moved_and_moved_on_is_told_each_time_when_the_first_news_went_out(meeting, manager, ada):
    mails_to(ada)
    moved = move(meeting, 7, manager)
    mails_to(ada)
    move(moved, 7, manager)
    assert len(mails_to(ada)) == 3


def test_called_off_after_a_move_only_the_cancellation_goes_out(meeting, manager, ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    mails_to(ada)
    mail.outbox.clear()
    papers.add_paper(meeting, title="Agenda", file=upload(), by=manager)
    papers.send_papers(meeting, by=manager)
    actions.cancel(move(meeting, 7, manager), why="Too few.", by=manager)
    [letter] = mails_to(ada)
    assert letter.startswith("Called off:")


def test_promises_and_their_reminders_move_each_time_and_the_first_date_stays(meeting, manager):
    moved = move(move(meeting, 7, manager), 7, manager)
    waiting = Promise.objects.open().order_by("kind", "id")
    assert [(p.kind, moved.starts_at - p.due_at) for p in waiting] == [
        ("meetings.answer", 5 * DAY),
        ("meetings.answer", 5 * DAY),
        ("meetings.papers", 7 * DAY),
    ]
    for one in waiting:
        assert clock.uk(one.remind_at).date() == clock.uk(one.due_at).date()
        assert one.first_due_at == one.due_at - 14 * DAY
        assert PromiseDate.objects.filter(promise=one).count() == 2


def test_a_reminder_of_the_old_time_does_not_come(meeting, manager, ada):
    """Answered, then moved: the answer is asked for anew, with a reminder for the new time only."""
    attendance.respond(meeting.invitations.get(person=ada.person), coming=True, by=ada)
    moved = move(meeting, 7, manager)
    waiting = Promise.objects.filter(person=ada.person, kind="meetings.answer").order_by("id")
    assert [(p.is_open, p.remind_at is None) for p in waiting] == [(False, True), (True, False)]
    assert waiting.last().due_at == moved.starts_at - 5 * DAY


def test_after_the_meeting_is_off_nothing_reminds(meeting, manager):
    actions.cancel(move(meeting, 7, manager), why="Too few.", by=manager)
    assert not Promise.objects.filter(remind_at__isnull=False).exists()


def test_a_move_that_is_refused_changes_and_tells_nothing(meeting, manager, ada):
    mails_to(ada)
    mail.outbox.clear()
    past = clock.now() - DAY
    with pytest.raises(Exception, match="passed"):
        actions.move_meeting(meeting, starts_at=past, ends_at=past + DAY / 24, by=manager)
    assert mails_to(ada) == []
    assert Meeting.objects.get().starts_at == meeting.starts_at


def test_called_off_while_it_was_planned_nobody_hears_or_sees_of_it(client, project, manager, ada):
    """But whoever planned it may have it in their own calendar, so the entry is taken back there."""
    planned = builders.meeting(project, ada.person, manager.person, title="Never told")
    off = actions.cancel(planned, why="Ill.", by=manager)
    assert (mails_to(ada), off.sequence) == ([], 1)
    builders.sign_in(client, ada)
    assert "Never told" not in client.get(reverse("my_meetings:list")).content.decode()
    assert client.get(reverse("my_meetings:detail", args=[off.ref])).status_code == 404
    assert "Never told" not in calendar_queries.feed_of(ada.person).decode()
