"""What happens to a promise, always in the transaction of what it is about."""

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django.db import connection, models
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import queries, rules, signals
from coproduce.foundation.promises.kinds import PromiseKind
from coproduce.foundation.promises.models import OPEN, Promise, PromiseDate, PromiseWait
from coproduce.foundation.transitions import TransitionRefused

if TYPE_CHECKING:
    from contributors.accounts.models import User
    from contributors.people.models import Person


def make(
    kind: PromiseKind,
    *,
    subject: models.Model,
    due_at: dt.datetime,
    owner: "Person",
    by: "User | None",
    organisation_id: int,
    project_id: int | None = None,
    person: "Person | None" = None,
    label: str = "",
    made_at: dt.datetime | None = None,
) -> Promise:
    """Promise something by `due_at`. Making the same open promise of an organisation again moves it.

    `owner` is the member of staff (a Person) who looks after it, somebody else if they have left; `person`
    the public contributor at the other end, None for all of them. `by` is the User, None for the clock.
    `made_at`: of an older promise. Raises RuntimeError outside a transaction; TransitionRefused for too many.
    """
    check_inside_transaction()
    if standing := _open(kind, subject, person).filter(organisation=organisation_id).first():
        return move_one(standing, due_at=due_at, by=by, why="")
    _must_not_bury(kind, person, by)
    now = clock.now()
    promise = Promise(
        kind=kind.key,
        side=kind.side,
        organisation_id=organisation_id,
        project_id=project_id,
        person=person,
        owner=owner,
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        subject_ref=getattr(subject, "ref", ""),
        label=(label or str(subject))[:200],
        made_at=made_at or now,
        **{"first_due_at": due_at, "due_at": due_at},
        remind_at=rules.remind_at(kind.side, due_at, now),
    )
    return _save_and_tell(promise, by=by)


def _must_not_bury(kind: PromiseKind, person: "Person | None", by: "User | None") -> None:
    """Refuse one more of what somebody asks for, or who helps them, while very much of it waits for us."""
    if not kind.most_waiting or person is None or by is None:
        return
    if by.pk != person.account_id and by.is_staff_member:  # who writes down what they were told
        return
    waiting = Promise.objects.open().filter(kind=kind.key, person=person).count()
    if waiting >= kind.most_waiting:
        words = _(
            "You are waiting for %(n)s answers like this already. We will answer those first. If this cannot "
            "wait, ask us to call you."
        )
        raise TransitionRefused(words % {"n": waiting})


def _save_and_tell(promise: Promise, *, by: "User | None") -> Promise:
    _by_the_earliest_day(promise)
    _save_with_owner(promise)
    signals.promise_made.send(Promise, promise=promise, by=by)
    return promise


def _by_the_earliest_day(promise: Promise) -> None:
    """What a role promises of answers may be sooner than what is usual."""
    if not promise.what.is_reply:
        return
    answers: Any = signals.day_asked.send(Promise, promise=promise)
    for _receiver, due_at in answers:
        if due_at and due_at < promise.due_at:
            promise.first_due_at = promise.due_at = due_at
            promise.remind_at = rules.remind_at(promise.side, due_at, clock.now())


def _save_with_owner(promise: Promise) -> Promise:
    for _receiver, owner in signals.owner_asked.send(Promise, promise=promise):
        promise.owner = cast("Person", owner) if owner else promise.owner
    promise.save(force_insert=True)
    return promise


def move(
    kind: PromiseKind,
    *,
    subject: models.Model,
    due_at: dt.datetime,
    by: "User | None",
    why: str,
    person: "Person | None" = None,
) -> int:
    """Move every open promise of this kind about `subject` to another time. Returns how many."""
    check_inside_transaction()
    rows = _open(kind, subject, person, everybody=True)
    for promise in rows:
        move_one(promise, due_at=due_at, by=by, why=why)
    return len(rows)


def move_one(promise: Promise, *, due_at: dt.datetime, by: "User | None", why: str) -> Promise:
    """Move one open promise. The date it had stays on record; its reminder is due anew."""
    check_inside_transaction()
    if promise.due_at == due_at:
        return promise
    PromiseDate.objects.create(promise=promise, was_due_at=promise.due_at, by=by, why=why)
    promise.due_at = due_at
    promise.remind_at = None if promise.is_waiting else rules.remind_at(promise.side, due_at, clock.now())
    promise.save(update_fields=["due_at", "remind_at"])
    return promise


def keep(
    kind: PromiseKind,
    *,
    subject: models.Model,
    by: "User | None",
    person: "Person | None" = None,
    organisation_id: int | None = None,
) -> int:
    """Mark every open promise of this kind about `subject` as kept now. Returns how many.

    With `person`, only the promise with that public contributor; with `organisation_id`, only that
    organisation's. None open is no error: a thing may be done that was never promised.
    """
    check_inside_transaction()
    rows = _open(kind, subject, person, everybody=True)
    if organisation_id is not None:
        rows = rows.filter(organisation=organisation_id)
    for promise in rows:
        _end_waits(promise)
        promise.kept_at, promise.kept_by, promise.remind_at = clock.now(), by, None
        promise.save(update_fields=["kept_at", "kept_by", "remind_at", "waits_for", "waiting_since"])
    return len(rows)


def keep_all(kind: PromiseKind, *, subjects: models.QuerySet[Any], by: "User | None") -> int:
    """Mark every open promise of this kind about any of `subjects` as kept now, in one statement.

    Returns how many.
    """
    check_inside_transaction()
    about = Promise.objects.open().filter(
        kind=kind.key,
        subject_type=subjects.model._meta.label,
        subject_id__in=subjects.order_by().values("pk"),
    )
    now = clock.now()
    PromiseWait.objects.filter(promise__in=about, ended_at=None).update(ended_at=now)
    return about.update(kept_at=now, kept_by=by, remind_at=None, waits_for="", waiting_since=None)


def release(
    kind: PromiseKind, *, subject: models.Model, by: "User | None", why: str, person: "Person | None" = None
) -> int:
    """Release every open promise of this kind about `subject`. Returns how many."""
    check_inside_transaction()
    rows = _open(kind, subject, person, everybody=True)
    for promise in rows:
        release_one(promise, by=by, why=why)
    return len(rows)


def release_one(promise: Promise, *, by: "User | None", why: str) -> None:
    """Release one open promise, with the reason shown to both sides. Raises ValueError without one."""
    check_inside_transaction()
    if not why.strip():
        raise ValueError("a promise is released with a reason")
    promise.released_at, promise.released_by, promise.released_why = clock.now(), by, why
    _end_waits(promise)
    promise.remind_at = None
    promise.save(
        update_fields=[
            *("released_at", "released_by", "released_why"),
            *("remind_at", "waits_for", "waiting_since"),
        ]
    )
    history.record(promise, "released", by=by, why=why)


def put_right(promise: Promise, *, by: "User | None") -> None:
    """What was released as not done had no cause: it counts as kept on its day, and history says so."""
    check_inside_transaction()
    history.record(promise, "put right", by=by, why=promise.released_why)
    promise.released_at, promise.released_by, promise.released_why = None, None, ""
    promise.kept_at, promise.kept_by = promise.due_at, by
    promise.save(update_fields=["released_at", "released_by", "released_why", "kept_at", "kept_by"])


def settle(promises: "models.QuerySet[Promise]", *, by: "User | None", why: str) -> list[Promise]:
    """Release every open promise among these, but for what outlasts a project. Returns the released ones."""
    check_inside_transaction()
    ending = promises.filter(OPEN).exclude(pk__in=Promise.objects.outlasting().values("pk")).order_by("id")
    rows = list(ending.select_for_update(of=("self",)))
    for promise in rows:
        release_one(promise, by=by, why=why)
    return rows


def tell_other_side(promise: Promise, kind: NotificationKind) -> None:
    """Write one message about a change to each public contributor at the other end of a promise."""
    at = clock.now().isoformat()  # a promise may come back to a day that was told before
    for person in queries.other_side(promise):
        enqueue(
            kind,
            to=person,
            subject=promise,
            params={"due_at": promise.due_at.isoformat()},
            dedupe_key=f"{kind.key}:{promise.pk}:{person.pk}:{at}",
            organisation_id=promise.organisation_id,
        )


def _end_waits(promise: Promise) -> None:
    if promise.is_waiting:
        promise.waits.filter(ended_at=None).update(ended_at=clock.now())
        promise.waits_for, promise.waiting_since = "", None


def _open(
    kind: PromiseKind, subject: models.Model, person: "Person | None", everybody: bool = False
) -> models.QuerySet[Promise]:
    rows = Promise.objects.open().about(subject).filter(kind=kind.key).order_by("id")
    if person is not None or not everybody:
        rows = rows.filter(person=person)
    return rows.select_for_update(of=("self",))


def check_inside_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a promise is made and kept in the transaction of what it is about")
