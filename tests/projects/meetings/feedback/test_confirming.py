"""A public contributor says yes to what staff noted; a dispute or another note takes the yes back."""

import pytest
from django.urls import reverse

from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.feedback import actions as feedback
from projects.meetings.feedback import queries as feedback_queries
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.models import FeedbackConfirmation
from projects.meetings.planning import actions
from tests import builders
from tests.projects.meetings.feedback.test_feedback import NOTED, hold, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def project(manager):
    organisation = manager.person.connections.get().organisation
    return builders.project(organisation, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def ada(project):
    return member(project, "Ada")


@pytest.fixture
def held(project, ada, manager):
    planned = builders.meeting(project, ada.person, manager.person, title="Second look")
    return hold(actions.invite(planned, by=manager), manager, ada)


@pytest.fixture
def noted(held, manager):
    feedback.note(held, **NOTED, by=manager)
    return held


def says(meeting) -> int:
    return feedback_queries.standing(meeting).count()


def test_she_says_yes_on_her_page_and_staff_read_it(client, noted, ada, manager):
    builders.sign_in(client, ada)
    page = client.get(reverse("my_meetings:detail", args=[noted.ref])).content.decode()
    assert "Yes, that is how it was" in page
    for _time in range(2):
        client.post(reverse("my_meetings:confirm_how_it_was", args=[noted.ref]))
    page = client.get(reverse("my_meetings:detail", args=[noted.ref])).content.decode()
    assert ("You told us that this is how it was." in page, "Yes, that is" in page) == (True, False)
    builders.sign_in(client, manager)
    staff = client.get(reverse("meetings:detail", args=[noted.ref])).content.decode()
    assert "1 public contributor says that this is how it was." in staff
    assert (says(noted), HistoryEntry.objects.filter(verb="how it went confirmed").count()) == (1, 2)


def test_another_note_has_to_be_confirmed_anew(noted, ada, manager):
    feedback.confirm(noted, person=ada.person, by=ada)
    feedback.note(noted, **NOTED | {"time_kept": False}, by=manager)
    assert says(noted) == 0
    feedback.confirm(noted, person=ada.person, by=ada)
    assert says(noted) == 1


def test_a_dispute_takes_the_yes_back_until_it_is_answered(client, noted, ada, manager):
    feedback.confirm(noted, person=ada.person, by=ada)
    row = feedback.dispute(noted, line=FeedbackLine.BREAKS, words="No break.", person=ada.person, by=ada)
    assert says(noted) == 0
    with pytest.raises(TransitionRefused):
        feedback.confirm(noted, person=ada.person, by=ada)
    builders.sign_in(client, ada)
    page = client.get(reverse("my_meetings:detail", args=[noted.ref])).content.decode()
    assert "Yes, that is how it was" not in page
    feedback.answer(row, words="You are right.", by=manager)
    feedback.confirm(noted, person=ada.person, by=ada)
    assert says(noted) == 1


def test_what_is_said_of_one_meeting_is_said_of_no_other(noted, project, ada):
    other, ben = builders.meeting(project, ada.person), member(project, "Ben")
    assert feedback_queries.feedback_on(other) is None
    feedback.confirm(noted, person=ada.person, by=ada)
    assert (says(noted), says(other)) == (1, 0)
    noted.disputes.create(line=FeedbackLine.BREAKS, words="No break.", person=ben.person)
    assert [feedback_queries.may_confirm(noted, one.person) for one in (ada, ben)] == [True, False]


def test_nobody_else_can_say_yes(client, noted, project, manager):
    with pytest.raises(TransitionRefused):
        feedback.confirm(noted, person=manager.person, by=manager)
    address = reverse("my_meetings:confirm_how_it_was", args=[noted.ref])
    for user in (member(project, "Not asked"), manager):
        builders.sign_in(client, user)
        client.post(address)
    builders.sign_in(client, builders.contributor_user(project.organisation))
    assert client.post(address).status_code == 404
    assert FeedbackConfirmation.objects.count() == 0


def test_there_is_nothing_to_confirm_before_it_is_noted(held, ada):
    with pytest.raises(TransitionRefused):
        feedback.confirm(held, person=ada.person, by=ada)
