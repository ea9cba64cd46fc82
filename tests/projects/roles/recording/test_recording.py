"""Somebody without an account and without an e-mail answers a role offer, through staff."""

import datetime as dt

import pytest
from django.urls import reverse

from contributors.people.models import Person
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.inviting import actions as inviting
from projects.roles.models import Agreement, Assignment, ChangeProposal
from projects.roles.recording.actions import record_answer
from projects.roles.recording.rules import answers_to
from projects.roles.recording.states import Answer
from projects.roles.rules import Invitee
from projects.roles.states import AssignmentState
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def role(trust, manager):
    project = builders.project(trust, lead=manager.person, title="Letters")
    return builders.role(project, "Partner", offered_by=manager, places=40)


@pytest.fixture
def pat(trust):
    return builders.person("Pat", organisation=trust)


@pytest.fixture
def invited(role, pat, manager):
    return inviting.invite(role, invitees=[Invitee(person=pat)], by=manager)[0]


def said(**fields):
    return {"how": "phone", "said_on": clock.today(), "read_back": True, **fields}


def post(client, assignment, **fields):
    day = clock.today()
    form = {
        "how": "phone",
        "said_on_0": day.day,
        "said_on_1": day.month,
        "said_on_2": day.year,
        "read_back": "yes",
        "text": assignment.version.content_hash,
        **fields,
    }
    return client.post(reverse("roles:record_answer", args=[assignment.ref]), form)


def test_a_yes_by_phone_is_the_persons_yes(client, manager, pat, invited):
    builders.sign_in(client, manager)
    assert "Record the answer" in client.get(reverse("roles:assignment", args=[invited.ref])).text
    assert post(client, invited, answer_given="agree").status_code == 302

    agreement = Agreement.objects.get(person=pat)
    entry = OnBehalf.objects.get()
    assert (agreement.side, agreement.content_hash) == ("public", invited.version.content_hash)
    assert Assignment.objects.get().status == AssignmentState.AGREED
    assert not Promise.objects.open().filter(kind="roles.answer").exists()
    assert (entry.person, entry.recorded_by, entry.how, entry.read_back) == (pat, manager, "phone", True)
    assert (entry.subject_type, entry.subject_id) == ("roles.Agreement", agreement.pk)
    assert entry.words == "Yes to the role “Partner”, version 1."
    assert entry.written_copy.channel == "post"
    text = rendering.render(entry.written_copy)[1]
    assert "Yes to the role “Partner”, version 1." in text
    assert "http" not in text


@pytest.mark.parametrize(
    ("answer", "state"),
    [("decline", AssignmentState.DECLINED), ("suggest", AssignmentState.INVITED)],
)
def test_the_other_answers(manager, invited, answer, state):
    fields = {"part": "purpose", "words": "Shorter."} if answer == "suggest" else {}
    entry = record_answer(
        invited, answer_given=answer, text=invited.version.content_hash, **fields, said=said(), by=manager
    )
    assert Assignment.objects.get().status == state
    assert entry.about == {"decline": "No thank you to a role", "suggest": "A change to a role"}[answer]
    assert ChangeProposal.objects.count() == (answer == "suggest")


def test_who_is_in_the_role_stops_it(manager, pat, invited):
    text = invited.version.content_hash
    record_answer(invited, answer_given="agree", text=text, said=said(), by=manager)
    record_answer(invited, answer_given="stop", text=text, said=said(how="post"), by=manager)
    assert Assignment.objects.get().status == AssignmentState.ENDED
    assert [one.what for one in OnBehalf.objects.all()] == ["role: stop", "role: agree"]


def test_a_suggestion_needs_its_words(client, manager, invited):
    builders.sign_in(client, manager)
    answer = post(client, invited, answer_given="suggest")
    assert answer.status_code == 200
    assert "Enter what they would change" in answer.text
    assert not OnBehalf.objects.exists()


def test_nothing_is_left_behind_when_the_role_has_changed(manager, invited):
    with pytest.raises(TransitionRefused):
        record_answer(invited, answer_given="agree", text="old", said=said(), by=manager)
    assert not OnBehalf.objects.exists()
    assert not Notification.objects.filter(kind="on_behalf/recorded").exists()


def test_a_day_to_come_is_refused(manager, invited):
    tomorrow = clock.today() + dt.timedelta(days=1)
    with pytest.raises(TransitionRefused):
        record_answer(invited, answer_given="decline", text="", said=said(said_on=tomorrow), by=manager)
    assert Assignment.objects.get().status == AssignmentState.INVITED


def test_nobody_answers_for_themselves_nor_for_a_colleague(role, trust, manager):
    colleague = builders.staff_user("finance", trust).person
    mine = builders.assignment(role, manager.person)
    theirs = builders.assignment(role, colleague)
    for one in (mine, theirs):
        with pytest.raises(TransitionRefused):
            record_answer(one, answer_given="decline", text="", said=said(), by=manager)
    assert not OnBehalf.objects.exists()


@pytest.mark.parametrize("who", ["read_only", "reporting"])
def test_onlookers_record_nothing(client, trust, invited, who):
    builders.sign_in(client, builders.staff_user(who, trust))
    assert post(client, invited, answer_given="agree").status_code == 403
    assert "Record the answer" not in client.get(reverse("roles:assignment", args=[invited.ref])).text


def test_strangers_find_nothing(client, invited):
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    assert post(client, invited, answer_given="agree").status_code == 404


def test_which_answers_there_are():
    assert answers_to(invited=True, waits=True) == [Answer.AGREE, Answer.DECLINE, Answer.SUGGEST]
    assert answers_to(invited=False, waits=True) == [
        Answer.AGREE,
        Answer.KEEP,
        Answer.SUGGEST,
        Answer.STOP,
    ]
    assert answers_to(invited=False, waits=False) == [Answer.SUGGEST, Answer.STOP]


def test_a_discreet_letter_names_no_role(manager, invited, pat):
    Person.objects.filter(pk=pat.pk).update(discreet=True)
    invited.person.refresh_from_db()
    entry = record_answer(
        invited, answer_given="agree", text=invited.version.content_hash, said=said(), by=manager
    )
    text = rendering.render(entry.written_copy)[1]
    assert "Partner" not in text
    assert "Yes to a role" in text
