"""Who was noted as there, or not there, can say that it is wrong."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.meetings.attendance.models import Attendance
from projects.meetings.feedback.models import Dispute
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


@pytest.fixture
def meeting(trust, manager, ada):
    project = builders.project(trust, lead=manager.person)
    builders.team_member(project, ada.person)
    before = clock.now() - dt.timedelta(days=2)
    return builders.meeting(
        project,
        ada.person,
        status="held",
        invited_at=before - dt.timedelta(days=9),
        left_out_public=0,
        left_out_staff=0,
        starts_at=before,
        ends_at=before + dt.timedelta(hours=2),
    )


def note(meeting, person, by, *, came):
    Attendance.objects.create(
        meeting=meeting, person=person, came=came, minutes=90 if came else 0, confirmed_by=by
    )


@pytest.mark.parametrize(("came", "words"), [(True, "I was not there"), (False, "I was there")])
def test_it_is_said_answered_and_put_right(client, meeting, manager, ada, came, words):
    note(meeting, ada.person, manager, came=came)
    builders.sign_in(client, ada)
    page = reverse("my_meetings:detail", args=[meeting.ref])
    path = reverse("my_meetings:say_how_it_was", args=[meeting.ref, "there"])
    assert words in client.get(page).text
    assert path in client.get(page).text
    assert client.post(path, {"words": "I came by train."}).status_code == 302
    row = Dispute.objects.get(line="there")
    promise = Promise.objects.get(kind="meetings.dispute")
    assert (promise.owner, promise.person) == (manager.person, ada.person)
    assert path not in client.get(page).text

    builders.sign_in(client, manager)
    answer = reverse("meetings:answer_dispute", args=[row.ref])
    assert reverse("meetings:attendance", args=[meeting.ref]) in client.get(answer).text
    assert client.post(answer, {"words": "Put right."}).status_code == 302
    promise.refresh_from_db()
    assert promise.kept_at is not None
    builders.sign_in(client, ada)
    assert path in client.get(page).text


def test_without_a_note_there_is_nothing_to_say(client, meeting, ada):
    builders.sign_in(client, ada)
    path = reverse("my_meetings:say_how_it_was", args=[meeting.ref, "there"])
    assert path not in client.get(reverse("my_meetings:detail", args=[meeting.ref])).text
    assert client.post(path, {"words": "I was there."}).status_code == 404
    assert not Dispute.objects.exists()
