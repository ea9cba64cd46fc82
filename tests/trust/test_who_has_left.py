"""Who was taken off a project or has left: their own records stay theirs, and nothing else opens any more."""

from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client

from contributors.accounts.models import User
from projects.team import actions as team
from projects.team.models import TeamMember
from tests import builders
from tests.architecture.addresses import addresses

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])

OF_A_PROJECT = (
    "my_projects:",
    "my_meetings:",
    "my_scope:",
    "my_power_balance:",
    "my_checklist:",
    "meetings:",
)
THEIR_OWN = {
    "my_meetings:dispute": "what they said themselves, and our answer",
    "my_power_balance:dispute": "the same",
    "my_scope:comment": "the same",
    "my_scope:withdraw": "takes back what they said",
    "my_projects:closing": "a project that ended while they were on it",
    "meetings:feed": "an empty calendar: a program would keep the old one on an error",
}
EVERYBODYS = {
    *("my_projects:list", "my_meetings:list", "my_meetings:my_calendar", "my_power_balance:my_concerns"),
    "my_power_balance:read_answer",  # asks for a code
}


def test_nothing_of_the_project_opens_but_their_own_words(world):
    meg = world.users["contributor"].person
    with transaction.atomic():
        member = TeamMember.objects.get(person=meg, project=world.things["ref"])
        team.remove_member(member, by=world.users["ppi_manager"])
        client = Client(raise_request_exception=False)
        builders.sign_in(client, User.objects.get(pk=meg.account_id))
        asked = [one for one in addresses() if one.name.startswith(OF_A_PROJECT)]
        opened = {
            one.name
            for one in asked
            if client.get(one.path(world.parts_for(one))).status_code == HTTPStatus.OK
        }
        assert opened - EVERYBODYS <= set(THEIR_OWN)
        address = next(one for one in asked if one.name == "meetings:feed")
        assert b"BEGIN:VEVENT" not in Client().get(address.path(world.parts_for(address))).content
        transaction.set_rollback(True)
