import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from PIL import Image

from contributors.availability.models import Unavailable
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from projects.meetings.models import Meeting
from projects.meetings.planning import actions
from projects.meetings.planning.states import MeetingState, Response
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def ada(trust, project):
    user = builders.contributor_user(trust, name="Ada")
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def planned(project, ada, manager):
    return builders.meeting(project, ada.person, manager.person, title="Second look")


@pytest.fixture
def meeting(planned, manager):
    return actions.invite(planned, by=manager)


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def portal(client, ada):
    return builders.sign_in(client, ada)


def go(name: str, *args) -> str:
    return reverse(name, args=args)


def typed(*people, **changed) -> dict:
    day = clock.today() + dt.timedelta(days=30)
    return {
        "title": "First look",
        "date_0": day.day, "date_1": day.month, "date_2": day.year,
        "starts": "2pm", "ends": "3.30pm",
        "place": "Library",
        "has_papers": "yes",
        "people": [person.ref for person in people],
    } | changed  # fmt: skip


def test_a_meeting_is_planned_in_uk_time_and_nobody_is_told(staff, project, ada):
    response = staff.post(go("meetings:plan", project.ref), typed(ada.person))
    meeting = Meeting.objects.get()
    assert response.url == go("meetings:check", meeting.ref)
    assert clock.uk(meeting.starts_at).time() == dt.time(14)
    assert (meeting.minutes, meeting.status, Notification.objects.count()) == (90, MeetingState.PLANNED, 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ends": "1pm"}, "The end must be after the start"),
        ({"date_2": "2020"}, "Choose a day in the future."),
        ({"date_2": "9999"}, "or earlier."),
        ({"starts": "25:00"}, "The hour must be 23 or less"),
        ({"online_link": "meet.example"}, "Enter the whole link."),
        ({"people": []}, "Choose an answer to “Who is asked?”"),
        (
            {"date_0": "28", "date_1": "3", "date_2": "2027", "starts": "1:30am", "ends": "4am"},
            "clocks go forward",
        ),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(staff, project, ada, changed, said):
    page = staff.post(go("meetings:plan", project.ref), typed(ada.person, **changed)).content.decode()
    assert said in page
    assert 'value="First look"' in page
    assert not Meeting.objects.exists()


def test_the_night_the_clocks_go_back_is_taken_once_and_said(staff, project, ada):
    night = {"date_0": "31", "date_1": "10", "date_2": "2027", "starts": "1:30am", "ends": "4am"}
    page = staff.post(
        go("meetings:plan", project.ref), typed(ada.person, **night), follow=True
    ).content.decode()
    assert "happens twice" in page
    assert Meeting.objects.get().starts_at == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)


def block(person, meeting) -> None:
    weekday = clock.uk(meeting.starts_at).weekday()
    Unavailable.objects.create(person=person, weekday=weekday, from_minute=9 * 60, to_minute=12 * 60)


def test_nobody_has_told_us_is_never_a_time_that_suits_everybody(staff, planned, ada):
    text = staff.get(go("meetings:check", planned.ref)).content.decode()
    assert "Nobody has told us yet when they can come." in text
    assert "leaves out" not in text


def test_before_anything_is_sent_the_page_counts_who_is_left_out_without_names(staff, planned, ada):
    block(ada.person, planned)
    builders.any_time(*(one.person for one in planned.invitations.exclude(person=ada.person)))
    page = staff.get(go("meetings:check", planned.ref))
    text = page.content.decode()
    assert "This time leaves out 1 of 1 public contributor and 0 of 1 staff." in text
    assert "Ada" not in text
    assert 1 <= len(page.context["better"]) <= 5
    assert Notification.objects.count() == 0


@pytest.mark.parametrize("typed", ["9999-12-31T23:00:00+00:00", "soon", "2027-06-01T10:00"])
def test_no_time_is_taken_that_no_page_offers(staff, planned, typed):
    before = planned.starts_at
    staff.post(go("meetings:use_time", planned.ref), {"starts_at": typed})
    planned.refresh_from_db()
    assert planned.starts_at == before


def test_a_better_time_is_taken_with_one_click_and_then_people_are_invited(staff, planned, ada):
    block(ada.person, planned)
    better = staff.get(go("meetings:check", planned.ref)).context["better"][0]
    staff.post(go("meetings:use_time", planned.ref), {"starts_at": clock.uk(better.starts_at).isoformat()})
    planned.refresh_from_db()
    assert (planned.starts_at, planned.minutes) == (better.starts_at, 120)
    staff.post(go("meetings:check", planned.ref))
    planned.refresh_from_db()
    assert (planned.status, planned.left_out_public) == (MeetingState.INVITED, 0)


def test_a_time_that_leaves_somebody_out_is_not_sent_without_a_reason(staff, planned, ada):
    block(ada.person, planned)
    assert (
        "<title>Error:"
        in staff.post(go("meetings:check", planned.ref), {"why_this_time": ""}).content.decode()
    )
    assert Notification.objects.count() == 0
    staff.post(go("meetings:check", planned.ref), {"why_this_time": "The room."})
    planned.refresh_from_db()
    assert (planned.left_out_public, planned.why_this_time) == (1, "The room.")


@pytest.mark.parametrize("nonsense", ["", "tomorrow", "2027-05-14T10:00"])
def test_nonsense_for_a_time_changes_nothing(staff, planned, nonsense):
    before = planned.starts_at
    staff.post(go("meetings:use_time", planned.ref), {"starts_at": nonsense})
    planned.refresh_from_db()
    assert planned.starts_at == before


def test_moving_shows_the_count_first_and_keeps_what_was_typed(staff, meeting, ada):
    later = meeting.starts_at + dt.timedelta(days=7)
    block(ada.person, meeting)
    local = clock.uk(later)
    when = {
        "date_0": local.day,
        "date_1": local.month,
        "date_2": local.year,
        "starts": "10am",
        "ends": "midday",
    }
    page = staff.post(go("meetings:move", meeting.ref), when).content.decode()
    assert "leaves out 1 of 1 public contributor" in page
    assert 'value="10am"' in page
    staff.post(go("meetings:move", meeting.ref), when | {"why": "No other day."})
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence) == (later, 1)


def test_changing_people_details_and_calling_off(staff, meeting, ada, project):
    ben = builders.person("Ben", organisation=project.organisation)
    builders.team_member(project, ben)
    staff.post(go("meetings:people", meeting.ref), {"people": [ben.ref, ada.person.ref]})
    assert meeting.invitations.count() == 3
    staff.post(go("meetings:edit", meeting.ref), {"title": "Look", "place": "Hall", "has_papers": "no"})
    meeting.refresh_from_db()
    assert (meeting.title, meeting.place, meeting.sequence) == ("Look", "Hall", 1)
    assert "<title>Error:" in staff.post(go("meetings:cancel", meeting.ref), {"why": ""}).content.decode()
    staff.post(go("meetings:cancel", meeting.ref), {"why": "Too few."})
    assert "Call it off" not in staff.get(go("meetings:detail", meeting.ref)).content.decode()
    meeting.refresh_from_db()
    assert meeting.status == MeetingState.CANCELLED


def picture() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(drawn, "PNG")
    return SimpleUploadedFile("agenda.png", drawn.getvalue(), content_type="image/png")


def fetched(client, address: str) -> str:
    response = client.get(address)
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    return response["Content-Type"]


def test_a_paper_is_seen_by_contributors_once_it_is_sent(client, staff, meeting, ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    staff.post(go("meetings:add_paper", meeting.ref), {"title": "Agenda", "file": picture()})
    paper = meeting.papers.get()
    assert fetched(staff, go("meetings:paper", meeting.ref, paper.ref)) == "image/jpeg"
    builders.sign_in(client, ada)
    assert "Agenda" not in client.get(go("my_meetings:detail", meeting.ref)).content.decode()
    assert client.get(go("my_meetings:paper", meeting.ref, paper.ref)).status_code == 404
    builders.sign_in(client, meeting.organiser.account)
    client.post(go("meetings:send_papers", meeting.ref))
    builders.sign_in(client, ada)
    assert "Agenda" in client.get(go("my_meetings:detail", meeting.ref)).content.decode()
    assert fetched(client, go("my_meetings:paper", meeting.ref, paper.ref)) == "image/jpeg"


def test_a_paper_nobody_was_sent_can_be_taken_away(staff, meeting, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    staff.post(go("meetings:add_paper", meeting.ref), {"title": "Agenda", "file": picture()})
    staff.post(go("meetings:remove_paper", meeting.ref, meeting.papers.get().ref))
    assert meeting.papers.count() == 0


def test_attendance_is_noted_and_shown_to_the_person(client, staff, meeting, ada, manager):
    past = clock.now() - dt.timedelta(hours=3)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=2))
    boxes = {f"minutes_{ada.person.ref}": "90", f"minutes_{manager.person.ref}": "x"}
    assert "Enter whole minutes" in staff.post(go("meetings:attendance", meeting.ref), boxes).content.decode()
    staff.post(go("meetings:attendance", meeting.ref), boxes | {f"minutes_{manager.person.ref}": "0"})
    builders.sign_in(client, ada)
    assert (
        "You were there for 1 hour 30 minutes."
        in client.get(go("my_meetings:detail", meeting.ref)).content.decode()
    )


def test_a_contributor_answers_and_changes_the_answer(portal, meeting, ada):
    page = portal.get(go("my_meetings:detail", meeting.ref)).content.decode()
    assert "Room 2, Harbour House" in page
    invitation = meeting.invitations.get(person=ada.person)
    for word, response in (("yes", Response.YES), ("no", Response.NO)):
        portal.post(go("my_meetings:respond", meeting.ref), {"coming": word})
        invitation.refresh_from_db()
        assert invitation.response == response
    assert "You said no." in portal.get(go("my_meetings:detail", meeting.ref)).content.decode()


@pytest.mark.parametrize("typed", [{}, {"coming": "maybe"}, {"coming": "yes", "seen": "7"}])
def test_what_is_no_answer_to_what_was_seen_answers_nothing(portal, meeting, ada, typed):
    portal.post(go("my_meetings:respond", meeting.ref), typed)
    assert meeting.invitations.get(person=ada.person).response == Response.NONE


def test_a_meeting_in_planning_is_not_there_for_contributors(portal, planned):
    assert portal.get(go("my_meetings:detail", planned.ref)).status_code == 404
    assert "Second look" not in portal.get(go("my_meetings:list")).content.decode()


def test_earlier_meetings_stand_on_their_own_page(portal, meeting):
    assert "Second look" in portal.get(go("my_meetings:list")).content.decode()
    past = clock.now() - dt.timedelta(days=3)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=2))
    assert "Second look" not in portal.get(go("my_meetings:list")).content.decode()
    assert "Second look" in portal.get(go("my_meetings:list") + "?earlier=1").content.decode()


@pytest.mark.parametrize("side", ["meetings", "my_meetings"])
def test_the_calendar_file_is_a_download_that_tells_nothing_by_its_name(client, meeting, ada, manager, side):
    builders.sign_in(client, ada if side == "my_meetings" else manager)
    response = client.get(go(f"{side}:calendar", meeting.ref))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert Calendar.from_ical(response.content).walk("VEVENT")[0].decoded("dtstart") == meeting.starts_at


STAFF_PAGES = ["check", "detail", "edit", "people", "move", "cancel", "add_paper", "attendance", "calendar"]


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_strangers_get_404_onlookers_403_and_the_team_the_page(client, name, planned, ada, trust):
    address = go(f"meetings:{name}", planned.ref)
    for stranger in (ada, builders.staff_user("ppi_manager", builders.organisation())):
        builders.sign_in(client, stranger)
        assert client.get(address).status_code == 404
    builders.sign_in(client, builders.staff_user("read_only", trust))
    assert client.get(address).status_code == (200 if name in ("detail", "calendar") else 403)
    builders.sign_in(client, planned.organiser.account)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["detail", "calendar"])
def test_somebody_who_is_not_asked_gets_404(client, name, meeting, project, trust):
    other = builders.contributor_user(trust)
    builders.team_member(project, other.person)
    builders.sign_in(client, other)
    assert client.get(go(f"my_meetings:{name}", meeting.ref)).status_code == 404


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_lists_cost_the_same_for_one_and_for_thirty(client, staff, project, meeting, manager, ada, trust):
    portal = builders.sign_in(type(client)(), ada)
    pages = [(staff, go("meetings:overview", project.ref)), (portal, go("my_meetings:list")),
             (staff, go("meetings:detail", meeting.ref))]  # fmt: skip
    for who, address in pages:
        who.get(address)
    one = [queries(who, address) for who, address in pages]
    for _ in range(30):
        actions.invite(builders.meeting(project, ada.person, manager.person), by=manager)
        other = builders.person(organisation=trust)
        builders.team_member(project, other)
        meeting.invitations.create(person=other, side="public")
    assert [queries(who, address) for who, address in pages] == one
