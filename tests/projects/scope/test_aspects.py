"""How people are involved in each aspect: the screen that can say no, planned and achieved, opened again."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.inviting import actions as inviting
from projects.roles.rules import Invitee
from projects.scope import actions as scope
from projects.scope import queries
from projects.scope.aspects import actions, rules
from projects.scope.data.questions import QUESTIONS
from projects.scope.models import PieceAspect, Scale
from projects.scope.scales import actions as scales
from projects.scope.screening.rules import at_most, needs_reason
from projects.scope.states import Aspect, Involvement, ScreenReply
from tests import builders
from tests.projects.scope.test_views import address, decision

pytestmark = pytest.mark.django_db
YES = {one.key: (ScreenReply.YES, "") for one in QUESTIONS}


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
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def piece(project):
    return builders.piece_of_work(project, "First letter", aspects=["design", "evaluation"])


def answer(piece, by, **replies) -> None:
    given = YES | {key: (ScreenReply(reply), "") for key, reply in replies.items()}
    scope.screen_piece(piece, replies=given, by=by)


def decide(row, level, by, why=""):
    return actions.decide(
        row, planned=level, who_decided="The team", decided_on=clock.today(), why=why, by=by
    )


# --- the screen that says no ---


@pytest.mark.parametrize(
    "scale", ["IAP2 spectrum", "NHS England ways of involving", "TLAP ladder of co-production"]
)
@pytest.mark.parametrize("reply", ["no", "not_sure", "nothing"])
def test_every_level_that_stands_for_co_production_needs_a_reason(project, piece, manager, scale, reply):
    scales.choose(project.organisation, Scale.objects.get(name=scale), by=manager)
    if reply != "nothing":
        answer(piece, manager, ready_to_change=reply)
    for level in Scale.objects.get(name=scale).levels.filter(stands_for="co_produce"):
        for why in ("", "   "):
            with pytest.raises(TransitionRefused, match="do not all speak for co-production"):
                decide(piece.aspects.first(), level, manager, why=why)
    decided = decide(piece.aspects.first(), level, manager, why="The board promised to listen.")
    assert (decided.planned, decided.why) == (level, "The board promised to listen.")


def test_all_yes_or_a_lower_level_needs_no_reason(piece, manager):
    answer(piece, manager, other_level_known="no")
    assert builders.decided(piece, "co_produce", aspect="design", by=manager).why == ""
    answer(piece, manager, decision_open="no")
    assert builders.decided(piece, "involve", aspect="evaluation", by=manager).why == ""


def test_the_page_says_no_and_keeps_what_was_typed(staff, project, piece, manager):
    answer(piece, manager, ready_to_change="no", afterwards_agreed="no")
    page = address("decide", project, piece.aspects.first())
    said = "this is “Engage”, not co-production. Call it so."
    assert said in staff.get(page).content.decode()
    text = staff.post(page, decision("Co-produce")).content.decode()
    assert "The answers do not all speak for co-production." in text
    assert "The team" in text
    assert PieceAspect.objects.filter(state="decided").count() == 0
    assert staff.post(page, decision("Co-produce", why="We changed our mind on it.")).status_code == 302


@pytest.mark.parametrize(
    ("no", "most"),
    [
        ([], Involvement.CO_PRODUCE),
        (["other_level_known"], Involvement.CO_PRODUCE),
        (["afterwards_agreed"], Involvement.CO_DESIGN),
        (["afterwards_agreed", "ready_to_change"], Involvement.INVOLVE),
        (["ready_to_change", "decision_open"], Involvement.INFORM_ONLY),
    ],
)
def test_the_lowest_no_decides_what_it_is_called(no, most):
    answers = {key: reply for key, (reply, _note) in YES.items()} | dict.fromkeys(no, ScreenReply.NO)
    assert at_most(answers) == most
    assert needs_reason(Involvement.CO_PRODUCE, answers) == (most != Involvement.CO_PRODUCE)


def test_answers_that_change_later_say_so_on_the_scope(project, piece, manager):
    answer(piece, manager)
    builders.decided(piece, "co_produce", aspect="design", by=manager)
    assert not queries.pieces(project)[0].lacks_reason
    answer(piece, manager, money_agreed="no")
    assert any("do not all speak" in sentence for sentence in queries.state(project).missing)


def test_earlier_answers_stay_readable(staff, project, piece, manager):
    scope.screen_piece(piece, replies={"lead_named": (ScreenReply.NO, "Nobody yet")}, by=manager)
    scope.screen_piece(piece, replies={"lead_named": (ScreenReply.YES, "Jo")}, by=manager)
    text = staff.get(address("piece", project, piece)).content.decode()
    for said in ("Nobody yet", "Jo"):
        assert said in text


# --- decided, achieved, opened again ---


def test_what_is_decided_stands_until_it_is_opened_again(piece, manager):
    row = builders.decided(piece, "involve", by=manager)
    with pytest.raises(TransitionRefused, match="Open the decision again"):
        builders.decided(piece, "co_design", by=manager)
    with pytest.raises(TransitionRefused):
        actions.reopen(row, why=" ", by=manager)
    opened = actions.reopen(row, why="New money came.", by=manager)
    assert (opened.state, opened.planned.stands_for) == ("reopened", "involve")
    builders.decided(piece, "co_design", by=manager)
    assert [(one.number, one.change, one.why, one.planned.stands_for) for one in row.versions.all()] == [
        (3, "decided", "", "co_design"),
        (2, "reopened", "New money came.", "involve"),
        (1, "decided", "", "involve"),
    ]


def test_opening_again_is_told_to_everyone_it_concerns(project, piece, manager, trust):
    ada = builders.person("Ada", email="ada@example.org", organisation=trust)
    builders.team_member(project, ada)
    tom = builders.staff_user("project_staff", trust, name="Tom").person
    builders.team_member(project, tom, side="professional")
    zoe = builders.person("Zoe", email="zoe@example.org", organisation=trust)
    gone = builders.team_member(project, builders.person("Gone", organisation=trust))
    gone.left_on = gone.joined_on
    gone.save()
    inviting.invite(builders.role(project, offered_by=manager), invitees=[Invitee(person=zoe)], by=manager)
    row = builders.decided(piece, "co_design", by=manager)
    mine = Notification.objects.filter(kind="scope/decision_changed")
    assert not mine.exists()
    actions.reopen(row, why="New money came.", by=manager)
    assert {one.recipient.name for one in mine} == {"Ada", "Tom", "Zoe"}
    body = render(mine.get(recipient=ada))[1]
    assert "New money came." in body
    assert f"/my/scope/{project.ref}/" in body
    assert f"/projects/{project.ref}/scope/" in render(mine.get(recipient=tom))[1]
    first = mine.get(recipient=ada)
    assert kinds.get(first.kind).not_wanted(first) == ""
    builders.decided(piece, "involve", by=manager)
    assert kinds.get(first.kind).not_wanted(first) == "changed again"
    assert mine.filter(recipient=ada).count() == 2


def test_achieved_is_on_the_scale_of_the_plan_and_says_how_we_know(project, piece, manager):
    row = piece.aspects.first()
    level = row.piece.project.organisation and Scale.objects.get(name__startswith="NHS").levels.get(order=2)
    with pytest.raises(TransitionRefused):
        actions.record_achieved(row, achieved=level, why="We asked.", by=manager)
    builders.decided(piece, "co_design", by=manager)
    other = Scale.objects.get(name__startswith="IAP2").levels.get(order=2)
    for wrong, why in ((other, "We asked."), (level, " ")):
        with pytest.raises(TransitionRefused):
            actions.record_achieved(row, achieved=wrong, why=why, by=manager)
    done = actions.record_achieved(row, achieved=level, why="We asked.", by=manager)
    assert rules.compared(done) == "less than planned"
    assert [one.change for one in row.versions.all()] == ["achieved", "decided"]


def test_a_new_scale_leaves_old_decisions_on_theirs(project, piece, manager):
    old = builders.decided(piece, "co_design", aspect="design", by=manager)
    scales.choose(project.organisation, Scale.objects.get(name__startswith="IAP2"), by=manager)
    with pytest.raises(TransitionRefused, match="IAP2"):
        decide(piece.aspects.get(aspect="evaluation"), old.planned, manager)
    old.refresh_from_db()
    assert old.planned.scale.name.startswith("NHS")
    actions.record_achieved(old, achieved=old.planned, why="We did.", by=manager)
    actions.reopen(old, why="Other scale.", by=manager)
    assert builders.decided(piece, "involve", aspect="design", by=manager).achieved is None


def test_the_picture_has_its_words_and_a_table(staff, project, piece, manager):
    row = builders.decided(piece, "co_design", by=manager)
    level = row.planned.scale.levels.get(order=2)
    actions.record_achieved(row, achieved=level, why="We asked.", by=manager)
    text = staff.get(address("piece", project, piece)).content.decode()
    for said in (
        'role="img"',
        "Planned: Co-design. Achieved: Consult.",
        "Planned and achieved",
        "less than planned",
    ):
        assert said in text


def test_an_aspect_that_is_decided_stays_with_its_piece(project, piece, manager):
    builders.decided(piece, "co_design", aspect="design", by=manager)
    with pytest.raises(TransitionRefused, match="decided already"):
        scope.edit_piece(piece, title="L", aspects=[Aspect.EVALUATION], description="", by=manager)
    scope.edit_piece(piece, title="L", aspects=[Aspect.DESIGN, Aspect.DELIVERY], description="", by=manager)
    assert set(piece.aspects.values_list("aspect", flat=True)) == {"design", "delivery"}


def test_a_closed_project_decides_nothing(project, piece, manager):
    row = builders.decided(piece, "co_design", by=manager)
    builders.closed(project, by=manager)
    for act in (
        lambda: actions.reopen(row, why="Late.", by=manager),
        lambda: actions.record_achieved(row, achieved=row.planned, why="We did.", by=manager),
    ):
        with pytest.raises(TransitionRefused):
            act()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "decided"},
        {"state": "decided", "who_decided": "The team", "decided_on": clock.today},
        {"state": "maybe"},
        {"aspect": "catering"},
        {"why": "Half."},
    ],
)
def test_the_database_refuses_half_a_decision(piece, wrong):
    wrong = {name: value() if callable(value) else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PieceAspect.objects.create(**{"piece": piece, "aspect": "delivery"} | wrong)


def test_the_page_of_a_piece_asks_as_often_for_thirty_changes(staff, project, piece, manager):
    row = builders.decided(piece, "co_design", by=manager)
    page = reverse("scope:piece", args=[project.ref, piece.ref])
    actions.record_achieved(row, achieved=row.planned, why="We did.", by=manager)
    staff.get(page)
    with CaptureQueriesContext(connection) as few:
        staff.get(page)
    for _ in range(30):
        actions.record_achieved(row, achieved=row.planned, why="We did.", by=manager)
    with assertNumQueries(len(few)):
        staff.get(page)
