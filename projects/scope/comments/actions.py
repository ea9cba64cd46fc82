"""Public contributors say what they think of the scope; we answer each of them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.scope import notifications, promises, queries
from projects.scope.comments.rules import ANSWER_WITHIN, VERBS, answers_to
from projects.scope.models import InfluenceStatement, ScopeComment
from projects.scope.states import CommentKind, CommentState
from projects.team.actions import lock_open
from projects.team.models import Project


@transaction.atomic
def say(
    project: Project,
    *,
    person: Person,
    kind: CommentKind,
    words: str,
    by: User,
    statement: InfluenceStatement | None = None,
) -> ScopeComment:
    """Say something about a statement or the whole scope, or propose a change. We answer within 7 days.

    Raises TransitionRefused for who neither is on the project nor asked to join it, and about a
    statement that was changed or taken back since.
    """
    fresh = lock_open(project)
    if not queries.readers(fresh).filter(pk=person.pk).exists():
        raise transitions.TransitionRefused(
            _("Only someone on this project, or asked to join it, can do that.")
        )
    if statement and not fresh.influence.current().filter(pk=statement.pk).exists():
        raise transitions.TransitionRefused(
            _("This has changed since you opened the page. Read it again first.")
        )
    comment = ScopeComment.objects.create(
        project=fresh, person=person, kind=kind, words=words, statement=statement
    )
    history.record(comment, "comment on scope made", by=None)  # who said it is between them and staff
    _promise_an_answer(comment, by=by)
    return comment


@transaction.atomic
def record(
    project: Project,
    *,
    person: Person,
    kind: str,
    words: str,
    said: dict[str, Any],
    by: User,
    statement: InfluenceStatement | None = None,
) -> OnBehalf:
    """Record what somebody told staff about the scope. Raises TransitionRefused."""
    facts = {"title": project.title, "words": words}
    return on_behalf.record(
        person=person,
        organisation_id=project.organisation_id,
        **said,
        by=by,
        what="scope: comment",
        words=lambda: _("What you said about “%(title)s”: %(words)s") % facts,
        act=lambda: say(
            project, person=person, kind=CommentKind(kind), words=words, by=by, statement=statement
        ),
    )


@transaction.atomic
def correct(comment: ScopeComment, *, kind: CommentKind, words: str, by: User) -> ScopeComment:
    """Put right what was written down of what somebody said. The day of our answer stays.

    Raises TransitionRefused once it is answered, was taken back, or needs no answer any more.
    """
    lock_open(comment.project)
    fresh = transitions.lock(comment)
    if not fresh.facts.is_waiting:
        raise transitions.TransitionRefused(_("This waits for no answer any more. Record it as a new one."))
    fresh.kind, fresh.words = kind, words
    fresh.save(update_fields=["kind", "words"])
    history.record(fresh, "comment on scope corrected", by=by)
    return fresh


@transaction.atomic
def record_correction(
    comment: ScopeComment, *, kind: str, words: str, said: dict[str, Any], by: User
) -> OnBehalf:
    """Put right what somebody said, as they asked us to. They get a copy. Raises TransitionRefused."""
    facts = {"title": comment.project.title, "before": comment.words, "words": words}
    return on_behalf.record(
        person=comment.person,
        organisation_id=comment.organisation_id,
        **said,
        by=by,
        what="scope: comment corrected",
        words=lambda: _("What you said about “%(title)s” is now: %(words)s (It was: %(before)s)") % facts,
        act=lambda: correct(comment, kind=CommentKind(kind), words=words, by=by),
    )


@transaction.atomic
def record_withdrawal(comment: ScopeComment, *, said: dict[str, Any], by: User) -> OnBehalf:
    """Take back what somebody said, as they asked us to. They get a copy. Raises TransitionRefused."""
    facts = {"title": comment.project.title, "words": comment.words}
    return on_behalf.record(
        person=comment.person,
        organisation_id=comment.organisation_id,
        **said,
        by=by,
        what="scope: comment taken back",
        words=lambda: (
            _("You took back what you said about “%(title)s”. We will not answer it: %(words)s") % facts
        ),
        act=lambda: withdraw(comment, by=by),
    )


@transaction.atomic
def answer(comment: ScopeComment, *, how: CommentState, answer: str, by: User) -> ScopeComment:
    """Answer what somebody said; they are told. `how` says what becomes of it. Raises TransitionRefused."""
    lock_open(comment.project)
    if how not in answers_to(comment.kind):
        raise transitions.TransitionRefused(_("Choose what becomes of it."))
    if not answer.strip():
        raise transitions.TransitionRefused(_("Write your answer. The person will read it."))
    return _answer(comment, how, answer.strip(), by=by)


@transaction.atomic
def withdraw(comment: ScopeComment, *, by: User) -> ScopeComment:
    """The person takes back what they said; nobody owes an answer. Raises TransitionRefused."""
    lock_open(comment.project)
    return _end(comment, "withdraw", by=by, why=_("The person took it back."))


def answer_about(row: InfluenceStatement, *, why: str, by: User) -> None:
    """A statement is taken back: who waits for an answer about it gets this one."""
    waiting = ScopeComment.objects.filter(statement__thread=row.thread, status=CommentState.WAITING)
    words = _("We have taken this back. Why: %(why)s") % {"why": why}
    for comment in waiting.order_by("id"):
        _answer(comment, CommentState.ANSWERED, words, by=by)


def let_go(project: Project, *, by: User | None, why: str, person: Person | None = None) -> list[Person]:
    """Nobody answers what was said about a locked project any more. Returns who waited."""
    waiting = ScopeComment.objects.filter(project=project, status=CommentState.WAITING)
    if person:
        waiting = waiting.filter(person=person)
    people = []
    for comment in waiting.select_related("person").order_by("id"):
        _end(comment, "lapse", by=by, why=why)
        people.append(comment.person)
    return people


def let_go_of_reader(project: Project, person: Person, *, by: User | None, why: str) -> None:
    """Somebody left, or their offer ended: unless they read the scope still, what they said ends with it."""
    if not queries.readers(project).filter(pk=person.pk).exists():
        let_go(project, by=by, why=why, person=person)


def _promise_an_answer(comment: ScopeComment, *, by: User) -> None:
    project = comment.project
    promise.make(
        promises.ANSWER_COMMENT,
        subject=comment,
        due_at=clock.end_of_day(clock.today() + ANSWER_WITHIN),
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=comment.person,
        label=project.title,
    )
    enqueue(
        notifications.COMMENT_MADE,
        to=project.lead,
        subject=comment,
        dedupe_key=f"scope-comment:{comment.pk}",
        organisation_id=project.organisation_id,
    )


def _answer(comment: ScopeComment, how: CommentState, words: str, *, by: User) -> ScopeComment:
    fresh = transitions.transition(
        comment, VERBS[how], by=by, answer=words, answered_by=by, answered_at=clock.now()
    )
    promise.keep(promises.ANSWER_COMMENT, subject=fresh, by=by)
    enqueue(
        notifications.COMMENT_ANSWERED,
        to=fresh.person,
        subject=fresh,
        dedupe_key=f"scope-comment-answered:{fresh.pk}",
        organisation_id=fresh.organisation_id,
    )
    return fresh


def _end(comment: ScopeComment, verb: str, *, by: User | None, why: str) -> ScopeComment:
    fresh = transitions.transition(comment, verb, by=by, why=why)
    promise.release(promises.ANSWER_COMMENT, subject=fresh, by=by, why=why)
    return fresh
