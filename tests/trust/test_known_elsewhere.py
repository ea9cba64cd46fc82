"""Whoever writes somebody down is not told whether another organisation knows them: one answer for both."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contributors.people import actions
from contributors.people.models import Person
from tests import builders
from tests.architecture.addresses import addresses

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])

OF_A_PERSON = {
    "people:leave",
    "people:needs_are_right",
    "notes:write",
    *("people:detail", "people:edit", "people:what_helps", "people:add_need", "people:arrange_helper"),
    *("payees:talked", "payees:record_bank", "payees:record_route", "payees:record_choice"),
    *("people:record_quiet", "rights:copy", "rights:forget"),
    *("claims:start_for", "bookings:ask_for", "advances:ask_for"),
}
NAME, EMAIL = "Ann Lee", "ann@example.org"


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


def told(person: Person) -> None:
    """Give somebody, known to another organisation, a life there: an account, an answer, money, a role."""
    south = builders.organisation("South Trust")
    builders.connect(person, south)
    builders.account(person)
    builders.access_need(person)
    builders.bank_details(person)
    builders.approved_claim(person, south, 10_00)
    builders.team_member(builders.project(south), person)
    Person.objects.filter(pk=person.pk).update(phone="0113 496 0777", language="cy", format="braille")


def without_what_is_theirs(page: bytes, person: Person) -> str:
    text = page.decode().replace(person.ref, "REF")
    return re.sub(
        r'value="[^"]*"|nonce="[^"]*"|/(?:people|messages)/[a-z0-9]{10}/', "", text
    )  # tokens; colleagues' refs


def answers(client: Client, person: Person) -> dict[str, Any]:
    """Return what every page about a person says, looked at and sent empty."""
    found = {}
    for name in sorted(OF_A_PERSON):
        path = reverse(name, args=[person.ref])
        for method in (client.get, client.post):
            answer = method(path, follow=True)
            found[f"{method.__name__} {name}"] = (
                answer.status_code,
                without_what_is_theirs(answer.content, person),
            )
    rows = client.get(reverse("people:list")).content
    return found | {"list": without_what_is_theirs(rows, person)}


@pytest.mark.parametrize("role", ["ppi_manager", "project_staff"])
def test_known_and_unknown_are_answered_with_the_same_pages(trust, role):
    seen = []
    for known in (True, False):
        if known:
            told(builders.person(NAME, email=EMAIL))
        north = builders.organisation("North")
        user = builders.staff_user(role, north, name="Mo Manager")
        client = builders.sign_in(Client(), user)
        typed = {"name": NAME, "email": EMAIL, "channel": "email", "format": "standard", "language": "en-gb"}
        page = client.post(reverse("people:add"), typed, follow=True)
        person = Person.objects.get(connections__organisation=north, name=NAME)
        assert page.status_code == 200
        seen.append({"added": without_what_is_theirs(page.content, person), **answers(client, person)})
        Person.objects.filter(name=NAME).update(name="Away", email="", channel="post")
        north.name = f"Gone {known}"
        north.save()
    for where in seen[0]:
        assert seen[0][where] == seen[1][where], where


def test_both_are_told_and_can_say_yes(trust):
    manager = builders.staff_user("ppi_manager", trust)
    new = actions.add_person(organisation=trust, by=manager, name="New", email="new@example.org")
    new.refresh_from_db()
    assert [m.kind for m in new.messages.all()] == ["people/connected"]
    actions.share(new.connections.get(), by=new.account)
    client = builders.sign_in(Client(), manager)
    assert client.get(reverse("people:edit", args=[new.ref])).status_code == 200


def test_every_page_about_a_person_is_compared():
    said = {one.name for one in addresses()}
    assert said >= OF_A_PERSON
    in_people = {name for name in said if name.startswith("people:")}
    of_no_person = {"people:list", "people:add", "people:same_person", "people:answer_same_person"}
    of_one_need_or_helper = {"people:end_need", "people:change_helper", "people:end_helper"}
    of_a_file = {name for name in in_people if name.startswith("people:import")} | {"people:export"}
    assert in_people - OF_A_PERSON == of_no_person | of_one_need_or_helper | of_a_file
