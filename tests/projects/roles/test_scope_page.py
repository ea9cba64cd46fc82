"""Who is asked to take a role reads what can be changed on the project before they say yes."""

import pytest
from django.urls import reverse

from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.rules import Invitee
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(name="Avon Trust"), name="Mo Manager")


@pytest.fixture
def project(manager):
    organisation = manager.person.connections.get().organisation
    made = builders.project(organisation, lead=manager.person, title="Letters")
    builders.influence(made, manager, statement="The words of the letter")
    builders.influence(made, manager, kind="fixed", statement="The day it is sent", why="The law says so.")
    piece = builders.piece_of_work(made, "The first letter")
    builders.decided(piece, "co_design", why="Rules stay.", by=manager)
    return made


@pytest.fixture
def zoe(project):
    return builders.contributor_user(project.organisation, name="Zoe")


@pytest.fixture
def offer(project, manager, zoe):
    role = builders.role(project, offered_by=manager)
    return inviting.invite(role, invitees=[Invitee(person=zoe.person)], by=manager)[0]


def test_an_open_offer_opens_the_scope_and_nothing_else(client, project, zoe, offer):
    builders.sign_in(client, zoe)
    page = reverse("my_roles:scope", args=[offer.ref])
    assert page in client.get(reverse("my_roles:detail", args=[offer.ref])).content.decode()
    text = client.get(page).content.decode()
    for words in ("Letters", "The words of the letter", "The law says so.", "The first letter", "Mo Manager"):
        assert words in text
    assert client.get(reverse("my_projects:detail", args=[project.ref])).status_code == 404


@pytest.mark.parametrize("how", ["declined", "withdrawn", "closed", "somebody else's"])
def test_it_closes_with_the_offer(client, how, project, manager, zoe, offer):
    page = reverse("my_roles:scope", args=[offer.ref])
    user = zoe
    if how == "declined":
        answering.decline(offer, by=zoe)
    elif how == "withdrawn":
        inviting.withdraw(offer, why="No money.", by=manager)
    elif how == "closed":
        builders.closed(project, by=manager)
    else:
        user = builders.contributor_user(project.organisation)
    builders.sign_in(client, user)
    assert client.get(page).status_code == 404
