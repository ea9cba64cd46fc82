"""Both sides write the text: words are suggested, shown, answered, and stand in the draft."""

import pytest
from django.urls import reverse

from contributors.people.models import Person
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.roles import queries as roles
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, ChangeProposal, text_fields
from projects.roles.proposals import actions, queries, rules
from projects.roles.rules import Invitee
from projects.roles.states import ProposalKind, ProposalState
from projects.roles.writing.actions import edit_draft, offer, start_draft
from tests import builders

pytestmark = pytest.mark.django_db

THEIRS = "Come to meetings."
OTHER = "Come to two meetings a month."


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Priya")


@pytest.fixture
def role(trust, manager):
    project = builders.project(trust, lead=manager.person, title="Letters")
    return builders.role(project, "Partner", offered_by=manager, places=9)


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


@pytest.fixture
def mine(role, ada, manager) -> Assignment:
    return inviting.invite(role, invitees=[Invitee(person=ada.person)], by=manager)[0]


def propose(assignment, by, *, field="their_duties", wording: str | None = OTHER, words="") -> ChangeProposal:
    return actions.propose(
        assignment,
        field=field,
        wording=wording,
        words=words,
        version_hash=assignment.version.content_hash,
        by=by,
    )


def told(person: Person) -> list[str]:
    return list(Notification.objects.filter(recipient=person).order_by("id").values_list("kind", flat=True))


def owed() -> list[tuple]:
    rows = Promise.objects.filter(kind="roles.answer_suggestion").order_by("id")
    return ["kept" if one.kept_at else "released" if one.released_at else "open" for one in rows]


def go(name: str, *args) -> str:
    return reverse(name, args=args)


def test_other_words_are_a_change_in_the_text_that_we_promise_to_answer(mine, ada, manager):
    proposal = propose(mine, ada, words="Every month is a lot.")
    assert (proposal.kind, proposal.field, proposal.part) == (
        ProposalKind.WORDING,
        "their_duties",
        "their_duties",
    )
    pieces = [(piece.kind.value, piece.text) for piece in queries.pieces(proposal)]
    assert pieces == [("kept", "Come to "), ("gone", "meetings."), ("new", "two meetings a month.")]
    assert (owed(), told(manager.person)) == (["open"], ["roles/suggested"])


def test_words_left_as_they_are_with_something_said_are_a_comment(mine, ada):
    assert propose(mine, ada, wording=f" {THEIRS} ", words="Which ones?").kind == ProposalKind.COMMENT
    assert propose(mine, ada, field="quantity_min", wording=None, words="Too much.").about == (
        "How much time it takes"
    )


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"wording": THEIRS}, "Change some words"),
        ({"wording": ""}, "A role always says this"),
        ({"field": "quantity_min", "wording": "None."}, "Say in a comment"),
    ],
)
def test_what_says_nothing_or_cannot_be_said_so_is_refused(mine, ada, asked, why):
    with pytest.raises(TransitionRefused, match=why):
        propose(mine, ada, **asked)
    assert not ChangeProposal.objects.exists()


def test_nobody_changes_words_of_a_text_they_have_not_read(mine, ada, role, manager):
    read = mine.version.content_hash
    offer(edit_draft(start_draft(role, by=manager), words={"their_duties": "Rest."}, by=manager), by=manager)
    mine.refresh_from_db()
    with pytest.raises(TransitionRefused, match="has changed since"):
        actions.propose(mine, field="their_duties", wording=OTHER, words="", version_hash=read, by=ada)


def test_yes_puts_the_words_into_the_draft_and_tells_them_once(mine, ada, role, manager):
    proposal = actions.take_up(propose(mine, ada), answer="", by=manager)
    assert proposal.status == ProposalState.ACCEPTED
    assert proposal.became == roles.draft(role)
    assert roles.draft(role).their_duties == OTHER
    assert owed() == ["kept"]
    assert told(ada.person) == ["roles/invitation", "roles/suggestion_answered"]
    with pytest.raises(TransitionRefused):
        actions.take_up(proposal, answer="", by=manager)


def test_a_draft_that_changed_meanwhile_is_shown_and_nothing_is_lost(mine, ada, role, manager, client):
    proposal = propose(mine, ada)
    edit_draft(start_draft(role, by=manager), words={"their_duties": "Come to one meeting."}, by=manager)
    with pytest.raises(TransitionRefused, match="says something else by now"):
        actions.take_up(proposal, answer="", by=manager)
    assert roles.draft(role).their_duties == "Come to one meeting."
    staff, url = builders.sign_in(client, manager), go("roles:proposal", proposal.ref)
    page = staff.get(url).content.decode()
    assert "Come to one meeting." in page
    assert OTHER in page
    merged = {"take_up": "yes", "answer": "", "over": "Another text.", "wording": "Come when you can."}
    answer = staff.post(url, merged).content.decode()
    assert "says something else by now" in answer
    assert "Come when you can." in answer
    staff.post(url, merged | {"over": "Come to one meeting."})
    assert roles.draft(role).their_duties == "Come when you can."
    proposal.refresh_from_db()
    assert proposal.status == ProposalState.ACCEPTED


@pytest.mark.parametrize(
    ("now", "over", "conflict"),
    [
        ("a b", None, False),
        (" a  b\n", None, False),
        ("a c", None, False),
        ("a d", None, True),
        ("a d", "a d", False),
        ("a d", "a e", True),
    ],
)
def test_a_conflict_is_a_draft_that_nobody_of_both_has_read(now, over, conflict):
    assert rules.conflicts(base="a b", proposed="a c", now=now, over=over) == conflict


def test_no_needs_a_reason_and_a_comment_may_get_an_answer_alone(mine, ada, manager, client):
    staff = builders.sign_in(client, manager)
    words, comment = propose(mine, ada), propose(mine, ada, wording=None, words="Which meetings?")
    url = go("roles:proposal", words.ref)
    assert "Say why" in staff.post(url, {"take_up": "no", "answer": ""}).content.decode()
    staff.post(url, {"take_up": "no", "answer": "We need you at each."})
    url = go("roles:proposal", comment.ref)
    assert "Write the answer" in staff.post(url, {"outcome": "reply", "answer": ""}).content.decode()
    staff.post(url, {"outcome": "reply", "answer": "Those of the group."})
    assert list(ChangeProposal.objects.order_by("id").values_list("status", flat=True)) == [
        "declined",
        "answered",
    ]
    assert owed() == ["kept", "kept"]
    assert told(ada.person)[1:] == ["roles/suggestion_answered"] * 2
    _subject, body = render(Notification.objects.filter(kind="roles/suggestion_answered").latest("id"))
    assert "We have written you an answer." in body


def test_every_open_suggestion_ends_with_the_role(mine, ada, manager):
    propose(mine, ada)
    propose(mine, ada, wording=None, words="Which meetings?")
    answering.decline(mine, by=ada)
    assert set(ChangeProposal.objects.values_list("status", flat=True)) == {"lapsed"}
    assert owed() == ["released", "released"]


def test_a_contributor_changes_the_words_on_the_page(mine, ada, client):
    portal = builders.sign_in(client, ada)
    assert go("my_roles:parts", mine.ref) in portal.get(go("my_roles:detail", mine.ref)).content.decode()
    url = go("my_roles:part", mine.ref, "their_duties")
    assert url in portal.get(go("my_roles:parts", mine.ref)).content.decode()
    assert THEIRS in portal.get(url).content.decode()
    sent = {"wording": OTHER, "words": "", "read": mine.version.content_hash}
    shown = portal.post(url, sent | {"check": "1"}).content.decode()
    assert "<del>" in shown
    assert OTHER in shown
    assert not ChangeProposal.objects.exists()
    assert "Change some words" in portal.post(url, sent | {"wording": THEIRS}).content.decode()
    portal.post(url, sent)
    proposal = ChangeProposal.objects.get()
    page = portal.get(go("my_roles:suggestion", proposal.ref)).content.decode()
    assert "Put in:" in page
    assert "two meetings a month." in page


def test_the_pages_are_for_who_is_asked_or_in_the_role(mine, ada, client, trust):
    other = builders.sign_in(client, builders.contributor_user(trust, name="Ben"))
    pages = [go("my_roles:parts", mine.ref), go("my_roles:part", mine.ref, "purpose")]
    assert [other.get(url).status_code for url in pages] == [404, 404]
    answering.decline(mine, by=ada)
    portal = builders.sign_in(client, ada)
    assert [portal.get(url).status_code for url in pages] == [404, 404]
    assert portal.get(go("my_roles:part", mine.ref, "no_such_field")).status_code == 404


def test_staff_record_the_words_somebody_gave_them(mine, ada, manager, client):
    staff = builders.sign_in(client, manager)
    assert go("roles:record_parts", mine.ref) in staff.get(go("roles:assignment", mine.ref)).content.decode()
    url = go("roles:record_part", mine.ref, "their_duties")
    assert url in staff.get(go("roles:record_parts", mine.ref)).content.decode()
    said = {"how": "phone", "said_on_0": "1", "said_on_1": "1", "said_on_2": "2026", "read_back": "yes"}
    staff.post(url, said | {"wording": OTHER, "words": "", "read": mine.version.content_hash})
    proposal = ChangeProposal.objects.get()
    assert (proposal.wording, proposal.assignment) == (OTHER, mine)
    copy = next(one for one in Notification.objects.filter(recipient=ada.person) if "behalf" in one.kind)
    assert OTHER in render(copy)[1]


def test_every_field_of_words_can_be_changed_and_every_other_commented(mine):
    shown = {part.field: part.can_word for part in queries.parts_of(mine.version)}
    worded = {name for name in text_fields.names() if queries.column(name) is not None}
    assert {name for name, can in shown.items() if can} == worded & set(shown)
    assert {"purpose", "their_duties", "our_duties", "concerns_to"} <= worded
    assert not {"contact", "quantity_min", "payment"} & worded


def test_three_parts_cost_as_many_queries_as_thirty_suggestions(
    mine, ada, manager, client, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    portal, counts = builders.sign_in(client, ada), []
    for many in (3, 27):
        for n in range(many):
            propose(mine, ada, words=f"{n}", wording=f"Come {n} times.")
        portal.get(go("my_roles:detail", mine.ref))
        with CaptureQueriesContext(
            connection,
        ) as found:
            portal.get(go("my_roles:detail", mine.ref))
        counts.append(len(found))
    assert counts[0] == counts[1]
