"""What was removed by mistake comes back as it was, for a short time, to whoever removed it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from contributors.accounts import actions as accounts
from contributors.accounts.models import StaffRole, User
from contributors.people.models import PersonNote
from contributors.people.notes import actions as notes
from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.undo import actions as undo
from coproduce.foundation.undo.models import Removal
from projects.resources.models import Milestone
from projects.roles.models import RoleDescription, RoleVersion
from projects.roles.writing import actions as writing
from projects.scope import actions as scope
from projects.scope.models import AspectVersion, PieceAspect, PieceOfWork, ScreenAnswer
from projects.scope.states import ScreenReply
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
    return builders.project(trust, lead=manager.person, status="planning")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def piece(project, manager):
    piece = builders.piece_of_work(project, "Letters")
    scope.screen_piece(piece, replies={"decision_open": (ScreenReply.YES, "Sure.")}, by=manager)
    builders.decided(piece, "co_design", by=manager)
    return piece


def remove_piece(staff, piece) -> str:
    """Remove a piece of work on its page. Returns the address of the button in the banner that comes."""
    page = reverse("scope:remove_piece", args=[piece.project.ref, piece.ref])
    text = staff.post(page, {"why": "Typo."}, follow=True).content.decode()
    address = reverse("undo", args=[Removal.objects.latest("id").ref])
    assert f'action="{address}"' in text
    return address


def as_stored(model) -> list[dict]:
    return list(model.objects.order_by("pk").values())


def test_a_piece_of_work_comes_back_with_its_answers(staff, piece):
    models = (PieceOfWork, ScreenAnswer, PieceAspect, AspectVersion)
    before = [as_stored(model) for model in models]
    button = remove_piece(staff, piece)
    assert [as_stored(model) for model in models] == [[], [], [], []]
    came = staff.post(button, follow=True)
    assert came.redirect_chain[0][0] == reverse("scope:overview", args=[piece.project.ref])
    assert "It is back as it was." in came.content.decode()
    assert [as_stored(model) for model in models] == before
    assert [one.verb for one in entries_about(piece)][:2] == ["put back", "piece of work removed"]
    assert not Removal.objects.exists()


def test_a_role_that_was_all_draft_comes_back(staff, project):
    role = builders.role(project, "Typo")
    before = as_stored(RoleDescription), as_stored(RoleVersion)
    staff.post(reverse("roles:drop_draft", args=[role.ref]))
    assert not RoleDescription.objects.exists()
    staff.post(reverse("undo", args=[Removal.objects.get().ref]))
    assert (as_stored(RoleDescription), as_stored(RoleVersion)) == before


def test_the_next_draft_comes_back(staff, project, manager):
    role = builders.role(project, offered_by=manager)
    writing.start_draft(role, by=manager)
    before = as_stored(RoleVersion)
    staff.post(reverse("roles:drop_draft", args=[role.ref]))
    staff.post(reverse("undo", args=[Removal.objects.get().ref]))
    assert as_stored(RoleVersion) == before


def test_a_milestone_comes_back(staff, project):
    row = builders.milestone(project)
    before = as_stored(Milestone)
    staff.post(reverse("resources:remove_milestone", args=[project.ref, row.ref]))
    assert as_stored(Milestone) == []
    staff.post(reverse("undo", args=[Removal.objects.get().ref]))
    assert as_stored(Milestone) == before


def test_people_the_project_is_about_come_back(staff, project):
    aim = builders.diversity_aim(project)
    before = as_stored(type(aim))
    staff.post(reverse("diversity:remove", args=[aim.ref]))
    assert as_stored(type(aim)) == []
    staff.post(reverse("undo", args=[Removal.objects.get().ref]))
    assert as_stored(type(aim)) == before


def test_a_project_that_never_began_is_planned_again(staff, project):
    staff.post(reverse("checklist:close", args=[project.ref]), {"why": "Typo."})
    project.refresh_from_db()
    assert project.is_closed
    staff.post(reverse("undo", args=[Removal.objects.get().ref]))
    project.refresh_from_db()
    assert project.status == "planning"


def test_it_works_for_a_short_time(staff, piece):
    button = remove_piece(staff, piece)
    with time_machine.travel(clock.now() + undo.KEPT + dt.timedelta(seconds=1), tick=False):
        text = staff.post(button, follow=True).content.decode()
    assert "It is too late to undo this." in text
    assert not PieceOfWork.objects.exists()


def test_it_works_once(staff, piece):
    button = remove_piece(staff, piece)
    assert staff.post(button).status_code == 302
    assert staff.post(button).status_code == 404
    assert PieceOfWork.objects.count() == 1


def test_nobody_else_can_put_it_back(client, staff, trust, piece):
    button = remove_piece(staff, piece)
    builders.sign_in(client, builders.staff_user("ppi_manager", trust))
    assert client.post(button).status_code == 404


def test_what_took_its_place_stays(staff, piece, project, manager):
    button = remove_piece(staff, piece)
    builders.piece_of_work(project, "Letters")
    text = staff.post(button, follow=True).content.decode()
    assert "Something else stands in its place now, so it cannot be put back." in text
    assert PieceOfWork.objects.count() == 1


def test_a_closed_project_takes_nothing_back(staff, piece, project, manager):
    button = remove_piece(staff, piece)
    builders.closed(project, by=manager)
    assert "This project is closed" in staff.post(button, follow=True).content.decode()
    assert not PieceOfWork.objects.exists()


def test_what_cannot_come_back_any_more_is_forgotten(staff, piece):
    remove_piece(staff, piece)
    assert undo.forget_old() == 0
    with time_machine.travel(clock.now() + undo.KEPT, tick=False):
        assert undo.forget_old() == 1


def test_whose_role_has_ended_since_puts_nothing_back(staff, piece, manager, trust):
    """They still work somewhere else, so the button is there; what they removed is not theirs any more."""
    elsewhere = builders.organisation()
    StaffRole.objects.create(user=manager, organisation=elsewhere, role="ppi_manager")
    removals = [scope.remove_piece(piece, why="Typo.", by=manager)]
    ann = builders.person("Ann", organisation=trust)
    note = PersonNote.objects.create(
        person=ann, organisation=trust, written_by=manager, shared=True, words="x"
    )
    removals.append(notes.remove_note(note, by=manager))
    accounts.end_role(StaffRole.objects.get(user=manager, organisation=trust), by=manager)
    fresh = User.objects.get(pk=manager.pk)
    for removal in removals:
        with pytest.raises(TransitionRefused):
            undo.put_back(removal, by=fresh)
    assert not PieceOfWork.objects.exists()
    assert not PersonNote.objects.exists()
