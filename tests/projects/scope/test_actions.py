import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.transitions import TransitionRefused
from projects.scope import actions
from projects.scope.models import InfluenceStatement, NothingIsFixed, PieceOfWork, ScreenAnswer
from projects.scope.states import Aspect, Openness, ScreenReply
from projects.team.states import ProjectState
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def ada(trust, project):
    ada = builders.person("Ada", email="ada@example.org", organisation=trust)
    builders.team_member(project, ada)
    return ada


def verbs(row) -> list[str]:
    return [entry.verb for entry in entries_about(row)]


def words(kind: Openness, **changed) -> dict:
    why = "" if kind == Openness.OPEN else "The law says so."
    return {"kind": kind, "statement": "The words", "who_decides": "The board", "why": why} | changed


# --- pieces of work ---


def test_a_piece_of_work_is_added_once(project, manager):
    piece = actions.add_piece(project, title="First letter", aspects=[Aspect.DESIGN], by=manager)
    with pytest.raises(TransitionRefused):
        actions.add_piece(project, title="First letter", aspects=[Aspect.DELIVERY], by=manager)
    assert list(project.pieces.all()) == [piece]
    assert [(e.verb, e.by, e.project) for e in entries_about(piece)] == [
        ("piece of work added", manager, project)
    ]


def test_a_piece_of_work_keeps_its_own_title(project, manager):
    piece = builders.piece_of_work(project, "First letter")
    builders.piece_of_work(project, "Second letter")
    changed = actions.edit_piece(
        piece, title="First letter", aspects=[Aspect.EVALUATION], description="All of it", by=manager
    )
    assert (changed.aspects.get().aspect, changed.description, verbs(piece)) == (
        Aspect.EVALUATION,
        "All of it",
        ["piece of work changed"],
    )
    with pytest.raises(TransitionRefused):
        actions.edit_piece(piece, title="Second letter", aspects=[Aspect.DESIGN], description="", by=manager)


def test_answers_are_kept_changed_and_left_alone(project, manager):
    piece = builders.piece_of_work(project)
    colleague = builders.staff_user("project_staff", project.organisation)
    first = {"decision_open": (ScreenReply.YES, ""), "money_agreed": (ScreenReply.NOT_SURE, "Ask Jo")}
    assert actions.screen_piece(piece, replies=first, by=manager) == 2
    second = {"decision_open": (ScreenReply.YES, ""), "money_agreed": (ScreenReply.YES, "Jo says yes")}
    assert actions.screen_piece(piece, replies=second, by=colleague) == 1
    assert list(piece.answers.current().values_list("question", "answer", "note", "answered_by")) == [
        ("decision_open", "yes", "", manager.pk),
        ("money_agreed", "yes", "Jo says yes", colleague.pk),
    ]
    old = piece.answers.exclude(ended_at=None).get()
    assert (old.question, old.answer, old.note, old.answered_by) == (
        "money_agreed",
        "not_sure",
        "Ask Jo",
        manager,
    )
    assert actions.screen_piece(piece, replies=second, by=manager) == 0
    assert verbs(piece) == ["piece of work screened", "piece of work screened"]


def test_an_unknown_question_changes_nothing(project, manager):
    piece = builders.piece_of_work(project)
    with pytest.raises(KeyError):
        actions.screen_piece(
            piece, replies={"decision_open": ("yes", ""), "shoe_size": ("yes", "")}, by=manager
        )
    assert ScreenAnswer.objects.count() == 0


# --- what people can change ---


def test_a_new_version_leaves_the_old_one_to_read(project, manager):
    first = actions.state_influence(project, **words(Openness.LIMITED), by=manager)
    second = actions.change_influence(first, **words(Openness.OPEN, statement="All the words"), by=manager)
    assert list(
        InfluenceStatement.objects.order_by("version").values_list("version", "thread", "kind", "statement")
    ) == [(1, first.thread, "limited", "The words"), (2, first.thread, "open", "All the words")]
    assert InfluenceStatement.objects.current().get() == second
    assert verbs(second) == ["influence changed"]


def test_two_people_cannot_both_change_the_same_version(project, manager):
    first = actions.state_influence(project, **words(Openness.OPEN), by=manager)
    actions.change_influence(first, **words(Openness.OPEN, statement="Mine"), by=manager)
    with pytest.raises(TransitionRefused):
        actions.change_influence(first, **words(Openness.OPEN, statement="Yours"), by=manager)
    assert InfluenceStatement.objects.current().get().statement == "Mine"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (Openness.OPEN, Openness.LIMITED, 1),
        (Openness.OPEN, Openness.FIXED, 1),
        (Openness.LIMITED, Openness.FIXED, 1),
        (Openness.OPEN, Openness.OPEN, 0),
        (Openness.LIMITED, Openness.OPEN, 0),
        (Openness.FIXED, Openness.LIMITED, 0),
    ],
)
def test_public_members_are_told_when_they_can_change_less(project, manager, ada, before, after, told):
    gone = builders.team_member(project, builders.person(organisation=project.organisation))
    gone.left_on = gone.joined_on
    gone.save()
    row = actions.state_influence(project, **words(before), by=manager)
    actions.change_influence(row, **words(after), by=manager)
    assert [(m.kind, m.recipient) for m in Notification.objects.all()] == [("scope/less_is_open", ada)] * told


def test_the_message_says_what_changed_and_why_but_not_in_its_subject(project, manager, ada):
    row = actions.state_influence(project, **words(Openness.OPEN, statement="The date"), by=manager)
    actions.change_influence(
        row, **words(Openness.FIXED, statement="The date", why="The ward closes."), by=manager
    )
    subject, body = render(Notification.objects.get())
    assert "Letters" not in subject
    for said in (
        "Letters",
        "Before (open):",
        "Now (fixed):",
        "The ward closes.",
        f"/my/projects/{project.ref}/",
    ):
        assert said in body


def test_a_discreet_person_reads_neither_project_nor_statement(project, manager, ada):
    ada.discreet = True
    ada.save()
    row = actions.state_influence(project, **words(Openness.OPEN, statement="The clinic letter"), by=manager)
    actions.change_influence(row, **words(Openness.FIXED, statement="The clinic letter"), by=manager)
    text = "".join(render(Notification.objects.get()))
    assert "Letters" not in text
    assert "clinic" not in text


def test_the_message_is_not_wanted_once_it_is_open_again(project, manager, ada):
    row = actions.state_influence(project, **words(Openness.OPEN), by=manager)
    less = actions.change_influence(row, **words(Openness.FIXED), by=manager)
    message = Notification.objects.get()
    not_wanted = kinds.get(message.kind).not_wanted
    assert not_wanted(message) == ""
    actions.change_influence(less, **words(Openness.OPEN), by=manager)
    assert not_wanted(message) == "as open as before"


def test_taking_back_something_open_is_told_with_its_reason(project, manager, ada):
    row = actions.state_influence(project, **words(Openness.OPEN, statement="The menu"), by=manager)
    taken = actions.withdraw_influence(row, why="The kitchen closes.", by=manager)
    assert (taken.ended_at is None, taken.withdrawn_why) == (False, "The kitchen closes.")
    body = render(Notification.objects.get())[1]
    assert "The menu" in body
    assert "The kitchen closes." in body
    assert verbs(row) == ["influence taken back", "influence stated"]


@pytest.mark.parametrize(("kind", "told"), [(Openness.OPEN, 1), (Openness.LIMITED, 1), (Openness.FIXED, 0)])
def test_only_taking_back_what_people_could_change_is_news(project, manager, ada, kind, told):
    row = actions.state_influence(project, **words(kind), by=manager)
    before = Notification.objects.filter(recipient=ada).count()
    actions.withdraw_influence(row, why="It is over.", by=manager)
    assert Notification.objects.filter(recipient=ada).count() - before == told


def test_taking_back_needs_a_reason(project, manager, ada):
    row = actions.state_influence(project, **words(Openness.OPEN), by=manager)
    with pytest.raises(TransitionRefused):
        actions.withdraw_influence(row, why=" ", by=manager)
    assert InfluenceStatement.objects.current().count() == 1
    assert Notification.objects.count() == 0


def test_nothing_is_fixed_and_something_fixed_exclude_each_other(project, manager):
    said = actions.say_nothing_is_fixed(project, by=manager)
    assert actions.say_nothing_is_fixed(project, by=manager) == said
    row = actions.state_influence(project, **words(Openness.FIXED), by=manager)
    assert NothingIsFixed.objects.count() == 0
    with pytest.raises(TransitionRefused):
        actions.say_nothing_is_fixed(project, by=manager)
    actions.change_influence(row, **words(Openness.OPEN), by=manager)
    assert actions.say_nothing_is_fixed(project, by=manager).said_by == manager


def test_a_closed_project_stays_as_it_is(trust, manager):
    project = builders.project(trust, lead=manager.person, status=ProjectState.CLOSED)
    row = builders.influence(project, manager)
    for action in (
        lambda: actions.add_piece(project, title="New", aspects=[Aspect.DESIGN], by=manager),
        lambda: actions.change_influence(row, **words(Openness.FIXED), by=manager),
        lambda: actions.say_nothing_is_fixed(project, by=manager),
    ):
        with pytest.raises(TransitionRefused):
            action()
    assert (PieceOfWork.objects.count(), NothingIsFixed.objects.count()) == (0, 0)
    assert InfluenceStatement.objects.current().get() == row


# --- what the database keeps ---


@pytest.mark.parametrize("wrong", [{"kind": "fixed", "why": ""}, {"statement": ""}, {"withdrawn_why": "no"}])
def test_the_database_refuses_a_hollow_statement(project, manager, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.influence(project, manager, **wrong)


def test_the_database_refuses_two_current_versions(project, manager):
    row = builders.influence(project, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.influence(project, manager, thread=row.thread, version=2)
