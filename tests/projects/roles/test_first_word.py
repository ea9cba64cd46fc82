"""The first message to someone new: one, which says who we are and asks them; by every way of reaching them."""

import datetime as dt

import pytest

from contributors.people import actions as people
from contributors.people.models import Connection
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.by_hand import queries as by_hand
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from projects.team import actions as team
from tests import builders

pytestmark = pytest.mark.django_db
WE = "We are North Trust. We plan our work together with members of the public"
STOP = "If you do not want to hear from us, ring us on 0117 496 0777, and we will stop."


@pytest.fixture
def trust():
    return builders.organisation(name="North Trust", help_phone="0117 496 0777")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def role(trust, manager):
    return builders.role(builders.project(trust, lead=manager.person), offered_by=manager, places=9)


def invite(role, manager, **new):
    return inviting.invite(role, invitees=[Invitee(**new)], by=manager)[0].person


def test_someone_new_gets_one_mail_that_says_who_we_are_and_asks(role, manager, mailoutbox):
    invite(role, manager, name="Ann Lee", email="ann@example.org")
    deliver_due()
    Notification.objects.update(due_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))  # whatever was held
    deliver_due()
    (mail,) = mailoutbox
    assert WE in mail.body
    assert "That is all we can see. When you have signed in, you choose if we see more." in mail.body
    assert STOP in mail.body
    assert mail.body.count("https://") + mail.body.count("http://") == 1


def test_written_down_first_and_invited_soon_after_it_is_still_one(role, trust, manager, mailoutbox):
    person = people.add_person(organisation=trust, by=manager, name="Ann Lee", email="ann@example.org")
    deliver_due()
    invite(role, manager, person=person)
    Notification.objects.update(due_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    deliver_due()
    assert [mail.subject for mail in mailoutbox] == ["Would you like to take a role with us?"]


def test_not_invited_they_hear_that_they_are_written_down(trust, manager, mailoutbox):
    people.add_person(organisation=trust, by=manager, name="Ann Lee", email="ann@example.org")
    Notification.objects.update(due_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    deliver_due()
    assert [mail.subject for mail in mailoutbox] == ["North Trust would like to be in touch"]


def test_an_invitation_that_is_taken_back_before_it_left_says_nothing_so_the_notice_does(
    role, manager, mailoutbox
):
    person = invite(role, manager, name="Ann Lee", email="ann@example.org")
    inviting.withdraw(Assignment.objects.get(person=person), why="A mistake.", by=manager)
    deliver_due()
    Notification.objects.update(due_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    deliver_due()
    assert "North Trust would like to be in touch" in [mail.subject for mail in mailoutbox]


@pytest.mark.parametrize("channel", ["post", "phone", "text"])
def test_a_letter_a_call_and_a_text_say_it_too(role, trust, manager, channel):
    person = builders.person(
        "Pat", channel=channel, phone="0117 496 0000", address="1 High Street\nBristol", organisation=trust
    )
    invite(role, manager, person=person)
    message = Notification.objects.get(recipient=person)
    said = by_hand.letter_of(message).text if channel == "post" else by_hand.script_of(message)
    assert said.startswith(WE)
    assert "We have written down your name and how to reach you" in said
    assert STOP in said
    assert "signed in" not in said


def test_put_on_a_project_without_being_asked_first_they_read_it_there(trust, manager):
    project = builders.project(trust, lead=manager.person)
    person = people.add_person(organisation=trust, by=manager, name="Ann Lee", email="ann@example.org")
    team.add_member(project, person=person, side="public", by=manager)
    assert WE in rendering.render(Notification.objects.get(recipient=person, kind="team/added"))[1]


def test_whoever_has_heard_from_us_is_not_told_again_who_we_are(role, trust, manager):
    person = builders.person("Pat", email="pat@example.org", organisation=trust)
    project = builders.project(trust, lead=manager.person)
    team.add_member(project, person=person, side="public", by=manager)
    deliver_due()
    invite(role, manager, person=person)
    body = rendering.render(Notification.objects.get(recipient=person, kind="roles/invitation"))[1]
    assert WE not in body
    assert "ring us on 0117 496 0777, and we will stop" not in body


def test_another_organisation_says_who_it_is_too(role, trust, manager):
    person = builders.person("Pat", email="pat@example.org", organisation=trust)
    team.add_member(builders.project(trust, lead=manager.person), person=person, side="public", by=manager)
    deliver_due()
    south = builders.organisation(name="South Trust")
    boss = builders.staff_user("ppi_manager", south)
    Connection.objects.create(person=person, organisation=south)
    other = builders.role(builders.project(south, lead=boss.person), offered_by=boss, places=9)
    invite(other, boss, person=person)
    message = Notification.objects.get(recipient=person, organisation=south)
    assert "We are South Trust." in rendering.render(message)[1]
