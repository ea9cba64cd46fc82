"""Two hands at once: one answer."""

import datetime as dt

import pytest
from django.test import Client

from coproduce.foundation import clock, transitions
from coproduce.foundation.notifications.models import Notification
from expenses.bookings import actions
from expenses.bookings.models import BookingRequest
from tests import builders
from tests.expenses.claims.test_races import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


@pytest.fixture
def project(trust, ada):
    made = builders.project(trust)
    builders.team_member(made, ada.person)
    return made


def test_two_staff_answer_at_once_and_one_is_heard(trust, ada, project):
    one, other = (builders.staff_user("ppi_manager", trust) for _n in range(2))
    day = clock.today() + dt.timedelta(days=9)
    for _round in range(3):
        asked = actions.ask(person=ada.person, project=project, kind="taxi", words="x", on=day, by=ada)
        found = together(
            lambda r=asked: actions.book(r, how_to_get_it="At 9.", by=one),
            lambda r=asked: actions.cannot(r, why="Too far.", another_way="A lift.", by=other),
        )
        won = [answer for answer in found if isinstance(answer, BookingRequest)]
        assert (len(won), [type(answer) for answer in found if answer not in won]) == (
            1,
            [transitions.TransitionRefused],
        )
        assert BookingRequest.objects.get(pk=asked.pk).status == won[0].status
    assert Notification.objects.filter(kind="bookings/answered").count() == 3


def test_two_simultaneous_posts_of_one_form_ask_once(ada, project):
    clients = [builders.sign_in(Client(), ada) for _n in range(2)]
    day = clock.today() + dt.timedelta(days=9)
    data = {"kind": "taxi", "what_for": "other", "words": "x", "idempotency_key": "b" * 32}
    data |= {"on_0": day.day, "on_1": day.month, "on_2": day.year}
    answers = together(*[lambda c=client: c.post("/my/bookings/new/", data) for client in clients])
    assert len({answer.url for answer in answers}) == 1
    assert BookingRequest.objects.count() == 1
