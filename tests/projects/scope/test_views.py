import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from coproduce.foundation import clock
from projects.scope.data.questions import QUESTIONS
from projects.scope.models import InfluenceStatement, NothingIsFixed, PieceOfWork
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person)


@pytest.fixture
def piece(project):
    return builders.piece_of_work(project, "First letter")


@pytest.fixture
def row(project, manager):
    return builders.influence(project, manager, "open", statement="The words of the letter")


PAGES = [
    ("overview", ""),
    ("add_piece", ""),
    ("edit_piece", "piece"),
    ("screen", "piece"),
    ("piece", "piece"),
    ("decide", "aspect"),
    ("achieved", "aspect"),
    ("reopen", "aspect"),
    ("comments", ""),
    ("record_comment", ""),
    ("add_influence", ""),
    ("change_influence", "row"),
    ("withdraw_influence", "row"),
]


def address(page: str, project, about="") -> str:
    return reverse(f"scope:{page}", args=[project.ref, about.ref] if about else [project.ref])


def decision(planned: str, why: str = "") -> dict:
    day = clock.today()
    when = {"decided_on_0": day.day, "decided_on_1": day.month, "decided_on_2": day.year}
    return {"planned": planned, "why": why, "who_decided": "The team", **when}


@pytest.mark.parametrize(("page", "about"), PAGES)
def test_who_sees_what(client, trust, manager, project, piece, row, page, about):
    url = address(page, project, {"piece": piece, "row": row, "aspect": piece.aspects.get(), "": ""}[about])
    looks = 200 if page in ("overview", "piece", "comments") else 403
    for user, expected in (
        (manager, 200),
        (builders.staff_user("read_only", trust), looks),
        (builders.staff_user("finance", trust), 404),
        (builders.staff_user("ppi_manager", builders.organisation()), 404),
        (builders.contributor_user(trust), 404),
    ):
        assert builders.sign_in(client, user).get(url).status_code == expected


def test_a_piece_of_another_project_is_not_found(staff, trust, project):
    elsewhere = builders.piece_of_work(builders.project(trust))
    assert staff.get(address("screen", project, elsewhere)).status_code == 404


def test_a_piece_is_added_and_a_second_one_of_that_name_comes_back(staff, project):
    sent = {"title": "First letter", "aspects": ["design"], "description": "The one before you come in"}
    assert staff.post(address("add_piece", project), sent).url == address("overview", project)
    page = staff.post(address("add_piece", project), sent).content.decode()
    assert "<title>Error:" in page
    assert "There is already a piece of work with this title." in page
    assert "The one before you come in" in page
    assert PieceOfWork.objects.count() == 1


def test_answers_may_be_given_over_two_visits(staff, project, piece):
    url = address("screen", project, piece)
    staff.post(url, {"decision_open_reply": "yes"})
    staff.post(url, {"decision_open_reply": "yes", "money_agreed_reply": "no", "money_agreed_note": "Ask Jo"})
    assert list(piece.answers.current().values_list("question", "answer", "note")) == [
        ("decision_open", "yes", ""),
        ("money_agreed", "no", "Ask Jo"),
    ]
    page = staff.get(url).content.decode()
    assert "Agree it before you ask anyone." in page
    assert "Ask Jo" in page


def test_a_note_without_an_answer_comes_back(staff, project, piece):
    page = staff.post(address("screen", project, piece), {"money_agreed_note": "Ask Jo"}).content.decode()
    assert "You wrote a note. Choose an answer as well." in page
    assert "Ask Jo" in page
    assert piece.answers.count() == 0


def test_the_questions_are_all_asked_and_each_decision_shows_its_promise(staff, project, piece):
    page = staff.get(address("screen", project, piece)).content.decode()
    assert [str(question.words) in page for question in QUESTIONS] == [True] * 10
    page = staff.get(address("decide", project, piece.aspects.get())).content.decode()
    assert "We decide and do this together, from start to end." in page


def test_a_decision_is_saved_and_shown(staff, project, piece):
    row = piece.aspects.get()
    staff.post(address("decide", project, row), decision("Engage", why="Time is short"))
    page = staff.get(address("overview", project)).content.decode()
    assert "Engage" in page
    assert "Time is short" in page
    assert "We ask you while things are open." in staff.get(address("piece", project, piece)).content.decode()


def test_not_now_without_a_reason_comes_back(staff, project, piece):
    row = piece.aspects.get()
    page = staff.post(address("decide", project, row), decision("not_now")).content.decode()
    assert "Say why people are not involved now." in page
    row.refresh_from_db()
    assert row.state == "undecided"


def test_a_statement_is_made_changed_and_taken_back(staff, project):
    sent = {"statement": "The date", "kind": "open", "who_decides": "The board"}
    staff.post(address("add_influence", project), sent)
    first = InfluenceStatement.objects.get()
    staff.post(
        address("change_influence", project, first), sent | {"kind": "fixed", "why": "The ward closes."}
    )
    second = InfluenceStatement.objects.current().get()
    staff.post(address("withdraw_influence", project, second), {"why": "It stays after all."})
    page = staff.get(address("overview", project)).content.decode()
    for said in ("taken back", "It stays after all.", "What it said before", "The ward closes."):
        assert said in page


def test_less_than_open_without_a_reason_comes_back(staff, project):
    sent = {"statement": "The date", "kind": "fixed", "who_decides": "The board"}
    page = staff.post(address("add_influence", project), sent).content.decode()
    assert "Say why this is not open." in page
    assert "The date" in page
    assert InfluenceStatement.objects.count() == 0


def test_a_version_somebody_else_replaced_comes_back_with_what_was_typed(staff, project, row):
    sent = {"statement": "Mine", "kind": "open", "who_decides": "The board"}
    staff.post(address("change_influence", project, row), sent)
    page = staff.post(
        address("change_influence", project, row), sent | {"statement": "Yours"}
    ).content.decode()
    assert "Someone changed this before you." in page
    assert "Yours" in page
    assert InfluenceStatement.objects.current().get().statement == "Mine"


def test_nothing_is_fixed_is_said_with_a_button(staff, project):
    url = reverse("scope:nothing_is_fixed", args=[project.ref])
    assert url in staff.get(address("overview", project)).content.decode()
    staff.post(url)
    assert NothingIsFixed.objects.get().project == project
    assert url not in staff.get(address("overview", project)).content.decode()


def test_a_stranger_cannot_say_that_nothing_is_fixed(client, trust, project):
    url = reverse("scope:nothing_is_fixed", args=[project.ref])
    stranger = builders.staff_user("ppi_manager", builders.organisation())
    assert builders.sign_in(client, stranger).post(url).status_code == 404
    assert builders.sign_in(client, builders.staff_user("read_only", trust)).post(url).status_code == 403
    assert NothingIsFixed.objects.count() == 0


def test_the_page_asks_as_often_for_thirty(staff, manager, project, piece, row):
    url = address("overview", project)
    staff.get(url)
    with CaptureQueriesContext(connection) as few:
        staff.get(url)
    for _ in range(30):
        builders.piece_of_work(project)
        builders.influence(project, manager)
    with assertNumQueries(len(few)):
        staff.get(url)
