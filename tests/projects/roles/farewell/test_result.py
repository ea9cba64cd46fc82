"""Who gave their time hears what came of it, with or without e-mail; what nobody waits for is over."""

import datetime as dt

import pytest
from django.urls import reverse

from contributors.people.leaving import actions as leaving
from contributors.people.models import Connection
from coproduce.audit.actions import audit
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from coproduce.rights import actions as rights
from coproduce.rights.models import Erasure
from projects.roles.answering import actions as answering
from projects.roles.ending import actions as ending
from projects.roles.farewell import actions
from projects.roles.farewell.queries import document_of
from projects.roles.models import Assignment, KeepInTouch, RoleLetter
from projects.roles.pairing import actions as pairing
from tests import builders

pytestmark = pytest.mark.django_db
WORDS = "The new letter went out.\nThe phone number on it was your idea."


@pytest.fixture
def trust():
    return builders.organisation(name="North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person)


@pytest.fixture
def role(project, manager):
    return builders.role(project, title="Reader of letters", offered_by=manager, places=9)


@pytest.fixture
def pat(trust):
    return builders.contributor_user(trust, name="Pat Reader")


def in_the_role(role, user) -> Assignment:
    held = builders.assignment(role, user.person)
    answering.agree(held, content_hash=held.version.content_hash, by=user)
    return Assignment.objects.get(pk=held.pk)


def result_of(held) -> RoleLetter:
    return RoleLetter.objects.get(assignment=held, kind="result")


def owed(held) -> Promise:
    return Promise.objects.about(result_of(held)).get()


def broken() -> list[str]:
    names = [row["invariant"] for row in audit() if row["broken"]]
    return [name for name in names if not name.startswith(("secrets.", "evidence."))]


def test_the_end_of_a_role_promises_the_result_to_the_person(client, role, pat, manager):
    held = in_the_role(role, pat)
    assert not RoleLetter.objects.exists()
    ending.stop_mine(held, by=pat)
    promise = owed(held)
    assert (promise.kind, promise.owner, promise.person) == ("roles.result", manager.person, pat.person)
    assert clock.uk(promise.due_at).date() == clock.today() + dt.timedelta(weeks=12)
    builders.sign_in(client, pat)
    mine = reverse("my_roles:detail", args=[held.ref])
    text = client.get(mine).text
    assert "what came of it." in text
    assert "we do not owe you any money for it" in text
    builders.sign_in(client, manager)
    page = reverse("roles:letter", args=[result_of(held).ref])
    assert page in client.get(reverse("roles:assignment", args=[held.ref])).text
    answer = client.post(page, {"words": "  ", "told": "send"})
    assert "There is a problem" in answer.text
    assert client.post(page, {"words": WORDS, "told": "send"}).url == page
    promise.refresh_from_db()
    assert promise.kept_at is not None
    body = render(Notification.objects.get(kind="roles/result_told", recipient=pat.person))[1]
    assert "The phone number on it was your idea." in body
    builders.sign_in(client, pat)
    text = client.get(mine).text
    assert "The phone number on it was your idea." in text
    assert client.get(reverse("my_roles:letter_file", args=[result_of(held).ref, "pdf"])).status_code == 200
    assert "The new letter went out." in repr(document_of(result_of(held)))
    assert broken() == []


@pytest.mark.parametrize("how", ["phone", "in_person", "post"])
def test_who_was_told_another_way_is_recorded_and_not_written_to(client, role, trust, manager, how):
    rob = builders.person("Rob", organisation=trust, phone="0117 496 0000", channel=Channel.PHONE)
    held = builders.assignment(role, rob)
    answering.agree(held, content_hash=held.version.content_hash, by=manager)
    held.refresh_from_db()
    ending.stop(held, by=manager, why="It is over.")
    letter = result_of(held)
    builders.sign_in(client, manager)
    client.post(reverse("roles:letter", args=[letter.ref]), {"words": WORDS, "told": how})
    letter.refresh_from_db()
    assert (letter.status, f'"told": "{how}"' in letter.facts) == ("signed", True)
    assert not Notification.objects.filter(kind="roles/result_told").exists()
    assert owed(held).kept_at is not None
    file = client.get(reverse("roles:letter_file", args=[letter.ref, "large-word"]))
    assert file.status_code == 200  # to read out, or to post


def test_who_has_no_email_is_rung_up(role, trust, manager):
    rob = builders.person("Rob", organisation=trust, phone="0117 496 0000", channel=Channel.PHONE)
    held = builders.assignment(role, rob)
    answering.agree(held, content_hash=held.version.content_hash, by=manager)
    held.refresh_from_db()
    ending.stop(held, by=manager, why="It is over.")
    actions.tell_result(result_of(held), words=WORDS, by=manager)
    message = Notification.objects.get(kind="roles/result_told")
    assert (message.channel, message.recipient) == (Channel.PHONE, rob)
    assert "your idea" in render(message)[1]


def test_the_same_words_go_to_everyone_who_waits_after_that_role(role, trust, project, manager):
    held = [in_the_role(role, builders.contributor_user(trust, name=name)) for name in ("A", "B", "C", "D")]
    other = in_the_role(builders.role(project, offered_by=manager), builders.contributor_user(trust))
    for one in (*held, other):
        ending.stop(one, by=manager, why="It is over.")
    actions.withdraw(result_of(held[3]), by=manager)  # need not hear it
    told = actions.tell_result(result_of(held[0]), words=WORDS, told="phone", everyone=True, by=manager)
    assert [one.assignment.person.name for one in told] == ["A", "B", "C"]
    rows = Notification.objects.filter(kind="roles/result_told")
    assert sorted(rows.values_list("recipient__name", flat=True)) == ["B", "C"]  # A was rung up
    assert owed(other).is_open
    with pytest.raises(TransitionRefused):
        actions.tell_result(result_of(held[1]), words=WORDS, by=manager)


def test_the_result_outlasts_the_project_and_needs_words(role, pat, project, manager):
    held = in_the_role(role, pat)
    builders.closed(project, by=manager)
    held.refresh_from_db()
    assert owed(held).is_open
    assert broken() == []
    with pytest.raises(TransitionRefused, match="Write what came of it first"):
        actions.sign(result_of(held), by=manager)
    with pytest.raises(TransitionRefused, match="Write what came of it first"):
        actions.tell_result(result_of(held), words=" \n", by=manager)
    actions.tell_result(result_of(held), words=WORDS, by=manager)
    assert owed(held).kept_at is not None


def test_nobody_asks_for_a_result_by_hand(client, role, pat):
    held = in_the_role(role, pat)
    builders.sign_in(client, pat)
    page = reverse("my_roles:ask_letter", args=[held.ref])
    assert "What came of it" not in client.get(page).text
    assert client.post(page, {"kind": "result"}).status_code == 200
    with pytest.raises(TransitionRefused):
        actions.ask(held, kind="result", with_hours=False, by=pat)
    assert not RoleLetter.objects.exists()


def test_who_declined_or_was_taken_back_is_owed_no_result(role, pat, manager):
    answering.decline(builders.assignment(role, pat.person), by=pat)
    assert not RoleLetter.objects.exists()


def test_who_asked_for_discretion_is_told_without_the_title(role, pat, manager):
    held = in_the_role(role, pat)
    type(pat.person).objects.filter(pk=pat.person.pk).update(discreet=True)
    ending.stop_mine(held, by=pat)
    actions.tell_result(result_of(held), words=WORDS, by=manager)
    body = render(Notification.objects.get(kind="roles/result_told"))[1]
    assert "Reader of letters" not in body
    assert "your idea" not in body


def test_who_leaves_the_organisation_leaves_nothing_open(role, pat, trust, manager):
    held = in_the_role(role, pat)
    other = in_the_role(role, builders.contributor_user(trust, name="Experienced"))
    pair = pairing.pair(held, experienced=other, kind="buddies", by=manager)
    actions.ask(held, kind="certificate", with_hours=False, by=pat)
    actions.keep_in_touch(held, wanted=True, by=pat)
    leaving.leave(Connection.objects.get(person=pat.person), by=pat)
    pair.refresh_from_db()
    assert pair.ended_at is not None
    assert set(RoleLetter.objects.values_list("status", flat=True)) == {"withdrawn"}
    assert not Promise.objects.open().filter(person=pat.person, kind__startswith="roles.").exists()
    assert KeepInTouch.objects.get().withdrawn_at is not None
    assert broken() == []
    with pytest.raises(TransitionRefused, match="You have left this organisation"):
        actions.keep_in_touch(Assignment.objects.get(pk=held.pk), wanted=True, by=pat)


def test_what_was_asked_for_after_leaving_ends_with_the_erasure(role, pat, trust, manager):
    held = in_the_role(role, pat)
    connection = Connection.objects.get(person=pat.person)
    leaving.leave(connection, by=pat)
    actions.ask(Assignment.objects.get(pk=held.pk), kind="certificate", with_hours=False, by=pat)
    assert broken() == []
    rights.ask(pat.person, trust, by=pat)
    rights.agree(Erasure.objects.get(), by=manager)
    assert not RoleLetter.objects.filter(status="asked").exists()
    assert broken() == []


def test_a_promise_that_nothing_waits_for_is_found(role, pat):
    held = in_the_role(role, pat)
    letter = actions.ask(held, kind="certificate", with_hours=False, by=pat)
    RoleLetter.objects.filter(pk=letter.pk).update(status="withdrawn")
    assert broken() == ["endings.wishes_are_promised"]
