"""A reminder before a meeting: in time for the way somebody is reached, and never when it is not true."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import sweeping
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.notifications.states import State
from coproduce.foundation.notifications.tasks import give_notices
from projects.meetings.attendance import actions as attendance
from projects.meetings.ending import actions as ending
from projects.meetings.models import Meeting
from projects.meetings.planning import actions
from projects.meetings.reminding import rules
from projects.meetings.reminding.actions import take_back
from projects.meetings.reminding.models import MeetingSettings
from projects.meetings.reminding.notifications import facts, out_of_date
from projects.meetings.reminding.queries import settings_of, to_remind
from tests import builders

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def at():
    """Go to so many days before a meeting, in the morning."""
    travellers = []

    def go(meeting, days: float):
        moment = meeting.starts_at.replace(hour=9) - days * DAY
        travellers.append(time_machine.travel(moment, tick=False))
        travellers[-1].start()

    yield go
    for one in reversed(travellers):
        one.stop()


def reminded(meeting=None) -> list[str]:
    give_notices()
    rows = Notification.objects.filter(kind="meetings/reminder", state=State.WAITING)
    return sorted(row.recipient.name for row in rows)


def answer(meeting, person, *, coming: bool):
    attendance.respond(meeting.invitations.get(person=person), coming=coming, by=person.account)


def body_to(person) -> str:
    mail.outbox.clear()
    deliver_due()
    return [one.body for one in mail.outbox if one.to == [person.email]][-1]


def test_three_days_before_and_once(meeting, at):
    at(meeting, 4)
    assert reminded() == []
    at(meeting, 3)
    assert [reminded(), reminded()] == [["Ada Lovelace", "Benjamin Bannister", "Priya Organiser"]] * 2


def test_who_said_yes_reads_where_and_how_and_who_has_not_answered_is_asked_again(meeting, ada, ben, at):
    actions.change_details(meeting, joining="Ring the bell.", by=meeting.project.lead.account)
    answer(meeting, ada.person, coming=True)
    at(meeting, 3)
    give_notices()
    body = body_to(ada.person)
    assert [
        word
        for word in ("Room 2, Harbour House", "Ring the bell.", "said that you are coming")
        if word not in body
    ] == []
    asked = [one for one in mail.outbox if one.to == [ben.person.email]][-1]
    assert asked.subject.startswith("Can you come to the meeting on")
    assert "Please tell us if you can come." in asked.body
    assert re.search(r"/meetings/answer/\S+", asked.body)


def test_who_said_no_hears_nothing(meeting, ada, at):
    answer(meeting, ada.person, coming=False)
    at(meeting, 3)
    assert "Ada Lovelace" not in reminded()


def test_a_no_after_the_reminder_was_written_takes_it_back(meeting, ada, at):
    ada.person.channel, ada.person.phone = "phone", "0117 496 0001"
    ada.person.save()
    at(meeting, 3)
    assert "Ada Lovelace" in reminded()
    answer(meeting, ada.person, coming=False)
    assert "Ada Lovelace" not in reminded()


@pytest.mark.parametrize(("channel", "days"), [("post", 10), ("phone", 5), ("text", 5), ("email", 3)])
def test_letters_and_calls_have_time(meeting, ada, at, channel, days):
    person = ada.person
    person.channel, person.phone, person.address = channel, "0117 496 0001", "1 Harbour Street"
    person.save()
    at(meeting, days + 5)
    assert "Ada Lovelace" not in reminded()
    at(meeting, days)
    assert "Ada Lovelace" in reminded()


@pytest.mark.parametrize(
    ("today", "channel", "last"),
    [
        ((2026, 12, 23), "email", (2026, 12, 26)),
        ((2026, 12, 23), "phone", (2027, 1, 1)),
        ((2026, 12, 23), "post", (2027, 1, 7)),
        ((2027, 5, 10), "post", (2027, 5, 20)),
    ],
)
def test_christmas_and_weekends_count_for_what_people_carry(today, channel, last):
    assert rules.last_day(dt.date(*today), 3, channel) == dt.date(*last)


def test_an_organisation_chooses_its_own_days(client, meeting, manager, trust, at):
    builders.sign_in(client, manager)
    there = reverse("meetings:reminders", args=[trust.ref])
    assert client.get(there).status_code == 200
    assert "Error:" in client.post(there, {"remind_days": "40"}).content.decode()
    assert client.post(there, {"remind_days": "7"}).status_code == 302
    assert MeetingSettings.objects.get().remind_days == 7
    at(meeting, 8)
    assert reminded() == []
    at(meeting, 7)
    assert len(reminded()) == 3


def test_another_organisation_cannot_set_the_days(client, trust):
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    there = reverse("meetings:reminders", args=[trust.ref])
    assert client.post(there, {"remind_days": "7"}).status_code == 404
    assert not MeetingSettings.objects.exists()


def test_moved_the_old_one_goes_and_a_new_one_comes(meeting, manager, at):
    at(meeting, 3)
    assert len(reminded()) == 3
    later = meeting.starts_at + 14 * DAY
    moved = actions.move_meeting(meeting, starts_at=later, ends_at=later + dt.timedelta(hours=2), by=manager)
    assert reminded() == []
    at(moved, 3)
    assert len(reminded()) == 3
    assert Notification.objects.filter(kind="meetings/reminder").count() == 6


def test_called_off_or_taken_off_nobody_is_reminded(meeting, manager, ada, at):
    at(meeting, 3)
    assert len(reminded()) == 3
    ending.take_off_all(meeting.project, ada.person, by=manager, why="Moved away.")
    assert reminded() == ["Benjamin Bannister", "Priya Organiser"]
    actions.cancel(meeting, why="Ill.", by=manager)
    assert reminded() == []


@pytest.mark.parametrize("channel", ["email", "phone"])
def test_after_three_days_of_sleep_nothing_comes_after_the_meeting(meeting, ada, at, channel):
    ada.person.channel, ada.person.phone = channel, "0117 496 0001"
    ada.person.save()
    at(meeting, 3)
    assert "Ada Lovelace" in reminded()
    Notification.objects.filter(kind="meetings/reminder").update(
        expires_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )
    sweeping.close_what_is_too_late()
    assert "Ada Lovelace" not in reminded()
    at(meeting, -1)
    assert reminded() == []


def test_it_is_of_use_until_the_meeting_begins(meeting, at):
    at(meeting, 3)
    give_notices()
    assert {row.expires_at for row in Notification.objects.filter(kind="meetings/reminder")} == {
        meeting.starts_at
    }


def test_who_was_asked_today_is_not_reminded_today(project, manager, ada):
    soon = clock.now() + 2 * DAY
    planned = builders.meeting(project, ada.person, starts_at=soon, ends_at=soon + dt.timedelta(hours=1))
    actions.invite(planned, by=manager, why_this_time="The only day.")
    assert reminded() == []
    with time_machine.travel(clock.now() + 1.1 * DAY):
        assert reminded() == ["Ada Lovelace"]


def test_a_discreet_person_reads_no_title_and_no_place(meeting, ada, at):
    ada.person.discreet = True
    ada.person.save()
    at(meeting, 3)
    give_notices()
    body = body_to(ada.person)
    assert [word for word in ("Second look", "Letters project", "Harbour House") if word in body] == []


def test_the_same_queries_for_three_and_for_thirty(meeting, django_assert_max_num_queries):
    from projects.meetings.reminding.queries import to_remind

    with django_assert_max_num_queries(2):
        list(to_remind())


@pytest.mark.parametrize("days", [0, 22])
def test_the_database_keeps_the_days(trust, days):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingSettings.objects.create(organisation=trust, remind_days=days)


def test_only_that_meeting_and_that_person_lose_a_reminder(meeting, project, manager, ada, ben, at):
    other = builders.meeting(project, ada.person, ben.person, title="The other meeting")
    actions.invite(other, by=manager, why_this_time="The only day.")
    at(meeting, 3)
    everybody = reminded()
    rows = Notification.objects.filter(kind="meetings/reminder", state=State.WAITING)
    assert (everybody.count("Ada Lovelace"), rows.count()) == (2, len(everybody))
    take_back(meeting, ada.person)
    assert sorted(row.recipient.name for row in rows.all()).count("Ada Lovelace") == 1
    left = [row.subject.meeting_id for row in rows.all() if row.recipient == ada.person]
    assert left == [other.pk]


def test_a_reminder_is_of_no_use_from_the_moment_the_meeting_begins(meeting, at):
    at(meeting, 3)
    give_notices()
    message = Notification.objects.filter(kind="meetings/reminder").first()
    with time_machine.travel(meeting.starts_at - dt.timedelta(microseconds=1), tick=False):
        assert out_of_date(message) == ""
    with time_machine.travel(meeting.starts_at, tick=False):
        assert out_of_date(message) == "begun"


def test_staff_and_public_contributors_each_read_their_own_words(meeting, ada, manager, at):
    at(meeting, 3)
    give_notices()
    rows = {row.recipient.name: row for row in Notification.objects.filter(kind="meetings/reminder")}
    mine, staffs = (reverse(name, args=[meeting.ref]) for name in ("my_meetings:detail", "meetings:detail"))
    told = {name: facts(row)["path"] for name, row in rows.items()}
    assert told == {"Ada Lovelace": mine, "Benjamin Bannister": mine, "Priya Organiser": staffs}


def test_each_organisation_has_settings_of_its_own_and_the_usual_days_without(trust):
    other = builders.organisation()
    assert settings_of(trust.pk).remind_days == rules.USUAL_DAYS
    own = MeetingSettings.objects.create(organisation=other, remind_days=9)
    assert (settings_of(other.pk), settings_of(trust.pk).remind_days) == (own, rules.USUAL_DAYS)
    assert settings_of(trust.pk).organisation_id == trust.pk


def test_news_of_exactly_a_day_ago_is_no_news_any_more(meeting, at):
    at(meeting, 3)
    for ago, names in ((rules.NEWS_LASTS - dt.timedelta(microseconds=1), 0), (rules.NEWS_LASTS, 3)):
        meeting.invitations.update(told_at=clock.now() - ago)
        assert to_remind().count() == names


def test_only_meetings_people_are_invited_to_and_that_are_still_to_come(meeting, at):
    at(meeting, 3)
    assert to_remind().count() == 3
    with time_machine.travel(meeting.starts_at - dt.timedelta(microseconds=1), tick=False):
        assert to_remind().count() == 3
    with time_machine.travel(meeting.starts_at, tick=False):
        assert to_remind().count() == 0
    Meeting.objects.filter(pk=meeting.pk).update(status="planned")
    assert to_remind().count() == 0


@pytest.mark.parametrize("own", [None, 6])
def test_a_meeting_at_the_very_end_of_the_last_day_is_near_enough(meeting, trust, own):
    if own:
        MeetingSettings.objects.create(organisation=trust, remind_days=own)
    last = rules.up_to(clock.now(), own or rules.USUAL_DAYS, "email")
    counts = []
    for begins in (last, last + dt.timedelta(microseconds=1)):
        ends = begins + dt.timedelta(hours=1)
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=begins, ends_at=ends)
        meeting.invitations.update(told_at=None)
        counts.append(to_remind().count())
    assert counts == [3, 0]
