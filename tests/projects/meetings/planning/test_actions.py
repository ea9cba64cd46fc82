import datetime as dt
import io

import pytest
from icalendar import Calendar
from PIL import Image

from contributors.availability.models import Unavailable
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.uploads import files as uploads
from projects.meetings.attendance import actions as attendance
from projects.meetings.calendar import rules as calendar_rules
from projects.meetings.models import Meeting
from projects.meetings.papers import actions as papers
from projects.meetings.planning import actions
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning import rules as planning_rules
from projects.meetings.planning.states import MeetingState, Response
from tests import builders

pytestmark = pytest.mark.django_db


def promised() -> list[tuple]:
    rows = Promise.objects.order_by("kind", "person__name")
    return [
        (p.kind, p.person and p.person.name, "open" if p.is_open else "kept" if p.kept_at else "released")
        for p in rows
    ]


def told(person) -> list[str]:
    return list(Notification.objects.filter(recipient=person).order_by("id").values_list("kind", flat=True))


def upload() -> uploads.CleanFile:
    drawn = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(drawn, "PNG")
    drawn.name, drawn.size = "agenda.png", drawn.tell()
    drawn.seek(0)
    return uploads.clean_upload(drawn)


def test_planning_tells_nobody(project, manager, ada):
    starts_at = clock.now() + dt.timedelta(days=20)
    meeting = actions.plan(
        project,
        title="First",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=1),
        place="Room 1",
        people=[ada.person, manager.person],
        by=manager,
    )
    assert (meeting.status, meeting.organiser) == (MeetingState.PLANNED, manager.person)
    assert (Notification.objects.count(), Promise.objects.count()) == (0, 0)
    assert list(Meeting.objects.visible_to_member(ada.person)) == []
    stranger = builders.person()
    with pytest.raises(TransitionRefused, match="only ask people who are on the project"):
        actions.set_people(meeting, people=[stranger], by=manager)


def test_inviting_sends_one_message_each_and_makes_the_promises(meeting, manager, ada, ben):
    assert [told(user.person) for user in (ada, ben, manager)] == [["meetings/invitation"]] * 3
    assert promised() == [
        ("meetings.answer", "Ada Lovelace", "open"),
        ("meetings.answer", "Benjamin Bannister", "open"),
        ("meetings.papers", None, "open"),
    ]
    papers = Promise.objects.get(kind="meetings.papers")
    assert papers.due_at == meeting.starts_at - dt.timedelta(days=7)
    assert Promise.objects.filter(kind="meetings.answer").first().due_at == meeting.starts_at - dt.timedelta(
        days=5
    )
    assert (meeting.left_out_public, meeting.left_out_staff, meeting.invited_at is not None) == (0, 0, True)
    with pytest.raises(TransitionRefused):
        actions.invite(meeting, by=manager)


def test_with_short_notice_people_still_have_three_days_to_answer():
    now = clock.now()
    assert planning_rules.answer_due(now + dt.timedelta(days=6), now) == now + dt.timedelta(days=3)
    assert planning_rules.answer_due(now + dt.timedelta(days=2), now) == now + dt.timedelta(days=2)
    assert planning_rules.papers_due(now + dt.timedelta(days=3), now) == now + dt.timedelta(days=1)
    assert planning_rules.papers_due(now + dt.timedelta(hours=3), now) == now + dt.timedelta(hours=3)


def test_the_invitation_has_everything_in_its_body_and_nobody_else(meeting, ada):
    Meeting.objects.filter(pk=meeting.pk).update(
        joining="Ring the bell.", online_link="https://meet.example.org/x"
    )
    subject, body = render(Notification.objects.get(recipient=ada.person))
    day = f"{clock.uk(meeting.starts_at):%A} {clock.uk(meeting.starts_at).day}"
    assert day in subject
    assert "Second look" not in subject
    for words in ("10am UK time, until midday", "Room 2, Harbour House", "Ring the bell.", "https://meet.example.org/x",
                  f"/my/meetings/{meeting.ref}/calendar.ics"):  # fmt: skip
        assert words in body
    assert "Benjamin" not in body


def test_a_time_that_leaves_somebody_out_needs_a_reason_which_is_kept(project, manager, ada, ben):
    planned = builders.meeting(project, ada.person, ben.person)
    builders.any_time(ben.person)
    weekday = clock.uk(planned.starts_at).weekday()
    Unavailable.objects.create(person=ada.person, weekday=weekday, from_minute=0, to_minute=24 * 60)
    with pytest.raises(TransitionRefused, match="leaves out 1 of 2 public contributors"):
        actions.invite(planned, by=manager)
    assert Notification.objects.count() == 0
    invited = actions.invite(planned, by=manager, why_this_time="The only day the room is free.")
    assert (invited.left_out_public, invited.why_this_time) == (1, "The only day the room is free.")


@pytest.mark.parametrize("change", [{"place": ""}, {"days": -1}])
def test_nobody_is_asked_to_a_meeting_that_cannot_be_joined(project, manager, ada, change):
    planned = builders.meeting(project, ada.person)
    if "days" in change:
        past = clock.now() - dt.timedelta(days=1)
        change = {"starts_at": past, "ends_at": past + dt.timedelta(hours=1)}
    Meeting.objects.filter(pk=planned.pk).update(**change)
    with pytest.raises(TransitionRefused):
        actions.invite(planned, by=manager)
    assert Notification.objects.count() == 0


def test_moving_says_so_once_moves_the_promises_and_asks_again(meeting, manager, ada, ben):
    attendance.respond(meeting.invitations.get(person=ada.person), coming=True, by=ada)
    later = meeting.starts_at + dt.timedelta(days=7)
    when = {"starts_at": later, "ends_at": later + dt.timedelta(hours=2)}
    moved = actions.move_meeting(meeting, **when, by=manager, why="The room is closed.")
    again = actions.move_meeting(meeting, **when, by=manager, why="The room is closed.")
    assert (moved.sequence, again.sequence) == (1, 1)
    assert [told(user.person) for user in (ada, ben)] == [["meetings/invitation", "meetings/changed"]] * 2
    assert set(meeting.invitations.values_list("response", flat=True)) == {Response.NONE}
    assert Promise.objects.get(kind="meetings.papers").due_at == later - dt.timedelta(days=7)
    open_answers = Promise.objects.open().filter(kind="meetings.answer").order_by("person__name")
    assert [(p.person.name, p.due_at) for p in open_answers] == [
        (name, later - dt.timedelta(days=5)) for name in ("Ada Lovelace", "Benjamin Bannister")
    ]
    assert (
        "The room is closed."
        in render(Notification.objects.get(recipient=ben.person, kind="meetings/changed"))[1]
    )


def test_an_invitation_not_sent_yet_gives_way_to_the_news(meeting, manager, ada):
    later = meeting.starts_at + dt.timedelta(days=7)
    actions.move_meeting(meeting, starts_at=later, ends_at=later + dt.timedelta(hours=1), by=manager)
    deliver_due()
    states = Notification.objects.filter(recipient=ada.person).order_by("id").values_list("kind", "state")
    assert list(states) == [("meetings/invitation", State.CANCELLED), ("meetings/changed", State.SENT)]


def test_moving_a_meeting_in_planning_tells_nobody(project, manager, ada):
    planned = builders.meeting(project, ada.person)
    later = planned.starts_at + dt.timedelta(days=1)
    moved = actions.move_meeting(planned, starts_at=later, ends_at=later + dt.timedelta(hours=1), by=manager)
    assert (moved.starts_at, moved.sequence, Notification.objects.count()) == (later, 0, 0)


def test_a_changed_place_is_told_once_and_a_changed_paper_flag_is_not(meeting, manager, ada):
    actions.change_details(meeting, place="Library", by=manager)
    actions.change_details(meeting, place="Library", by=manager)
    assert told(ada.person) == ["meetings/invitation", "meetings/changed"]
    actions.change_details(meeting, has_papers=False, by=manager)
    assert told(ada.person) == ["meetings/invitation", "meetings/changed"]
    assert (
        Promise.objects.get(kind="meetings.papers").released_why
        == "There is nothing to read for this meeting."
    )


def test_calling_off_says_so_once_and_releases_what_was_promised(meeting, manager, ada, ben):
    cancelled = actions.cancel(meeting, why="Too few of us.", by=manager)
    assert (cancelled.status, cancelled.sequence) == (MeetingState.CANCELLED, 1)
    with pytest.raises(TransitionRefused):
        actions.cancel(meeting, why="Again.", by=manager)
    assert told(ada.person) == ["meetings/invitation", "meetings/cancelled"]
    assert [state for _, _, state in promised()] == ["released"] * 3
    assert set(Promise.objects.values_list("released_why", flat=True)) == {"Too few of us."}
    assert (
        "Too few of us."
        in render(Notification.objects.get(recipient=ben.person, kind="meetings/cancelled"))[1]
    )


def test_answering_keeps_the_promise_and_can_be_changed(meeting, ada):
    invitation = meeting.invitations.get(person=ada.person)
    attendance.respond(invitation, coming=True, by=ada)
    assert promised()[0] == ("meetings.answer", "Ada Lovelace", "kept")
    changed = attendance.respond(invitation, coming=False, by=ada)
    assert (changed.response, changed.responded_at is not None) == (Response.NO, True)


def test_somebody_added_later_is_asked_and_the_others_hear_nothing_more(
    meeting, project, manager, ada, trust
):
    cy = builders.contributor_user(trust, name="Cy")
    builders.team_member(project, cy.person)
    actions.set_people(meeting, people=[cy.person, ada.person], by=manager)
    assert (told(cy.person), told(ada.person)) == (["meetings/invitation"], ["meetings/invitation"])
    assert meeting.invitations.count() == 4


def test_papers_reach_everybody_at_once_and_keep_the_promise(meeting, manager, ada, ben, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(TransitionRefused, match="no new paper"):
        papers.send_papers(meeting, by=manager)
    paper = papers.add_paper(meeting, title="Agenda", file=upload(), by=manager)
    assert papers.send_papers(meeting, by=manager) == 1
    with pytest.raises(TransitionRefused):
        papers.send_papers(meeting, by=manager)
    with pytest.raises(TransitionRefused):
        papers.remove_paper(paper, by=manager)
    assert [told(user.person)[-1] for user in (ada, ben, manager)] == ["meetings/papers"] * 3
    assert promised()[-1] == ("meetings.papers", None, "kept")
    meeting.refresh_from_db()
    paper.refresh_from_db()
    assert paper.sent_at == meeting.papers_sent_at


def test_who_came_is_noted_after_the_meeting_and_can_be_put_right(meeting, manager, ada, ben):
    with pytest.raises(TransitionRefused, match="not begun"):
        attendance.record_attendance(meeting, minutes={ada.person.pk: 120}, by=manager)
    past = clock.now() - dt.timedelta(hours=3)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=2))
    held = attendance.record_attendance(meeting, minutes={ada.person.pk: 120}, by=manager)
    assert held.status == MeetingState.HELD
    attendance.record_attendance(
        held, minutes={ada.person.pk: 90, ben.person.pk: 60, 999_999: 60}, by=manager
    )
    rows = held.attendance.order_by("person__name").values_list(
        "person__name", "came", "minutes", "confirmed_by"
    )
    assert list(rows) == [
        ("Ada Lovelace", True, 90, manager.pk),
        ("Benjamin Bannister", True, 60, manager.pk),
        ("Priya Organiser", False, 0, manager.pk),
    ]
    assert {state for _, _, state in promised()} == {"released"}


def read_ics(meeting, person):
    content = calendar_rules.file_for(meeting, person, path=f"/my/meetings/{meeting.ref}/")
    return content.decode(), Calendar.from_ical(content)


def test_the_calendar_file_reads_back_with_its_zone_and_names_nobody_else(meeting, ada):
    text, parsed = read_ics(meeting, ada.person)
    event = parsed.walk("VEVENT")[0]
    assert [str(zone["TZID"]) for zone in parsed.walk("VTIMEZONE")] == ["Europe/London"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (meeting.starts_at, meeting.ends_at)
    assert (str(event["summary"]), event["sequence"]) == ("Second look", 0)
    assert str(event["uid"]).startswith(meeting.ref)
    assert str(event["location"]) == "Room 2, Harbour House"
    for name in ("Benjamin", "Priya", "ATTENDEE", "ORGANIZER", "mailto"):
        assert name not in text


def test_a_moved_meeting_keeps_its_calendar_entry_and_a_cancelled_one_takes_it_away(meeting, manager, ada):
    before = read_ics(meeting, ada.person)[1].walk("VEVENT")[0]
    winter = clock.now() + dt.timedelta(days=200)
    moved = actions.move_meeting(
        meeting, starts_at=winter, ends_at=winter + dt.timedelta(hours=1), by=manager
    )
    event = read_ics(moved, ada.person)[1].walk("VEVENT")[0]
    assert (event["uid"], event["sequence"]) == (before["uid"], 1)
    assert event.decoded("dtstart") == winter.replace(microsecond=0)
    text, parsed = read_ics(actions.cancel(moved, why="Ill.", by=manager), ada.person)
    assert (str(parsed["method"]), str(parsed.walk("VEVENT")[0]["status"])) == ("CANCEL", "CANCELLED")
    assert "Ill." not in text


def test_discreet_people_get_a_calendar_entry_that_tells_nothing(meeting, ada):
    ada.person.discreet = True
    meeting.joining = "Ask for the heart failure group."
    text, parsed = read_ics(meeting, ada.person)
    assert str(parsed.walk("VEVENT")[0]["summary"]) == "Meeting"
    for words in ("Second look", "heart", "Harbour", "Letters"):
        assert words not in text


def test_a_title_cannot_smuggle_lines_into_the_calendar(meeting, ada):
    meeting.title = "Look\r\nATTENDEE:mailto:spy@example.org"
    text, parsed = read_ics(meeting, ada.person)
    assert not [line for line in text.splitlines() if line.startswith("ATTENDEE")]
    assert parsed.walk("VEVENT")[0].get("attendee") is None


def test_where_the_times_of_step_four_stand(project, manager, ada, ben):
    first = "Invite people to a first meeting, at a time that leaves nobody out"
    assert (planning_queries.times_state(project).missing, planning_queries.times_state(project).started) == (
        [first],
        False,
    )
    planned = builders.meeting(project, ada.person, ben.person, title="One")
    assert (planning_queries.times_state(project).missing, planning_queries.times_state(project).started) == (
        [first],
        True,
    )
    actions.invite(planned, by=manager)
    assert (planning_queries.times_state(project).done, planning_queries.times_state(project).summary) == (
        True,
        "1 meeting",
    )
    after = planned.ends_at + dt.timedelta(days=1)
    assert planning_queries.times_state(project, now=after).missing == ["Record who came to “One”"]
