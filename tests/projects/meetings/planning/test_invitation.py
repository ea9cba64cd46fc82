"""An invitation says who asks, for what, how long, what is paid and what access there is: only what is recorded."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from coproduce.foundation.notifications.by_hand.queries import letter_of
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from projects.meetings.planning import actions
from projects.roles.models import Agreement
from tests import builders

pytestmark = pytest.mark.django_db
NOT_WRITTEN = "What we pay: nothing is agreed with you in writing yet. Please ask us before you say yes."


@pytest.fixture
def invited(project, manager, ada):
    def ask(**fields):
        planned = builders.meeting(project, ada.person, manager.person, title="Second look", **fields)
        return actions.invite(planned, by=manager)

    return ask


def agree(project, manager, person, **fields):
    role = builders.role(project, offered_by=manager, **fields)
    made = builders.assignment(role, person, status="agreed", answered_at=clock.now())
    Agreement.objects.create(
        version=made.version, person=person, side="public", content_hash=made.version.content_hash
    )
    return role


def body_to(person) -> str:
    return render(Notification.objects.get(recipient=person, kind="meetings/invitation"))[1]


def test_who_asks_for_what_how_long_with_what_access_by_when(invited, trust, ada):
    invited(purpose="We choose the questions.", access="No steps. A hearing loop.")
    body = body_to(ada.person)
    for words in (
        f"{trust.name} would like you to come to a meeting of the project “Letters project”.",
        "Priya Organiser is asking you.",
        "We choose the questions.",
        "How long: 2 hours",
        "Access: No steps. A hearing loop.",
        "Please tell us by ",
    ):
        assert words in body


def test_what_is_paid_comes_from_the_role_they_agreed_to(invited, project, manager, ada):
    agree(project, manager, ada.person)
    invited()
    body = body_to(ada.person)
    assert "What we pay: £25.00 for each meeting" in body
    assert "Expenses we pay back: Travel and care." in body


def test_unpaid_is_said_plainly(invited, project, manager, ada):
    agree(project, manager, ada.person, payment="expenses_only", fee_pence=None, fee_for="")
    invited()
    assert "What we pay: There is no fee for this role. We pay your expenses only." in body_to(ada.person)


def test_nothing_is_made_up(invited, ada):
    invited()
    body = body_to(ada.person)
    assert NOT_WRITTEN in body
    assert "Access: we have not written down yet what there is. Please ask us." in body
    assert "£" not in body


def test_staff_read_nothing_of_pay(invited, manager):
    invited()
    assert "What we pay" not in body_to(manager.person)


def test_of_a_discreet_person_nothing_names_the_project(invited, ada, trust):
    ada.person.discreet = True
    ada.person.save()
    invited(purpose="Living with diabetes.", access="The diabetes centre has a ramp.")
    body = body_to(ada.person)
    assert [word for word in ("diabetes", "Letters", "Second look", "Harbour House") if word in body] == []
    assert f"{trust.name} would like you to come to a meeting." in body
    assert "How long: 2 hours" in body


def test_the_format_papers_come_in_is_said(invited, ada):
    ada.person.format = "large"
    ada.person.save()
    invited()
    assert "Papers come to you in large print, as you asked." in body_to(ada.person)


def test_a_free_text_reason_does_not_go_to_who_asked_for_discretion(project, manager, ada, ben):
    ada.person.discreet = True
    ada.person.save()
    planned = builders.meeting(project, ada.person, ben.person)
    invited = actions.invite(planned, by=manager)
    later = invited.starts_at + dt.timedelta(days=7)
    why = "The diabetes nurse is away."
    moved = actions.move_meeting(
        invited, starts_at=later, ends_at=later + dt.timedelta(hours=2), by=manager, why=why
    )
    changed = {one.recipient: render(one)[1] for one in Notification.objects.filter(kind="meetings/changed")}
    assert (why in changed[ben.person], why in changed[ada.person]) == (True, False)
    actions.cancel(moved, why=why, by=manager)
    off = {one.recipient: render(one)[1] for one in Notification.objects.filter(kind="meetings/cancelled")}
    assert (why in off[ben.person], why in off[ada.person]) == (True, False)


def test_a_letter_keeps_the_question_and_says_how_to_answer(invited, ada):
    ada.person.channel, ada.person.address = "post", "1 Harbour Street"
    ada.person.save()
    invited(online_link="https://meet.example.org/x", access="No steps.")
    letter = letter_of(Notification.objects.get(recipient=ada.person, kind="meetings/invitation")).text
    assert "if you can come. You do not have to say why if you cannot:\nRing us on " in letter
    assert ("https://" in letter, "calendar" in letter, "Access: No steps." in letter) == (False, False, True)
