"""Views are written once and answered."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from coproduce.foundation import clock
from coproduce.foundation.history.models import Unchangeable
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.kinds import Side as Owing
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.checklist import actions
from projects.checklist.closing import actions as closing
from projects.checklist.models import SignOff, SignOffAnswer
from projects.checklist.states import View
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db


def say(project, user, view=View.DISAGREE, words="Nothing is open.", step=1, side=Side.PUBLIC) -> SignOff:
    return actions.sign(project, step=step, side=side, person=user.person, view=view, words=words, by=user)


def test_who_disagrees_is_promised_an_answer_within_14_days(project, manager, member):
    say(project, member)
    row = Promise.objects.get()
    assert (row.kind, row.side, row.person, row.owner, row.due_at, row.words_for_contributor) == (
        "checklist.answer",
        Owing.ORGANISATION,
        member.person,
        manager.person,
        clock.end_of_day(clock.today() + dt.timedelta(days=14)),
        "Answer why you disagree with step 1, Scope",
    )
    assert list(Notification.objects.values_list("kind", "recipient")) == [
        ("checklist/disagreed", manager.person.pk)
    ]


@pytest.mark.parametrize("view", [View.AGREE, View.CONCERNS])
def test_a_yes_is_no_promise(project, member, view):
    say(project, member, view=view)
    assert Promise.objects.count() == 0


def test_staff_who_disagree_are_owed_no_answer(project, manager):
    say(project, manager, side=Side.PROFESSIONAL)
    assert (SignOff.objects.count(), Promise.objects.count()) == (1, 0)


def test_the_answer_keeps_the_promise_and_reaches_the_person(project, manager, member):
    sign_off = say(project, member)
    actions.answer(sign_off, words="You are right. We opened the letter.", by=manager)
    actions.answer(sign_off, words="And the poster.", by=manager)
    assert Promise.objects.get().kept_by == manager
    assert list(sign_off.answers.values_list("words", flat=True)) == [
        "You are right. We opened the letter.",
        "And the poster.",
    ]
    assert Notification.objects.filter(kind="checklist/answered", recipient=member.person).count() == 2


def test_a_newer_view_releases_the_older_answer(project, member):
    say(project, member)
    say(project, member, view=View.AGREE, words="")
    assert Promise.objects.get().released_why == "There is a newer view on this step."


def test_disagreeing_again_keeps_the_date_promised_first(project, member):
    say(project, member)
    earlier = clock.end_of_day(clock.today() + dt.timedelta(days=2))
    Promise.objects.update(due_at=earlier)
    say(project, member, words="Still nothing.")
    assert Promise.objects.open().get().due_at == earlier


def test_a_view_on_another_step_leaves_the_promise(project, member):
    say(project, member, step=1)
    say(project, member, view=View.AGREE, words="", step=2)
    assert Promise.objects.open().count() == 1


def test_only_public_members_speak_for_the_public_side(project, manager):
    stranger = builders.contributor_user(project.organisation)
    for user in (stranger, manager):
        with pytest.raises(TransitionRefused):
            say(project, user)
    assert SignOff.objects.count() == 0


@pytest.mark.parametrize("table", ["checklist_signoff", "checklist_signoffanswer"])
def test_views_and_answers_cannot_be_changed_by_python_or_sql(project, manager, member, table):
    sign_off = say(project, member)
    reply = actions.answer(sign_off, words="Sorry.", by=manager)
    for row in (sign_off, reply):
        with pytest.raises(Unchangeable):
            row.save()
        with pytest.raises(Unchangeable):
            row.delete()
    for sql in (f"UPDATE {table} SET words = 'I agree'", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert (SignOff.objects.get().words, SignOffAnswer.objects.get().words) == ("Nothing is open.", "Sorry.")


@pytest.mark.parametrize(
    "fields",
    [{"step": 0}, {"step": 6}, {"view": "shrug"}, {"view": "concerns", "words": ""}, {"side": "both"}],
)
def test_the_database_refuses_a_view_that_is_none(project, member, fields):
    builders.sign_off(project, member.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.sign_off(project, member.person, **fields)


def test_a_closed_project_takes_no_views_until_it_is_open_again(project, manager, member):
    builders.closed(project, by=manager)
    with pytest.raises(TransitionRefused):
        say(project, member)
    with pytest.raises(TransitionRefused):
        builders.closed(project, by=manager)
    closing.reopen(project, by=manager, why="The board asked.")
    say(project, member)
    assert [(entry.verb, entry.why) for entry in entries_about(project)] == [
        ("reopen", "The board asked."),
        ("close", "The money has run out."),
    ]
