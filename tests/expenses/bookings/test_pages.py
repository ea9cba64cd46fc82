"""Pages of bookings: mine, and those of staff who arrange meetings."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contributors.people.access_needs.actions import LOOKED
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from expenses.bookings import actions
from expenses.bookings.models import BookingRequest
from projects.meetings.planning import actions as meetings
from tests import builders

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("x")</script> \u202e{{ 7*7 }} =1+1'
SECRET = "I cannot pay for a ticket before Friday."


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


@pytest.fixture
def project(trust, manager, ada):
    made = builders.project(trust, lead=manager.person, title="Letters")
    builders.team_member(made, ada.person)
    return made


@pytest.fixture
def meeting(project, ada, manager):
    planned = builders.meeting(project, ada.person, manager.person, title="Second look", has_papers=False)
    return meetings.invite(planned, by=manager)


@pytest.fixture
def train(ada, project, meeting):
    return actions.ask(
        person=ada.person, project=project, meeting=meeting, kind="public_transport", words=SECRET, by=ada
    )


@pytest.fixture
def mine(ada):
    return builders.sign_in(Client(), ada)


@pytest.fixture
def staff(manager):
    return builders.sign_in(Client(), manager)


def typed(meeting, **fields):
    return {"kind": "taxi", "what_for": meeting.ref, "words": "At nine.", **fields}


def text(response) -> str:
    return response.content.decode()


def test_asking_from_the_page_of_the_meeting(mine, meeting, manager):
    page = text(mine.get(f"/my/meetings/{meeting.ref}/"))
    assert f"/my/bookings/new/?meeting={meeting.ref}" in page
    assert "checked" in text(mine.get(f"/my/bookings/new/?meeting={meeting.ref}"))
    answer = mine.post("/my/bookings/new/", typed(meeting))
    made = BookingRequest.objects.get()
    assert answer.url == f"/my/bookings/{made.ref}/"
    assert (made.kind, made.meeting, made.words, made.owner) == ("taxi", meeting, "At nine.", manager.person)
    assert "Mo Manager looks after it." in text(mine.get(answer.url))
    assert "Book what you asked for: Second look" in text(mine.get("/my/"))


def test_asking_twice_with_one_form_asks_once(mine, meeting):
    data = typed(meeting, idempotency_key="a" * 32)
    answers = [mine.post("/my/bookings/new/", data) for _n in range(2)]
    assert answers[0].url == answers[1].url
    assert BookingRequest.objects.count() == 1


def test_bad_input_keeps_what_was_typed(mine, meeting):
    page = text(mine.post("/my/bookings/new/", typed(meeting, kind="rocket", words="Near the door")))
    assert "Near the door" in page
    assert "Error:" in page
    page = text(mine.post("/my/bookings/new/", typed(meeting, what_for="other")))
    assert "Enter the day it is for." in page
    yesterday = clock.today() - dt.timedelta(days=1)
    parts = {"on_0": yesterday.day, "on_1": yesterday.month, "on_2": yesterday.year}
    page = text(mine.post("/my/bookings/new/", typed(meeting, what_for="other", **parts)))
    assert "Enter a day in the future." in page
    stranger = builders.meeting(builders.project(builders.organisation()))
    page = text(mine.post("/my/bookings/new/", typed(stranger)))
    assert "Choose one of the answers in the list." in page
    assert not BookingRequest.objects.exists()


def test_other_work_on_a_project_has_a_day(mine, meeting, project):
    day = clock.today() + dt.timedelta(days=20)
    parts = {"on_0": day.day, "on_1": day.month, "on_2": day.year}
    mine.post("/my/bookings/new/", typed(meeting, what_for="other", **parts))
    made = BookingRequest.objects.get()
    assert (made.meeting, made.project, made.on) == (None, project, day)


def test_without_a_project_there_is_a_sentence(trust):
    lone = builders.sign_in(Client(), builders.contributor_user(trust))
    assert "You are not on a project right now" in text(lone.get("/my/bookings/new/"))


def test_hostile_words_are_shown_as_words(mine, staff, meeting):
    mine.post("/my/bookings/new/", typed(meeting, words=HOSTILE))
    ref = BookingRequest.objects.get().ref
    for page in (text(mine.get(f"/my/bookings/{ref}/")), text(staff.get(f"/bookings/{ref}/"))):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
        assert "49" not in page.split("&lt;script&gt;")[1][:60]


def test_strangers_other_members_and_other_staff_get_404(trust, train, project):
    ben = builders.contributor_user(trust, name="Ben")
    builders.team_member(project, ben.person)
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    colleague = builders.staff_user("project_staff", trust)  # not on the project
    for user in (ben, outsider, colleague, builders.contributor_user(builders.organisation())):
        client = builders.sign_in(Client(), user)
        assert client.get(f"/my/bookings/{train.ref}/").status_code == 404
        assert client.post(f"/my/bookings/{train.ref}/not-needed/").status_code == 404
        for path in (f"/bookings/{train.ref}/", f"/bookings/{train.ref}/cost/"):
            assert client.get(path).status_code == 404
    assert BookingRequest.objects.get().status == "asked"


@pytest.mark.parametrize("role", ["approver", "finance", "reporting", "read_only", "administrator"])
def test_roles_that_do_not_arrange_learn_nothing(trust, train, mine, role):
    assert SECRET in text(mine.get(f"/my/bookings/{train.ref}/"))
    client = builders.sign_in(Client(), builders.staff_user(role, trust))
    assert client.get("/bookings/").status_code == 403
    assert client.get(f"/bookings/{train.ref}/").status_code == 403
    for path in ("/staff/", "/promises/"):
        page = text(client.get(path))
        assert [word for word in (SECRET, "Book what someone asked for") if word in page] == []


def test_staff_answer_on_the_page_and_each_look_is_written_down(staff, mine, train, ada, manager):
    assert SECRET not in text(staff.get("/bookings/"))
    assert SECRET in text(staff.get(f"/bookings/{train.ref}/"))
    assert HistoryEntry.objects.filter(verb=LOOKED, subject_id=ada.person.pk, by=manager).count() == 1
    page = text(
        staff.post(f"/bookings/{train.ref}/", {"answer": "book", "how_to_get_it": "", "reference": "Q1"})
    )
    assert "Say how they will get it." in page
    assert "Q1" in page
    page = text(staff.post(f"/bookings/{train.ref}/", {"answer": "cannot", "why_not": "Too far."}))
    assert "Offer another way." in page
    given = {
        "answer": "book",
        "how_to_get_it": "At the machine.",
        "reference": "ABC12",
        "cost_pence": "18.40",
    }
    assert staff.post(f"/bookings/{train.ref}/", given).status_code == 302
    page = text(mine.get(f"/my/bookings/{train.ref}/"))
    assert [word for word in ("At the machine.", "ABC12") if word not in page] == []
    assert "18.40" not in page
    page = text(staff.post(f"/bookings/{train.ref}/", given | {"reference": "ZZZ99"}))
    assert "so you can no longer do that" in page
    assert BookingRequest.objects.get().booking_reference == "ABC12"


def test_the_cost_is_put_right(staff, train, manager):
    actions.book(train, how_to_get_it="At the machine.", by=manager)
    assert "more than 0" in text(staff.post(f"/bookings/{train.ref}/cost/", {"cost_pence": "0"}))
    staff.post(f"/bookings/{train.ref}/cost/", {"cost_pence": "18.41"})
    assert BookingRequest.objects.get().cost_pence == 18_41


def test_staff_write_it_down_for_somebody_without_email(staff, trust, project, manager, meeting):
    jo = builders.person("Jo", organisation=trust)
    builders.team_member(project, jo)
    page = text(staff.get(f"/people/{jo.ref}/"))
    assert f"/bookings/for/{jo.ref}/" in page
    day = clock.today() + dt.timedelta(days=9)
    data = {"kind": "taxi", "what_for": "other", "words": "At nine."}
    data |= {"on_0": day.day, "on_1": day.month, "on_2": day.year}
    answer = staff.post(f"/bookings/for/{jo.ref}/", data)
    made = BookingRequest.objects.get()
    assert (made.person, made.asked_by, answer.url) == (jo, manager, f"/bookings/{made.ref}/")
    outsider = builders.sign_in(Client(), builders.staff_user("ppi_manager", builders.organisation()))
    assert outsider.get(f"/bookings/for/{jo.ref}/").status_code == 404


def refs(page) -> list[str]:
    return [booking.ref for booking in page.context["page"]]


def test_the_list_shows_what_waits_first_and_is_filtered_in_the_address(
    staff, ada, project, meeting, manager, train
):
    early = actions.ask(
        person=ada.person,
        project=project,
        kind="taxi",
        words="x",
        on=clock.today() + dt.timedelta(days=2),
        by=ada,
    )
    done = actions.ask(person=ada.person, project=project, meeting=meeting, kind="taxi", words="x", by=ada)
    actions.book(done, how_to_get_it="At 9.", by=manager)
    assert refs(staff.get("/bookings/")) == [early.ref, train.ref]
    assert refs(staff.get("/bookings/?status=booked")) == [done.ref]
    assert refs(staff.get("/bookings/?status=all&q=second")) == [done.ref, train.ref]
    assert refs(staff.get("/bookings/?status=nonsense")) == [early.ref, train.ref]


def test_thirty_requests_take_as_many_queries_as_one(staff, mine, trust, project, meeting, ada):
    counts = {"/bookings/": [], "/my/bookings/": []}
    for client in (staff, mine):
        client.get("/my/bookings/")  # the first page of a session writes it
    for number in (1, 29):
        for _n in range(number):
            for person in (ada.person, builders.person(organisation=trust)):
                actions.ask(person=person, project=project, meeting=meeting, kind="taxi", words="x", by=ada)
        for path, client in (("/bookings/", staff), ("/my/bookings/", mine)):
            with CaptureQueriesContext(connection) as asked:
                page = client.get(path)
            counts[path].append(len(asked))
    assert {path: len(set(many)) for path, many in counts.items()} == {"/bookings/": 1, "/my/bookings/": 1}
    assert page.context["page"].next_url


def test_i_say_that_i_do_not_need_it(mine, train):
    mine.post(f"/my/bookings/{train.ref}/not-needed/")
    assert BookingRequest.objects.get().status == "not_needed"
    assert "do not need it any more" not in text(mine.get(f"/my/bookings/{train.ref}/"))


def test_what_is_overdue_stands_first_on_the_home_of_the_organiser(staff, train, meeting):
    with clock.pretend(meeting.starts_at - dt.timedelta(days=1)):
        page = staff.get("/staff/")
    assert str(page.context["lists"]["late"][0]["title"]) == "Book what someone asked for: Second look"
