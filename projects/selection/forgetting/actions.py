"""Deleting what people sent: when they take it back, when two are joined, and on the promised day.

The row stays to be counted. Of the person, their words, files and messages nothing does, unless an
organisation has come to know them since: then the person stays, and what they sent goes.
"""

import datetime as dt
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Connection, Person
from coproduce.foundation import clock
from coproduce.foundation.database.erasing import MARK
from coproduce.foundation.notifications.models import Channel, DemoMail, Notification
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import lock, transition
from projects.selection import signals
from projects.selection.interest import promises
from projects.selection.interest.models import Expression, ExpressionFile
from projects.selection.interest.states import ExpressionState
from projects.selection.opportunities.states import OpportunityState
from projects.selection.scoring import actions as scoring

BATCH = 200
NOTHING: dict[str, Any] = {
    "person": None, "code_hash": "", "sealed_code": "", "sealed_contact": "", "sealed_helper": "",
    "sealed_needs": "", "sealed_groups": "", "sealed_feedback": "", "late_why": "",
}  # fmt: skip


def end(row: Expression, move: str, *, by: User | None, why: str) -> Expression:
    """Withdraw or join one: nobody owes an answer to it any more, and all of it is deleted.

    Call it in a transaction. Raises TransitionRefused where the move does not start.
    """
    fresh = lock(row)
    person = fresh.person
    ended = transition(fresh, move, by=by, ended_at=clock.now(), outcome="", **NOTHING)
    promise.release(promises.ANSWER, subject=ended, by=by, why=why)
    signals.expression_gone.send(Expression, expression=ended, by=by, why=why)
    _delete_words(ended)
    scoring.settle(ended.opportunity, by=by)
    if person:
        _forget_person(person)
    return ended


@transaction.atomic
def forget(row: Expression) -> None:
    """Delete what was answered, on its day. A second time changes nothing."""
    fresh = lock(row)
    if fresh.status != ExpressionState.ANSWERED or fresh.forgotten_on:
        return
    person = fresh.person
    for name, value in NOTHING.items():
        setattr(fresh, name, value)
    fresh.forgotten_on = clock.today()
    fresh.save()
    signals.expression_gone.send(Expression, expression=fresh, by=None, why=_("It was deleted on its day."))
    _delete_words(fresh)
    if person:
        _forget_person(person)


def forget_due() -> int:
    """Delete all whose day has come. Returns how many. What has no answer yet waits for it."""
    found = Expression.objects.filter(status=ExpressionState.ANSWERED, forgotten_on=None)
    total = 0
    while keys := list(found.filter(delete_on__lte=clock.today()).order_by("pk")[:BATCH]):
        for row in keys:
            forget(row)
        total += len(keys)
    return total


@transaction.atomic
def forget_drafts() -> int:
    """Delete what was begun and not sent, a day after its opportunity closed. Returns how many."""
    before = clock.now() - dt.timedelta(days=1)
    over = Q(opportunity__closes_at__lt=before) | Q(opportunity__status=OpportunityState.WITHDRAWN)
    drafts = Expression.objects.filter(over, status=ExpressionState.DRAFT)
    keys = list(drafts.order_by("pk").values_list("pk", flat=True)[: BATCH * 10])
    delete_files(ExpressionFile.objects.filter(expression__in=keys))
    Expression.objects.filter(pk__in=keys, status=ExpressionState.DRAFT).delete()
    return len(keys)


def delete_files(files: QuerySet[ExpressionFile]) -> None:
    """Delete rows of files now, and the files once this transaction stands."""
    paths = list(files.values_list("file", flat=True))
    files.delete()
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))


def _delete_words(row: Expression) -> None:
    scoring.forget(row)
    row.answers.all().delete()
    row.declarations.exclude(sealed_why="").update(sealed_why="")  # how somebody knew them goes as well
    delete_files(row.files.all())


def _forget_person(person: Person) -> None:
    """Empty a person whom nobody else knows, and what was written to them."""
    if person.account_id or Connection.objects.filter(person=person).exists():
        return
    if Expression.objects.filter(person=person).exists():
        return
    written = Notification.objects.filter(recipient=person)
    DemoMail.objects.filter(message_id__in=written.values("message_id")).delete()
    written.filter(state=State.WAITING).update(state=State.CANCELLED)
    written.exclude(state=State.SENDING).update(address=MARK, sealed="", params={})
    Person.objects.filter(pk=person.pk).update(
        name=MARK, email="", phone="", address="", channel=Channel.PHONE, format="standard"
    )
