"""Whoever writes somebody down is not told whether another organisation knows them: one answer for both."""

import datetime as dt
import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from contributors.availability.models import Away, Circumstances, Unavailable
from contributors.availability.queries import patterns_of
from contributors.availability.rules import Pattern
from contributors.people import actions
from contributors.people.models import Person
from contributors.people.on_behalf.notifications import RECORDED
from coproduce.foundation import clock
from coproduce.foundation.fields import uk_datetime
from coproduce.foundation.notifications.by_hand import queries as by_hand
from coproduce.foundation.notifications.outbox import enqueue
from projects.meetings.arrangements import queries as arrangements
from projects.meetings.times.queries import everybody_asked
from projects.resources.access.queries import needs_on
from projects.roles.documents.queries import letter_of
from projects.roles.inviting import actions as inviting
from projects.roles.queries import known_people
from projects.roles.rules import Invitee
from tests import builders
from tests.architecture.addresses import addresses

pytestmark = [pytest.mark.either_engine, pytest.mark.django_db(databases=["default", "monitoring"])]

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
    of_a_file = {name for name in in_people if name.startswith("people:import")} | {
        "people:export",
        "people:export_sheet",
    }
    assert in_people - OF_A_PERSON == of_no_person | of_one_need_or_helper | of_a_file


SECRETS = ("1 Secret Street", "0113 496 0777")
AROUND_A_PERSON = re.compile(r"/(?:people|roles|messages|promises|projects/[a-z0-9]{10}/scope)/|/staff/$")
DIFFERENT_EACH_TIME = re.compile(
    r'value="[^"]*"|nonce="[^"]*"|[0-9a-f]{64}|\d+\.\d\d[ap]m|[#-][2-9a-hjkmnp-z]{10}\b'
    r"|(?<=[/=])[2-9a-hjkmnp-z]{10}(?=[/\"&?]|$)|[a-z]+\d+@trust.example.org|(?:Partner|Trial) \d+"
)


def pages_around(client: Client, first: list[str], most: int = 45) -> dict[str, list[tuple[int, str]]]:
    """Follow every link that has to do with a person. Returns what each kind of address answered."""
    todo, seen = list(first), {}
    while todo and len(seen) < most:
        path = todo.pop(0)
        if path in seen:
            continue
        page = client.get(path)
        is_page = "text/html" in page["Content-Type"]
        words = page.content.decode() if is_page else page["Content-Type"]
        seen[path] = (page.status_code, DIFFERENT_EACH_TIME.sub("", words))
        if is_page:
            links = [html.unescape(link) for link in re.findall(r'href="(/[^"#]*)', words)]
            todo += [link for link in links if AROUND_A_PERSON.search(link)]
    found: dict[str, list[tuple[int, str]]] = {}
    for path, answer in seen.items():
        found.setdefault(DIFFERENT_EACH_TIME.sub("REF", path), []).append(answer)
    return found


@pytest.mark.parametrize("channel", ["email", "post", "phone"])
def test_whoever_is_invited_by_their_email_is_known_by_that_alone_on_every_page(channel):
    seen = []
    for known in (True, False):
        if known:
            told(builders.person(NAME, email=EMAIL))
            Person.objects.filter(name=NAME).update(channel=channel, address=SECRETS[0])
        north = builders.organisation("North")
        user = builders.staff_user("ppi_manager", north, name="Mo Manager")
        project = builders.project(north, lead=user.person, title="Letters")
        role = builders.role(project, offered_by=user, title="Reader")
        client = builders.sign_in(Client(), user)
        client.post(reverse("roles:invite", args=[role.ref]), {"name_1": NAME, "email_1": EMAIL})
        asked = role.assignments.get()
        first = [
            reverse("roles:assignment", args=[asked.ref]),
            reverse("people:detail", args=[asked.person.ref]),
            *map(reverse, ("staff:home", "notifications:list", "notifications:by_hand")),
        ]
        seen.append(pages_around(client, first))
        Person.objects.filter(name=NAME).update(name="Away", email="", channel="post")
        north.name = f"Gone {known}"
        north.save()
    assert len(seen[0]) > 15
    assert set(seen[0]) == set(seen[1])
    for where in seen[0]:
        assert seen[0][where] == seen[1][where], where
        assert not any(secret in words for secret in SECRETS for _code, words in seen[0][where]), where


def test_a_letter_to_them_bears_no_address_before_they_have_said_yes():
    person = builders.person(NAME, email=EMAIL)
    told(person)
    Person.objects.filter(pk=person.pk).update(channel="post", address=SECRETS[0])
    north = builders.organisation("North")
    user = builders.staff_user("ppi_manager", north)
    role = builders.role(builders.project(north, lead=user.person), offered_by=user)
    asked = inviting.invite(role, invitees=[Invitee(name=NAME, email=EMAIL)], by=user)[0]
    asked.person.refresh_from_db()
    assert letter_of(asked.version, person=asked.person, large=False).address == NAME
    message = asked.person.messages.get(organisation=north, kind="roles/invitation")
    assert (message.channel, message.address) == message.where_now() == ("email", EMAIL)
    actions.share(asked.person.connections.get(organisation=north), by=asked.person.account)
    person = Person.objects.get(pk=person.pk)
    assert letter_of(asked.version, person=person, large=False).address == f"{NAME}\n{SECRETS[0]}"
    assert person.reached_by(north.pk) == ("post", SECRETS[0])


def test_who_has_given_up_that_mailbox_is_not_shown_to_be_reached_otherwise():
    person = builders.person(NAME, email=EMAIL)
    told(person)
    north = builders.organisation("North")
    actions.add_person(organisation=north, by=None, name=NAME, email=EMAIL)
    Person.objects.filter(pk=person.pk).update(channel="post", address=SECRETS[0], email="")
    person = Person.objects.get(pk=person.pk)
    assert person.reached_by(north.pk) == ("post", "")
    assert person.reached_by() == ("post", SECRETS[0])


@pytest.mark.parametrize("before", [{"days": -3}, {"minutes": -1}], ids=["days ago", "the same day"])
def test_a_mailbox_that_came_later_is_shown_to_nobody_who_has_no_yes(client, before):
    """Somebody who has left a violent home has a new address; who typed the old one does not learn it."""
    north, south = builders.organisation("North"), builders.organisation("South")
    manager = builders.staff_user("ppi_manager", north)
    role = builders.role(builders.project(north, lead=manager.person), offered_by=manager)
    with clock_at(**before):
        person = actions.add_person(organisation=north, by=manager, name=NAME, email=EMAIL)
        builders.connect(person, south)
    actions.change_contact(person, by=person.account, proved=True, email="safe@example.org")
    person = Person.objects.get(pk=person.pk)
    inviting.invite(role, invitees=[Invitee(person=person)], by=manager)
    message = person.messages.filter(organisation=north).latest("id")
    assert (message.address, message.organisation) == (
        "safe@example.org",
        north,
    )  # it goes there all the same
    builders.sign_in(client, manager)
    pages = [
        client.get(reverse("people:detail", args=[person.ref])),
        client.get(reverse("people:list")),
        client.get(reverse("roles:assignment", args=[role.assignments.get().ref])),
        client.get(reverse("roles:choose_people", args=[role.ref])),
        client.get(reverse("roles:invite", args=[role.ref]), {"q": NAME}),
        client.post(reverse("staff:search"), {"words": NAME}),
        *(client.get(reverse("notifications:detail", args=[one.ref])) for one in person.messages.filter(
            organisation=north)),
    ]  # fmt: skip
    assert all(page.status_code == 200 for page in pages)
    assert not any(b"safe@example" in page.content for page in pages)
    assert NAME.encode() in client.post(reverse("staff:search"), {"words": NAME}).content
    assert NAME.encode() not in client.post(reverse("staff:search"), {"words": "safe@"}).content
    assert not known_people(role.project, "safe@", manager)
    southern = builders.sign_in(client, builders.staff_user("ppi_manager", south))
    assert b"safe@example" in southern.get(reverse("people:detail", args=[person.ref])).content


def test_what_helps_somebody_is_not_read_by_who_puts_them_on_a_team_and_asks_them_to_a_meeting():
    person = builders.person(NAME, email=EMAIL)
    told(person)
    Person.objects.filter(pk=person.pk).update(format="braille")
    north = builders.organisation("North")
    manager = builders.staff_user("ppi_manager", north)
    project = builders.project(north, lead=manager.person)
    actions.add_person(organisation=north, by=manager, name=NAME, email=EMAIL)
    builders.team_member(project, person)  # anyone who may edit the project does this in one press
    meeting = builders.meeting(project, person, has_papers=True)

    def seen() -> list[bool]:
        return [
            bool(arrangements.needs_of(meeting)),
            bool(arrangements.other_formats(meeting)),
            bool(arrangements.still_to_book(project.meetings.all())),
            bool(needs_on(project, manager)),
        ]

    assert seen() == [False, False, False, False]
    meeting.invitations.update(
        response="yes", responded_at=clock.now()
    )  # they come, and were told who sees what helps them
    assert seen() == [True, True, True, False]
    actions.share(person.connections.get(organisation=north), by=person.account)
    meeting.invitations.update(response="none", responded_at=None)
    assert seen() == [True, True, True, True]


def test_the_times_of_a_meeting_tell_nothing_that_was_told_to_another_organisation():
    """Asked alone to a meeting, one person's hours could be read off it half an hour at a time."""
    person = builders.person(NAME, email=EMAIL)
    told(person)
    Unavailable.objects.create(person=person, weekday=2, from_minute=600, to_minute=720)
    Away.objects.create(person=person, first_day="2027-01-04", last_day="2027-01-05")
    Circumstances.objects.update_or_create(person=person, defaults={"zone": "Asia/Tokyo"})
    north = builders.organisation("North")
    manager = builders.staff_user("ppi_manager", north)
    project = builders.project(north, lead=manager.person)
    actions.add_person(organisation=north, by=manager, name=NAME, email=EMAIL)
    builders.team_member(project, person)
    meeting = builders.meeting(project, person)
    nobody = builders.meeting(project, builders.person("Nobody Knows", organisation=north))

    def seen(meeting) -> list[tuple[int, int]]:
        people = everybody_asked(meeting, meeting.invitations.all())
        day = uk_datetime(dt.date(2027, 1, 4), dt.time(0)).utc
        counts = [
            people.at(day + dt.timedelta(hours=n), day + dt.timedelta(hours=n + 1)) for n in range(24 * 7)
        ]
        return [(one.public, one.told_public) for one in counts]

    assert seen(meeting) == seen(nobody)
    wish = {person.pk: "public"}
    assert patterns_of(wish, organisation_id=north.pk) == {person.pk: Pattern((), (), told=False)}
    actions.share(person.connections.get(organisation=north), by=person.account)
    assert seen(meeting) != seen(nobody)


def test_who_came_through_an_organisation_tells_it_their_hours_and_who_had_an_account_does_not():
    north, south = builders.organisation("North"), builders.organisation("South")
    came, had_one = (
        builders.person("Came Through", email="came@example.org"),
        builders.person(NAME, email=EMAIL),
    )
    builders.account(had_one)
    for person in (came, had_one):
        builders.connect(person, north)
        builders.connect(person, south)  # later: whoever types a name there takes nothing from North
        person.connections.update(shares=False)
        Unavailable.objects.create(person=person, weekday=2, from_minute=600, to_minute=720)
    here = patterns_of([came.pk, had_one.pk], organisation_id=north.pk)
    assert [here[one.pk].told for one in (came, had_one)] == [True, False]
    there = patterns_of([came.pk], organisation_id=south.pk)
    assert not there[came.pk].told


def test_what_is_from_nobody_in_particular_is_printed_by_who_has_a_yes_alone():
    person = builders.person(NAME, email=EMAIL)
    told(person)
    north = builders.organisation("North")
    actions.add_person(organisation=north, by=None, name=NAME, email=EMAIL)
    Person.objects.filter(pk=person.pk).update(channel="post", address=SECRETS[0])
    person = Person.objects.get(pk=person.pk)
    with transaction.atomic():
        assert enqueue(RECORDED, to=person, subject=person, dedupe_key="from nobody", params={})
    south = person.connections.get(shares=True).organisation
    for organisation, count in ((north, 0), (south, 1)):
        manager = builders.staff_user("ppi_manager", organisation)
        assert by_hand.waiting(manager).filter(dedupe_key="from nobody").count() == count


@contextmanager
def clock_at(**before: int) -> Iterator[None]:
    with time_machine.travel(clock.now() + dt.timedelta(**before)):
        yield
