"""What public contributors say about the scope: each of them is answered, and everything ends with its thing."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.rules import Invitee
from projects.scope import actions as scope
from projects.scope.comments import actions
from projects.scope.models import ScopeComment
from projects.scope.states import CommentKind, CommentState
from projects.team import actions as team
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def statement(project, manager):
    return builders.influence(project, manager, statement="The words of the letter")


@pytest.fixture
def ada(trust, project):
    user = builders.contributor_user(trust, name="Ada")
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def zoe(trust):
    return builders.contributor_user(trust, name="Zoe")


@pytest.fixture
def offer(project, manager, zoe):
    role = builders.role(project, offered_by=manager)
    return inviting.invite(role, invitees=[Invitee(person=zoe.person)], by=manager)[0]


def say(project, user, statement=None, kind=CommentKind.PROPOSAL, words="Use pictures."):
    return actions.say(project, person=user.person, kind=kind, words=words, statement=statement, by=user)


def open_promises():
    return Promise.objects.open().filter(kind="scope.answer_comment")


def test_what_somebody_says_is_owed_an_answer_by_the_named_contact(project, ada, statement, manager):
    comment = say(project, ada, statement)
    promise = open_promises().get()
    assert (promise.owner, promise.person, promise.subject_ref) == (
        manager.person,
        ada.person,
        comment.ref,
    )
    told = Notification.objects.get(kind="scope/comment_made")
    assert told.recipient == manager.person
    assert f"/scope/comments/{comment.ref}/" in render(told)[1]


def test_the_answer_keeps_the_promise_and_is_told(project, ada, statement, manager):
    comment = say(project, ada, statement)
    for how, words in ((CommentState.TAKEN_UP, " "), (CommentState.ANSWERED, "Thank you.")):
        with pytest.raises(TransitionRefused):
            actions.answer(comment, how=how, answer=words, by=manager)
    actions.answer(comment, how=CommentState.TAKEN_UP, answer="Thank you. We will.", by=manager)
    assert not open_promises().exists()
    told = Notification.objects.get(kind="scope/comment_answered")
    assert told.recipient == ada.person
    assert "Thank you. We will." in render(told)[1]
    with pytest.raises(TransitionRefused):
        actions.answer(comment, how=CommentState.NOT_TAKEN, answer="No.", by=manager)


def test_a_discreet_person_reads_no_words_in_the_mail(project, ada, statement, manager):
    ada.person.discreet = True
    ada.person.save()
    comment = say(project, ada, statement)
    actions.answer(comment, how=CommentState.NOT_TAKEN, answer="The clinic is fixed.", by=manager)
    text = "".join(render(Notification.objects.get(kind="scope/comment_answered")))
    assert "clinic" not in text
    assert "Letters" not in text


def test_only_who_is_on_it_or_asked_to_join_says_something(project, trust, zoe, manager):
    with pytest.raises(TransitionRefused):
        say(project, zoe)
    role = builders.role(project, offered_by=manager)
    inviting.invite(role, invitees=[Invitee(person=zoe.person)], by=manager)
    assert say(project, zoe).person == zoe.person


def test_a_statement_that_changed_meanwhile_is_read_again_first(project, ada, statement, manager):
    scope.change_influence(statement, kind="open", statement="All", who_decides="The board", by=manager)
    with pytest.raises(TransitionRefused, match="Read it again"):
        say(project, ada, statement)


@pytest.mark.parametrize("how", ["withdrawn", "left", "closed", "declined", "offer taken back"])
def test_nothing_is_owed_once_its_thing_has_ended(how, project, ada, zoe, offer, statement, manager):
    user = zoe if how in ("declined", "offer taken back") else ada
    comment = say(project, user, statement)
    if how == "withdrawn":
        actions.withdraw(comment, by=user)
    elif how == "left":
        team.leave(project, person=ada.person, by=ada)
    elif how == "closed":
        builders.closed(project, by=manager)
    elif how == "declined":
        answering.decline(offer, by=zoe)
    else:
        inviting.withdraw(offer, why="No money.", by=manager)
    comment.refresh_from_db()
    assert comment.status == ("withdrawn" if how == "withdrawn" else "lapsed")
    assert not open_promises().exists()


def test_who_declines_a_role_and_is_on_the_project_is_still_answered(project, ada, statement, manager):
    role = builders.role(project, offered_by=manager)
    offer = inviting.invite(role, invitees=[Invitee(person=ada.person)], by=manager)[0]
    say(project, ada, statement)
    answering.decline(offer, by=ada)
    assert open_promises().exists()


def test_who_says_yes_goes_on_waiting_for_the_answer(project, zoe, offer, statement):
    say(project, zoe, statement)
    answering.agree(offer, content_hash=offer.version.content_hash, by=zoe)
    assert open_promises().exists()


def test_taking_a_statement_back_answers_who_waits(project, ada, zoe, offer, statement, manager):
    mine, other = say(project, zoe, statement), say(project, ada)
    scope.withdraw_influence(statement, why="The ward closes.", by=manager)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.status, other.status) == ("answered", "waiting")
    assert "The ward closes." in mine.answer
    assert Notification.objects.get(kind="scope/comment_answered").recipient == zoe.person
    assert open_promises().get().person == ada.person


@pytest.mark.parametrize("who", ["ada", "zoe"])
def test_pages_of_both_sides(client, who, project, ada, zoe, offer, statement, manager):
    user = ada if who == "ada" else zoe
    builders.sign_in(client, user)
    page = reverse("my_scope:detail", args=[project.ref])
    about = reverse("my_scope:say_about", args=[statement.ref])
    assert about in client.get(page).content.decode()
    wrong = client.post(about, {"kind": "proposal", "words": ""}).content.decode()
    assert "Enter what you would like to say." in wrong
    assert client.post(about, {"kind": "proposal", "words": "Use pictures."}).url == page
    comment = ScopeComment.objects.get()
    assert "We have not answered yet." in client.get(page).content.decode()
    builders.sign_in(client, manager)
    answer = reverse("scope_comments:answer", args=[comment.ref])
    assert answer in client.get(reverse("scope:comments", args=[project.ref])).content.decode()
    assert "Write your answer." in client.post(answer, {"how": "partly", "answer": ""}).content.decode()
    client.post(answer, {"how": "partly", "answer": "One picture."})
    builders.sign_in(client, user)
    for place in (page, reverse("my_scope:comment", args=[comment.ref])):
        assert "One picture." in client.get(place).content.decode()


def test_what_somebody_said_is_theirs_alone(client, project, ada, zoe, offer, statement):
    comment = say(project, ada, statement, words="Mine alone.")
    builders.sign_in(client, zoe)
    assert "Mine alone." not in client.get(reverse("my_scope:detail", args=[project.ref])).content.decode()
    for name in ("comment", "withdraw"):
        assert client.get(reverse(f"my_scope:{name}", args=[comment.ref])).status_code == 404


def test_it_stays_readable_once_they_have_left(client, project, ada, statement, manager):
    comment = say(project, ada, statement)
    actions.answer(comment, how=CommentState.NOT_TAKEN, answer="Not now, sorry.", by=manager)
    team.leave(project, person=ada.person, by=ada)
    builders.sign_in(client, ada)
    assert client.get(reverse("my_scope:detail", args=[project.ref])).status_code == 404
    page = client.get(reverse("my_scope:comment", args=[comment.ref])).content.decode()
    assert "Not now, sorry." in page


def test_staff_record_what_somebody_told_them(client, project, trust, statement, manager):
    yusuf = builders.person("Yusuf", organisation=trust)
    builders.team_member(project, yusuf)
    builders.sign_in(client, manager)
    page = reverse("scope:record_comment", args=[project.ref])
    day = project.starts_on
    sent = {
        **{"person": yusuf.ref, "statement": statement.ref, "kind": "comment", "words": "Too long."},
        **{"how": "phone", "read_back": "yes"},
        **{"said_on_0": day.day, "said_on_1": day.month, "said_on_2": day.year},
    }
    assert client.post(page, sent).url == reverse("scope:comments", args=[project.ref])
    assert (ScopeComment.objects.get().person, ScopeComment.objects.get().statement) == (yusuf, statement)
    assert "Too long." in OnBehalf.objects.get().words
    assert open_promises().get().person == yusuf


TOLD = {"how": "phone", "read_back": "yes", "said_on_0": "2", "said_on_1": "9", "said_on_2": "2026"}


def waits(project, person, statement, words="Too lnog."):
    comment = ScopeComment.objects.create(
        project=project, person=person, kind="comment", words=words, statement=statement
    )
    with transaction.atomic():
        actions._promise_an_answer(comment, by=project.lead.account)
    return comment


def test_who_rings_has_it_corrected_and_gets_a_copy_with_both_wordings(
    client, project, ada, statement, manager
):
    comment = waits(project, ada.person, statement)
    due = open_promises().get().due_at
    builders.sign_in(client, manager)
    page = reverse("scope_comments:correct", args=[comment.ref])
    assert page in client.get(reverse("scope_comments:answer", args=[comment.ref])).content.decode()
    assert "Too lnog.</textarea>" in client.get(page).content.decode().replace("\n", "")
    bad = client.post(page, TOLD | {"kind": "proposal", "words": ""}).content.decode()
    assert "There is a problem" in bad
    client.post(page, TOLD | {"kind": "proposal", "words": "Make it shorter."})
    comment.refresh_from_db()
    assert (comment.kind, comment.words, comment.status) == ("proposal", "Make it shorter.", "waiting")
    copy = OnBehalf.objects.get()
    assert copy.person == ada.person
    assert "Make it shorter." in copy.words
    assert "Too lnog." in copy.words
    assert Notification.objects.filter(recipient=ada.person, kind="on_behalf/recorded").exists()
    assert open_promises().get().due_at == due


def test_who_rings_has_it_taken_back_and_nobody_owes_an_answer(client, project, ada, statement, manager):
    comment = waits(project, ada.person, statement, "Too long.")
    builders.sign_in(client, manager)
    page = reverse("scope_comments:take_back", args=[comment.ref])
    assert "Too long." in client.get(page).content.decode()
    assert client.post(page, TOLD).url == reverse("scope:comments", args=[project.ref])
    comment.refresh_from_db()
    assert comment.status == CommentState.WITHDRAWN
    assert "You took back what you said about “Letters”" in OnBehalf.objects.get().words
    assert Notification.objects.filter(recipient=ada.person, kind="on_behalf/recorded").exists()
    assert not open_promises().exists()
    for name in ("correct", "take_back"):
        assert client.get(reverse(f"scope_comments:{name}", args=[comment.ref])).status_code == 404


def test_what_is_answered_is_not_corrected_any_more(project, ada, statement, manager):
    comment = waits(project, ada.person, statement)
    actions.answer(comment, how=CommentState.ANSWERED, answer="Yes.", by=manager)
    with pytest.raises(TransitionRefused, match="waits for no answer"):
        actions.correct(comment, kind=CommentKind.COMMENT, words="Other words", by=manager)


def test_the_lists_ask_as_often_for_thirty(client, project, ada, statement, manager):
    say(project, ada, statement)
    for user, page in (
        (manager, reverse("scope:comments", args=[project.ref])),
        (ada, reverse("my_scope:detail", args=[project.ref])),
    ):
        builders.sign_in(client, user)
        client.get(page)
        with CaptureQueriesContext(connection) as few:
            client.get(page)
        for number in range(29):
            say(project, ada, statement, words=f"Point {number}")
        with assertNumQueries(len(few)):
            client.get(page)


@pytest.mark.parametrize(
    "wrong", [{"words": ""}, {"status": "answered"}, {"answer": "Yes."}, {"kind": "shout"}]
)
def test_the_database_refuses_half_an_answer(project, ada, wrong):
    given = {"project": project, "person": ada.person, "kind": "comment", "words": "Hello"}
    with pytest.raises(IntegrityError), transaction.atomic():
        ScopeComment.objects.create(**given | wrong)


def test_the_page_asks_as_often_for_thirty_pieces(client, project, ada, manager):
    builders.sign_in(client, ada)
    page = reverse("my_scope:detail", args=[project.ref])
    builders.decided(builders.piece_of_work(project), "involve", by=manager)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _ in range(29):
        builders.decided(builders.piece_of_work(project), "involve", by=manager)
    with assertNumQueries(len(few)):
        client.get(page)


def test_what_one_person_says_does_not_bury_what_others_said(client, project, ada, zoe, offer, manager):
    for number in range(60):
        say(project, ada, words=f"Idea {number}")
    with pytest.raises(TransitionRefused, match="60 answers"):
        say(project, ada)
    page = builders.sign_in(client, ada).post(
        reverse("my_scope:say", args=[project.ref]), {"kind": "comment", "words": "One more thing"}
    )
    assert "We will answer those first" in page.content.decode()
    assert "One more thing" in page.content.decode()  # nothing typed is lost
    assert ScopeComment.objects.count() == 60
    say(project, zoe)  # nobody else waits for it
    say_for = {"kind": CommentKind.COMMENT, "words": "By phone"}
    actions.say(project, person=ada.person, **say_for, by=manager)  # who writes down what they were told
    first = ScopeComment.objects.filter(person=ada.person).earliest("id")
    for one in (first, ScopeComment.objects.filter(person=ada.person).latest("id")):
        actions.answer(one, how=CommentState.ANSWERED if one.kind == "comment" else CommentState.NOT_TAKEN,
                       answer="Thank you.", by=manager)  # fmt: skip
    say(project, ada)


def test_every_answer_that_people_may_ask_for_again_and_again_has_a_limit():
    from coproduce.foundation.promises import kinds

    limited = {kind.key for kind in kinds.registered() if kind.most_waiting}
    assert {"scope.answer_comment", "roles.answer_suggestion", "meetings.word"} <= limited
    assert not any(key.startswith("power_balance") for key in limited)  # a concern is never refused


def test_everything_somebody_said_has_a_page_of_its_own_and_the_newest_stand_with_the_scope(
    client, project, ada, trust
):
    other = builders.contributor_user(trust, name="Oz")
    builders.team_member(project, other.person)
    for number in range(30):
        ScopeComment.objects.create(
            project=project, person=ada.person, kind="comment", words=f"Word {number}."
        )
    ScopeComment.objects.create(project=project, person=other.person, kind="comment", words="Not yours.")
    builders.sign_in(client, ada)
    everything = reverse("my_scope:said", args=[project.ref])
    page = client.get(reverse("my_scope:detail", args=[project.ref]))
    assert [one.words for one in page.context["comments"]] == [f"Word {n}." for n in range(29, 24, -1)]
    assert everything in page.text
    found = client.get(everything)
    assert "Word 29." in found.text
    assert "Not yours." not in found.text
    older = client.get(everything + found.context["page"].next_url)
    assert {row.words for row in (*found.context["page"].rows, *older.context["page"].rows)} == {
        f"Word {n}." for n in range(30)
    }
