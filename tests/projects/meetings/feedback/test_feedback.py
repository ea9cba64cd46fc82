"""Staff say how a meeting went; public contributors may say it was different, and are answered."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.attendance import actions as attendance
from projects.meetings.attendance import queries as attendance_queries
from projects.meetings.attendance.states import ReasonNotComing
from projects.meetings.feedback import actions as feedback
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.models import Dispute, Meeting, MeetingFeedback, WhyNot
from projects.meetings.planning import actions
from tests import builders

pytestmark = pytest.mark.django_db
NOTED = {
    "pre_brief": True,
    "debrief": False,
    "chaired_by": "together",
    "items_all": 5,
    "items_public": 2,
    "breaks": "kept",
    "time_kept": True,
}
TYPED = NOTED | {"pre_brief": "yes", "debrief": "no", "time_kept": "yes"}


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def project(manager):
    organisation = manager.person.connections.get().organisation
    return builders.project(organisation, lead=manager.person, title="Letters", status="running")


def member(project, name: str):
    user = builders.contributor_user(project.organisation, name=name)
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def ada(project):
    return member(project, "Ada")


@pytest.fixture
def ben(project):
    return member(project, "Ben")


@pytest.fixture
def invited(project, ada, ben, manager):
    planned = builders.meeting(project, ada.person, ben.person, manager.person, title="Second look")
    return actions.invite(planned, by=manager)


def hold(meeting, manager, *came) -> Meeting:
    past = clock.now() - dt.timedelta(hours=3)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=2))
    minutes = {user.person.pk: 60 for user in came}
    return attendance.record_attendance(Meeting.objects.get(pk=meeting.pk), minutes=minutes, by=manager)


@pytest.fixture
def held(invited, ada, manager):
    return hold(invited, manager, ada)


@pytest.fixture
def noted(held, manager):
    feedback.note(held, **NOTED, by=manager)
    return held


def disputed(meeting, user, line=FeedbackLine.BREAKS) -> Dispute:
    return feedback.dispute(meeting, line=line, words="There was no break.", person=user.person, by=user)


def page(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_how_it_went_is_noted_once_it_is_known_who_came_and_can_be_put_right(invited, manager, ada):
    with pytest.raises(TransitionRefused, match="Record who came first"):
        feedback.note(invited, **NOTED, by=manager)
    held = hold(invited, manager, ada)
    feedback.note(held, **NOTED, by=manager)
    feedback.note(held, **NOTED | {"items_public": 3}, by=manager)
    row = MeetingFeedback.objects.get()
    assert (row.items_public, row.chaired_by, row.noted_by) == (3, "together", manager)


def test_a_dispute_is_promised_an_answer_in_14_days_and_told(noted, ada, manager):
    row = disputed(noted, ada)
    promise = Promise.objects.get(kind="meetings.dispute")
    expected = clock.end_of_day(clock.today() + dt.timedelta(days=14))
    assert (promise.person, promise.owner, promise.due_at) == (ada.person, manager.person, expected)
    with pytest.raises(TransitionRefused, match="still owe you"):
        disputed(noted, ada)
    disputed(noted, ada, FeedbackLine.TIME)
    answered = feedback.answer(row, words="You are right. It is put right.", by=manager)
    promise.refresh_from_db()
    assert (answered.answered_by, promise.kept_at is not None) == (manager, True)
    subject, body = render(Notification.objects.get(kind="meetings/dispute_answered"))
    assert f"/my/meetings/how-it-was/{row.ref}/" in body
    for secret in ("break", "right", "Second look"):
        assert secret not in subject + body
    with pytest.raises(TransitionRefused, match="already been answered"):
        feedback.answer(row, words="Again.", by=manager)
    assert disputed(noted, ada).pk != row.pk


def test_only_public_contributors_who_were_asked_can_dispute_and_only_what_is_noted(held, ada, manager):
    with pytest.raises(TransitionRefused, match="Nobody has recorded"):
        disputed(held, ada)
    feedback.note(held, **NOTED, by=manager)
    for other in (manager, member(held.project, "Cy")):
        with pytest.raises(TransitionRefused, match="Only public contributors"):
            disputed(held, other)
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("wrong", [{"items_public": 6}, {"chaired_by": "x"}, {"breaks": "x"}])
def test_the_database_keeps_the_facts(noted, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFeedback.objects.update(**wrong)


@pytest.mark.parametrize("wrong", [{"words": ""}, {"line": "x"}, {"answer": "Yes."}])
def test_the_database_keeps_the_facts_of_a_dispute(noted, ada, wrong):
    disputed(noted, ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.update(**wrong)


def test_why_not_is_for_who_stayed_away_and_goes_when_they_come_after_all(invited, ada):
    mine = invited.invitations.get(person=ada.person)
    with pytest.raises(TransitionRefused):
        attendance.say_why_not(mine, reason=ReasonNotComing.ILL, by=ada)
    attendance.respond(mine, coming=False, by=ada)
    attendance.say_why_not(mine, reason=ReasonNotComing.ILL, by=ada)
    attendance.say_why_not(mine, reason=ReasonNotComing.TIRED, by=ada)
    assert list(WhyNot.objects.values_list("reason", flat=True)) == ["tired"]
    attendance.respond(mine, coming=True, by=ada)
    assert not WhyNot.objects.exists()


def test_reasons_are_counted_only_once_three_people_gave_one(project, manager):
    people = [member(project, f"Member {number}") for number in range(4)]
    meeting = actions.invite(builders.meeting(project, *(one.person for one in people)), by=manager)
    meeting = hold(meeting, manager, people[3])
    for number, reason in enumerate((ReasonNotComing.TIRED, ReasonNotComing.TIRED, ReasonNotComing.NOT_SAID)):
        assert attendance_queries.reasons(project) == []
        mine = meeting.invitations.get(person=people[number].person)
        attendance.say_why_not(mine, reason=reason, by=people[number])
    assert attendance_queries.reasons(project) == [("tired or stressed", 2), ("rather not say", 1)]
    with pytest.raises(TransitionRefused):
        attendance.say_why_not(
            meeting.invitations.get(person=people[3].person), reason=ReasonNotComing.ILL, by=people[3]
        )


# Pages


def test_staff_note_it_and_mistakes_come_back(client, held, manager):
    builders.sign_in(client, manager)
    address = reverse("meetings:how_it_went", args=[held.ref])
    text = client.post(address, TYPED | {"items_public": 9}).content.decode()
    assert ("This cannot be more than all" in text, 'value="9"' in text) == (True, True)
    assert "<title>Error:" in client.post(address, TYPED | {"items_all": "-1"}).content.decode()
    assert client.post(address, TYPED).status_code == 302
    assert "2 of 5" in page(client, "meetings:detail", held.ref)


def test_a_contributor_says_it_was_different_and_reads_the_answer(client, noted, ada, ben, manager, project):
    builders.sign_in(client, ada)
    assert "2 of 5" in page(client, "my_meetings:detail", noted.ref)
    address = reverse("my_meetings:say_how_it_was", args=[noted.ref, "breaks"])
    assert "<title>Error:" in client.post(address, {"words": " "}).content.decode()
    client.post(address, {"words": "There was no <b>break</b>."})
    row = Dispute.objects.get()
    assert "We owe you an answer" in page(client, "my_meetings:detail", noted.ref)
    nonsense = reverse("my_meetings:say_how_it_was", args=[noted.ref, "weather"])
    assert client.get(nonsense).status_code == 404
    builders.sign_in(client, ben)
    text = page(client, "my_meetings:detail", noted.ref)
    assert ("1 person says it was different." in text, row.ref in text) == (True, False)
    assert client.get(reverse("my_meetings:dispute", args=[row.ref])).status_code == 404
    builders.sign_in(client, manager)
    assert row.ref in page(client, "meetings:detail", noted.ref)
    answer = reverse("meetings:answer_dispute", args=[row.ref])
    assert "There was no &lt;b&gt;break&lt;/b&gt;." in client.get(answer).content.decode()
    client.post(answer, {"words": "We will plan a longer one."})
    builders.sign_in(client, ada)
    assert "We will plan a longer one." in page(client, "my_meetings:dispute", row.ref)


def test_strangers_and_onlookers_do_not_read_what_was_said(client, noted, ada, project):
    row = disputed(noted, ada)
    answer = reverse("meetings:answer_dispute", args=[row.ref])
    note = reverse("meetings:how_it_went", args=[noted.ref])
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    for stranger in (ada, outsider):
        builders.sign_in(client, stranger)
        assert [client.get(address).status_code for address in (answer, note)] == [404, 404]
    other = member(project, "Cy")
    builders.sign_in(client, other)
    for name, args in (("say_how_it_was", [noted.ref, "time"]), ("why_not", [noted.ref])):
        assert client.get(reverse(f"my_meetings:{name}", args=args)).status_code == 404
    builders.sign_in(client, builders.staff_user("read_only", project.organisation))
    assert [client.get(address).status_code for address in (answer, note)] == [403, 403]
    text = page(client, "meetings:detail", noted.ref)
    assert ("1 person says it was different." in text, row.ref in text) == (True, False)
    words = "Answer what a public contributor said about how"
    assert words not in page(client, "promises:list")


def test_a_person_may_say_why_and_staff_do_not_see_it(client, invited, ada, manager):
    attendance.respond(invited.invitations.get(person=ada.person), coming=False, by=ada)
    builders.sign_in(client, ada)
    assert "Tell us why you could not come" in page(client, "my_meetings:detail", invited.ref)
    address = reverse("my_meetings:why_not", args=[invited.ref])
    assert "<title>Error:" in client.post(address, {"reason": "lazy"}).content.decode()
    client.post(address, {"reason": "tired"})
    assert WhyNot.objects.get().reason == "tired"
    builders.sign_in(client, manager)
    for name, ref in (("detail", invited.ref), ("overview", invited.project.ref)):
        text = page(client, f"meetings:{name}", ref).lower()
        assert ("tired" in text, "why people could not come" in text) == (False, False)


def test_the_pages_cost_the_same_for_one_and_for_many_disputes(client, noted, project, manager, ada):
    def queries(name: str, user) -> int:
        builders.sign_in(client, user)
        page(client, name, noted.ref)
        with CaptureQueriesContext(connection) as made:
            page(client, name, noted.ref)
        return len(made)

    disputed(noted, ada)
    pages = [("meetings:detail", manager), ("my_meetings:detail", ada)]
    one = [queries(*args) for args in pages]
    for number in range(20):
        other = member(project, f"Member {number}")
        noted.invitations.create(person=other.person, side="public")
        disputed(noted, other)
    assert [queries(*args) for args in pages] == one
