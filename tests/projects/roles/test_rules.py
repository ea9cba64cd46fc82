"""Who may be asked, who is in a role, and where step 3 stands: each without what belongs to others."""

import pytest

from projects.roles import queries
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.states import AssignmentState
from projects.team.states import Side
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
    return builders.project(trust, lead=manager.person)


@pytest.fixture
def role(project, manager):
    return builders.role(project, offered_by=manager, places=3)


@pytest.fixture
def other_role(trust, manager):
    return builders.role(builders.project(trust), offered_by=manager, places=3)


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


def agreed(role, user):
    offer = builders.assignment(role, user.person)
    answering.agree(offer, content_hash=offer.version.content_hash, by=user)
    offer.refresh_from_db()
    return offer


def test_we_wait_for_who_is_invited_and_for_nobody_who_answered(role, ada):
    offer = builders.assignment(role, ada.person)
    assert queries.needs_answer(offer)
    answering.decline(offer, by=ada)
    offer.refresh_from_db()
    assert not queries.needs_answer(offer)


def test_places_are_taken_by_people_of_this_role_who_are_still_in_it(role, other_role, ada, manager, trust):
    builders.assignment(other_role, ada.person)
    assert queries.free_places(role, queries.offered(role)) == 3
    inside = agreed(role, ada)
    gone = builders.assignment(role, builders.person(organisation=trust), status=AssignmentState.WITHDRAWN)
    assert queries.free_places(role, queries.offered(role)) == 2
    assert list(queries.live(role)) == [inside]
    assert gone not in queries.live(role)
    inviting.end(inside, why="Over.", by=manager)
    assert queries.free_places(role, queries.offered(role)) == 3


def test_what_somebody_agreed_to_is_asked_for_one_role_and_one_person(role, other_role, ada, trust):
    mine = agreed(role, ada)
    agreed(other_role, ada)
    ben = agreed(role, builders.contributor_user(trust, name="Ben"))
    assert queries.agreed_version_ids(mine) == {role.versions.get().pk}
    assert queries.agreed_version_ids(ben) == {role.versions.get().pk}
    assert queries.agreed_version_ids(builders.assignment(role, builders.person())) == set()


def test_people_to_ask_are_public_members_and_those_who_were_searched_for(trust, project, manager, ada):
    other = builders.project(trust)
    elsewhere, stranger = (builders.person(name, organisation=trust) for name in ("Else Where", "Stran Ger"))
    builders.team_member(project, ada.person)
    builders.team_member(other, elsewhere)
    assert list(queries.known_people(project, "", manager)) == [ada.person]
    assert list(queries.known_people(project, "stran", manager)) == [ada.person, stranger]
    assert list(queries.known_people(project, "Mo Man", manager)) == [ada.person]
    assert manager.person in queries.known_people(other, "Mo Man", manager)
    builders.team_member(other, manager.person, Side.PUBLIC)
    assert manager.person not in queries.known_people(project, "Mo Man", manager)


def test_where_a_project_stands_is_told_by_its_own_roles_and_open_suggestions(
    project, role, other_role, ada, manager, trust
):
    agreed(role, ada)
    builders.role(other_role.project, "Not offered")
    theirs = agreed(other_role, builders.contributor_user(trust))
    answering.suggest(theirs, part="other", words="Tea.", by=theirs.person.account)
    assert queries.state(project).done
    mine = answering.suggest(role.assignments.get(), part="other", words="Tea.", by=ada)
    assert queries.state(project).missing == ["Answer 1 suggested change"]
    answering.turn_down(mine, answer="There is tea.", by=manager)
    assert queries.state(project).done
    draft = builders.role(project, "Reader")
    assert f"Offer the role “{draft}”" in queries.state(project).missing
