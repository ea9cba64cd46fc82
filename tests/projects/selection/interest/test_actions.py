"""Putting oneself forward: sent once, acknowledged once, changed until the minute, deleted when said."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from contributors.people.models import Connection, Person
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import words
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.selection.forgetting import actions as forgetting
from projects.selection.interest import actions, queries
from projects.selection.interest.models import Expression, ExpressionAnswer
from projects.selection.interest.states import Ask
from projects.selection.replies import actions as replies
from projects.selection.replies import queries as reply_queries
from projects.selection.replies import rules as reply_rules
from tests.projects.selection.interest.conftest import DAY, close, contact, draft, sent

pytestmark = pytest.mark.django_db


def seal(opportunity) -> str:
    return reply_rules.seal(reply_queries.waiting(opportunity), reply_queries.words(opportunity))


def answered(opportunity, manager, *rows, outcome="no") -> None:
    for row in rows:
        replies.decide(row, outcome=outcome, by=manager)
    replies.write(opportunity, outcome=outcome, words=f"Words for {outcome}.", by=manager)
    close(opportunity)
    replies.send_all(opportunity, seen=seal(opportunity), by=manager)


def take(opportunity, manager, **fields) -> Expression:
    answers = dict.fromkeys(opportunity.questions.all(), "Said on the phone")
    said = {
        "contact": contact("Peg Phone", channel="phone", email="", phone="0117 496 0133"),
        "answers": answers,
        "needs": "",
        "helper": "",
        "came_by": "phone",
        "late_why": "",
    }
    return actions.take(opportunity, **{**said, **fields}, by=manager)


def test_sent_is_acknowledged_at_once_with_what_comes_next_and_a_promise(opportunity):
    row, code = draft(opportunity)
    actions.send(row, by=None)
    actions.send(row, by=None)  # pressed twice
    row.refresh_from_db()
    promise = Promise.objects.get(kind="selection.answer")
    assert (promise.due_at, promise.person) == (clock.end_of_day(opportunity.hear_by), row.person)
    assert (row.status, row.sealed_contact, row.sealed_code) == ("sent", "", "")
    deliver_due()
    (message,) = mail.outbox
    assert message.to == ["rosa@example.org"]
    assert code in message.body
    assert "what came out" in message.body


def test_what_is_sealed_stands_in_no_row(opportunity):
    draft(opportunity, "Unusual zebra words")
    stored = "".join(str(one) for one in [*Expression.objects.values(), *ExpressionAnswer.objects.values()])
    assert "zebra" not in stored
    assert "Rosa" not in stored
    assert "Large print" not in stored


def test_nothing_is_sent_without_a_way_to_reach_them_or_words(opportunity):
    row = actions.begin(opportunity)
    with pytest.raises(TransitionRefused, match=r"how to reach you.*Why would you like"):
        actions.send(row, by=None)
    assert not Person.objects.filter(name="Rosa Quill").exists()


@pytest.mark.parametrize(("minutes", "taken"), [(-1, True), (0, False), (1, False)])
def test_it_closes_to_the_minute(opportunity, minutes, taken):
    row, _code = draft(opportunity)
    with time_machine.travel(opportunity.closes_at + dt.timedelta(minutes=minutes), tick=False):
        if taken:
            actions.send(row, by=None)
        else:
            with pytest.raises(TransitionRefused):
                actions.send(row, by=None)
    row.refresh_from_db()
    assert row.waits == taken


def test_it_is_changed_until_it_closes_and_not_after(opportunity):
    row = sent(opportunity)
    question = opportunity.questions.first()
    actions.save_answer(row, question=question, words="Better words", by=None)
    actions.save_contact(row, contact=contact(email="New@Example.org"), by=None)
    close(opportunity)
    with pytest.raises(TransitionRefused):
        actions.save_answer(row, question=question, words="Too late", by=None)
    with pytest.raises(TransitionRefused):
        actions.save_needs(row, words="Too late", by=None)
    row.refresh_from_db()
    assert queries.answers_of(row)[0][1] == "Better words"
    assert row.person.email == "new@example.org"


def test_an_answer_of_a_sent_one_is_not_emptied(opportunity):
    row = sent(opportunity)
    with pytest.raises(TransitionRefused):
        actions.save_answer(row, question=opportunity.questions.first(), words="", by=None)


def test_withdrawn_is_deleted_at_once_counted_and_owed_nothing(opportunity):
    row = sent(opportunity, "Secret words")
    person = row.person
    deliver_due()
    actions.withdraw(row, by=None)
    row.refresh_from_db()
    person.refresh_from_db()
    assert (row.status, row.person, row.sealed_needs, row.code_hash) == ("withdrawn", None, "", "")
    assert not row.answers.exists()
    assert (person.name, person.email) == ("[erased]", "")
    assert not Notification.objects.filter(address="rosa@example.org").exists()
    assert not Promise.objects.open().exists()
    assert queries.counts(opportunity) == {"came": 1, "waiting": 0, "since": None, "answered": 0, "ended": 1}


def test_withdrawn_before_the_mail_left_sends_nothing(opportunity):
    actions.withdraw(sent(opportunity), by=None)
    deliver_due()
    assert mail.outbox == []


def test_withdrawn_with_an_outcome_names_nobody_either(opportunity, manager):
    row = sent(opportunity)
    replies.decide(row, outcome="yes", by=manager)
    actions.withdraw(row, by=None)
    row.refresh_from_db()
    assert row.outcome == ""


def test_a_draft_is_thrown_away_without_a_trace(opportunity):
    row, _code = draft(opportunity)
    actions.withdraw(row, by=None)
    assert not Expression.objects.exists()


def test_staff_type_one_from_the_phone_and_the_person_gets_a_copy(opportunity, manager):
    row = take(opportunity, manager)
    (message,) = Notification.objects.filter(recipient=row.person)
    assert (message.channel, message.sealed) == ("phone", "")  # no code passes through other hands
    assert "Said on the phone" in words(message)[1]


def test_a_late_one_is_taken_by_staff_with_a_reason_alone(opportunity, manager):
    close(opportunity)
    with pytest.raises(TransitionRefused):
        actions.begin(opportunity)
    with pytest.raises(TransitionRefused):
        take(opportunity, manager, late_why=" ")
    row = take(opportunity, manager, late_why="The post was on strike.")
    assert row.late_why == "The post was on strike."
    assert row.typed_by == manager


def test_a_reason_is_not_kept_for_one_in_time(opportunity, manager):
    assert take(opportunity, manager, late_why="No need").late_why == ""


def test_nothing_of_what_staff_typed_stays_when_it_is_refused(opportunity, manager):
    with pytest.raises(TransitionRefused):
        take(opportunity, manager, answers={})
    assert not Expression.objects.exists()


def test_corrected_by_staff_tells_the_person(opportunity, manager):
    row = sent(opportunity)
    answers = dict.fromkeys(opportunity.questions.all(), "As she said")
    actions.change(row, contact=contact(), answers=answers, needs=None, helper="", by=manager)
    deliver_due()
    (message,) = [one for one in mail.outbox if "changed" in one.subject]
    assert "As she said" in message.body
    row.refresh_from_db()
    assert queries.opened(row, "sealed_needs") == "Large print"


def test_two_from_one_mailbox_are_both_kept_and_the_mailbox_hears(opportunity, manager):
    older, newer = sent(opportunity), sent(opportunity, name="Ken Quill")
    deliver_due()
    assert ["more than one from this address" in one.body for one in mail.outbox] == [False, True]
    assert [one.pk for one in queries.same_mailbox(older)] == [newer.pk]
    actions.join(older, newer=newer, by=manager)
    older.refresh_from_db()
    assert (older.status, older.person) == ("joined", None)


def test_only_two_of_one_mailbox_are_joined_and_the_newer_one_counts(opportunity, manager):
    older, newer = sent(opportunity), sent(opportunity)
    other = sent(opportunity, email="other@example.org")
    for row, into in ((newer, older), (older, other), (older, older)):
        with pytest.raises(TransitionRefused):
            actions.join(row, newer=into, by=manager)


def test_everybody_is_answered_once_with_the_words_of_their_outcome(opportunity, manager):
    yes, no = sent(opportunity), sent(opportunity, email="ken@example.org", name="Ken Quill")
    post = take(
        opportunity, manager, contact=contact("Pam", channel="post", email="", address="1 Harbour St")
    )
    replies.decide(yes, outcome="yes", by=manager)
    replies.write(opportunity, outcome="yes", words="You are in.", by=manager)
    answered(opportunity, manager, no, post)
    with pytest.raises(TransitionRefused, match="Nobody waits"):
        replies.send_all(opportunity, seen=seal(opportunity), by=manager)
    deliver_due()
    got = {one.to[0]: one.body for one in mail.outbox if "answer" in one.subject}
    assert {to: "You are in." in body for to, body in got.items()} == {
        "rosa@example.org": True,
        "ken@example.org": False,
    }
    assert "Words for no." in got["ken@example.org"]
    assert (
        Notification.objects.by_hand().filter(recipient=post.person, kind="selection/answered").count() == 1
    )
    owed = Promise.objects.open().values_list("kind", "person__name")
    assert list(owed) == [("selection.offer_role", yes.person.name)]


def test_nobody_hears_while_one_has_no_outcome_or_it_is_open(opportunity, manager):
    rows = [sent(opportunity), sent(opportunity, email="ken@example.org")]
    replies.decide(rows[0], outcome="no", by=manager)
    replies.write(opportunity, outcome="no", words="No.", by=manager)
    with pytest.raises(TransitionRefused, match=r"still open.*1 person has no outcome"):
        replies.send_all(opportunity, seen=seal(opportunity), by=manager)
    assert not Notification.objects.filter(kind="selection/answered").exists()


def test_what_was_checked_is_what_is_sent(opportunity, manager):
    row = sent(opportunity)
    replies.decide(row, outcome="no", by=manager)
    for outcome in ("yes", "no"):
        replies.write(opportunity, outcome=outcome, words=f"{outcome}.", by=manager)
    close(opportunity)
    checked = seal(opportunity)
    replies.decide(row, outcome="yes", by=manager)
    with pytest.raises(TransitionRefused, match="Something has changed"):
        replies.send_all(opportunity, seen=checked, by=manager)


def test_words_that_people_had_stay(opportunity, manager):
    answered(opportunity, manager, sent(opportunity))
    with pytest.raises(TransitionRefused):
        replies.write(opportunity, outcome="no", words="Other words", by=manager)
    with pytest.raises(TransitionRefused):
        actions.withdraw(Expression.objects.get(), by=None)


def test_it_is_deleted_on_the_promised_day_and_not_before(opportunity, manager):
    row = sent(opportunity, "Secret words")
    answered(opportunity, manager, row)
    row.refresh_from_db()
    deliver_due()
    assert row.delete_on == opportunity.hear_by + dt.timedelta(days=183)
    with time_machine.travel(dt.datetime.combine(row.delete_on - DAY, dt.time(12), tzinfo=clock.UK)):
        assert forgetting.forget_due() == 0
    with time_machine.travel(dt.datetime.combine(row.delete_on, dt.time(2), tzinfo=clock.UK)):
        assert (forgetting.forget_due(), forgetting.forget_due()) == (1, 0)
    person = Person.objects.get(pk=row.person_id)
    row.refresh_from_db()
    assert (row.person, row.outcome, row.sealed_needs, person.name) == (None, "no", "", "[erased]")
    assert not ExpressionAnswer.objects.exists()


def test_what_has_no_answer_waits_for_it(opportunity):
    row = sent(opportunity)
    with time_machine.travel(clock.now() + 400 * DAY):
        assert forgetting.forget_due() == 0
    row.refresh_from_db()
    assert row.waits


def test_answered_late_it_is_kept_six_months_from_the_answer(opportunity, manager):
    row = sent(opportunity)
    late = clock.now() + 40 * DAY
    with time_machine.travel(late, tick=False):
        answered(opportunity, manager, row)
    row.refresh_from_db()
    assert row.delete_on == clock.uk(late).date() + dt.timedelta(days=183)


def test_a_person_whom_the_organisation_knows_by_then_stays(opportunity, manager):
    row = sent(opportunity)
    answered(opportunity, manager, row, outcome="yes")
    Connection.objects.create(person=row.person, organisation=opportunity.organisation)
    with time_machine.travel(clock.now() + 400 * DAY):
        forgetting.forget_due()
    assert Person.objects.get(pk=row.person_id).name == "Rosa Quill"
    assert not ExpressionAnswer.objects.exists()


def test_drafts_are_deleted_a_day_after_closing(opportunity):
    draft(opportunity)
    for hours, left in ((23, 1), (25, 0)):
        with time_machine.travel(opportunity.closes_at + dt.timedelta(hours=hours)):
            forgetting.forget_drafts()
        assert Expression.objects.count() == left


def test_questions_stay_once_somebody_has_begun_and_are_few(opportunity, manager):
    with pytest.raises(TransitionRefused, match="up to 4"):
        actions.set_questions(
            opportunity, criteria=dict.fromkeys(Ask, opportunity.criteria.first()), by=manager
        )
    counts = opportunity.criteria.last()
    actions.set_questions(opportunity, criteria={"life": counts, "why": None}, by=manager)
    assert [one.ask for one in opportunity.questions.all()] == ["life"]
    actions.begin(opportunity)
    with pytest.raises(TransitionRefused, match="begun"):
        actions.set_questions(opportunity, criteria={}, by=manager)
