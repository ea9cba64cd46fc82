"""Somebody without an account and without an e-mail answers an invitation to a meeting, through staff."""

import pytest
from django.urls import reverse

from contributors.people.models import AccessNeed
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.meetings.planning.states import MeetingState
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def pat(trust):
    return builders.person("Pat", organisation=trust)


@pytest.fixture
def meeting(trust, manager, pat):
    project = builders.project(trust, lead=manager.person)
    builders.team_member(project, pat)
    return builders.meeting(
        project,
        pat,
        title="Walk",
        status=MeetingState.INVITED,
        invited_at=clock.now(),
        sequence=1,
        left_out_public=0,
        left_out_staff=0,
    )


def post(client, meeting, person, **fields):
    day = clock.today()
    form = {
        "how": "phone",
        "said_on_0": day.day,
        "said_on_1": day.month,
        "said_on_2": day.year,
        "read_back": "no",
        "seen": str(meeting.sequence),
        **fields,
    }
    return client.post(reverse("meetings:record_reply", args=[meeting.ref, person.ref]), form)


def test_coming_with_a_need(client, manager, meeting, pat):
    builders.sign_in(client, manager)
    path = reverse("meetings:record_reply", args=[meeting.ref, pat.ref])
    assert path in client.get(reverse("meetings:detail", args=[meeting.ref])).text
    assert client.get(path).status_code == 200
    answer = post(client, meeting, pat, coming="yes", helps="A ramp.", category="009")
    assert answer.status_code == 302
    assert meeting.invitations.get().response == "yes"
    need = AccessNeed.objects.get(person=pat)
    assert (need.words, need.category, need.seen_by) == ("A ramp.", "009", "organisers")
    entry = OnBehalf.objects.get()
    assert (entry.what, entry.read_back, entry.subject_type) == ("meeting: yes", False, "meetings.Invitation")
    assert "You can come to “Walk”" in entry.words
    assert "A ramp." in entry.words
    assert not Promise.objects.open().filter(kind="meetings.answer").exists()


def test_not_coming_keeps_no_need(client, manager, meeting, pat):
    builders.sign_in(client, manager)
    assert post(client, meeting, pat, coming="no", helps="A ramp.", category="").status_code == 302
    assert meeting.invitations.get().response == "no"
    assert not AccessNeed.objects.exists()
    assert "A ramp" not in OnBehalf.objects.get().words


def test_a_need_has_a_kind_and_an_old_page_is_refused(client, manager, meeting, pat):
    builders.sign_in(client, manager)
    assert "Choose what kind" in post(client, meeting, pat, coming="yes", helps="A ramp.").text
    assert "has changed since" in post(client, meeting, pat, coming="yes", seen="0").text
    assert (OnBehalf.objects.count(), meeting.invitations.get().response) == (0, "none")


def test_somebody_not_asked_is_not_found(client, manager, meeting, trust):
    builders.sign_in(client, manager)
    other = builders.person(organisation=trust)
    assert post(client, meeting, other, coming="yes").status_code == 404
