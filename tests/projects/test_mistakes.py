"""What was done by mistake can be undone as long as nobody relies on it."""

import pytest
from django.urls import reverse

from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.transitions import TransitionRefused
from projects.checklist.closing import actions as closing
from projects.roles import queries as role_queries
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.models import RoleDescription
from projects.roles.rules import Invitee
from projects.roles.writing import actions as writing
from projects.scope import actions as scope
from projects.scope.models import PieceOfWork, ScreenAnswer
from projects.scope.states import ScreenReply
from projects.team import actions as team
from projects.team.states import ProjectState
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def project(manager):
    organisation = manager.person.connections.get().organisation
    return builders.project(organisation, lead=manager.person, title="Letters")


@pytest.fixture
def zoe(project):
    return builders.contributor_user(project.organisation, name="Zoe")


def test_a_piece_of_work_goes_with_its_answers_and_the_reason_stays(staff, project, manager):
    piece, other = builders.piece_of_work(project, "Typo"), builders.piece_of_work(project, "Kept")
    scope.screen_piece(piece, replies={"decision_open": (ScreenReply.YES, "")}, by=manager)
    builders.decided(piece, "co_design", by=manager)
    page = reverse("scope:remove_piece", args=[project.ref, piece.ref])
    assert page in staff.get(reverse("scope:overview", args=[project.ref])).content.decode()
    assert staff.post(page, {"why": ""}).status_code == 200
    assert staff.post(page, {"why": "It was there twice."}).status_code == 302
    assert list(PieceOfWork.objects.all()) == [other]
    assert not ScreenAnswer.objects.exists()
    [entry] = [one for one in entries_about(piece) if one.verb == "piece of work removed"]
    assert (entry.why, entry.detail["title"], entry.project) == ("It was there twice.", "Typo", project)


def test_a_closed_project_keeps_its_pieces(project, manager):
    piece = builders.piece_of_work(project)
    builders.closed(project, by=manager)
    with pytest.raises(TransitionRefused):
        scope.remove_piece(piece, why="Late.", by=manager)


def test_a_draft_that_is_all_there_is_takes_the_role_with_it(staff, project):
    role = builders.role(project, "Typo")
    page = reverse("roles:drop_draft", args=[role.ref])
    assert page in staff.get(reverse("roles:detail", args=[role.ref])).content.decode()
    assert "the role goes with it" in staff.get(page).content.decode()
    assert staff.post(page).url == reverse("roles:overview", args=[project.ref])
    assert not RoleDescription.objects.exists()
    assert role_queries.state(project).missing == ["Write the first role description"]


def test_the_next_draft_goes_and_what_was_offered_stays(project, manager):
    role = builders.role(project, offered_by=manager)
    writing.start_draft(role, by=manager)
    assert not writing.drop_draft(role, by=manager).role_is_gone
    assert [one.number for one in role.versions.all()] == [1]
    with pytest.raises(TransitionRefused):
        writing.drop_draft(role, by=manager)


def test_a_draft_that_holds_a_change_we_said_yes_to_stays(staff, project, manager, zoe):
    role = builders.role(project, offered_by=manager)
    [offer] = inviting.invite(role, invitees=[Invitee(person=zoe.person)], by=manager)
    proposal = answering.suggest(offer, part="time", words="Later.", by=zoe)
    answering.accept(proposal, answer="Yes.", by=manager)
    page = staff.post(reverse("roles:drop_draft", args=[role.ref])).content.decode()
    assert "a suggestion you said yes to" in page
    assert role.versions.count() == 2


def test_a_title_is_changed_until_the_role_is_offered(staff, project, manager):
    role, other = builders.role(project, "Partnr"), builders.role(project, "Reader")
    page = reverse("roles:rename", args=[role.ref])
    assert page in staff.get(reverse("roles:detail", args=[role.ref])).content.decode()
    assert staff.post(page, {"title": other.title}).status_code == 200
    assert staff.post(page, {"title": "Partner"}).status_code == 302
    role.refresh_from_db()
    assert role.title == "Partner"
    writing.offer(role.versions.get(), by=manager)
    assert page not in staff.get(reverse("roles:detail", args=[role.ref])).content.decode()
    with pytest.raises(TransitionRefused):
        writing.rename(role, title="Reviewer", by=manager)


def test_a_project_that_has_not_begun_closes_with_a_word(staff, project):
    builders.piece_of_work(project)
    page = reverse("checklist:close", args=[project.ref])
    assert page in staff.get(reverse("checklist:overview", args=[project.ref])).content.decode()
    text = staff.get(page).content.decode()
    assert "Why is it not going ahead?" in text
    assert "What came of it?" not in text
    assert staff.post(page, {"why": ""}).status_code == 200
    assert staff.post(page, {"why": "Started twice."}).status_code == 302
    project.refresh_from_db()
    assert (project.status, project.closing.why) == (ProjectState.CLOSED, "Started twice.")
    assert not Notification.objects.filter(kind="checklist/closed").exists()


@pytest.mark.parametrize("how", ["running", "member", "left", "promised"])
def test_once_it_has_begun_it_is_closed_with_everything_it_takes(how, project, manager, zoe):
    if how == "running":
        team.start_running(project, by=manager)
    elif how == "promised":
        role = builders.role(project, offered_by=manager)
        inviting.invite(role, invitees=[Invitee(person=zoe.person)], by=manager)
    else:
        member = builders.team_member(project, zoe.person)
        if how == "left":
            team.remove_member(member, by=manager)
    with pytest.raises(TransitionRefused):
        closing.drop(project, why="No.", by=manager)
    assert builders.closed(project, by=manager).status == ProjectState.CLOSED
