"""Wishes at the end of a role: a certificate or a reference, and keeping in touch."""

import json
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
from coproduce.foundation.promises.kinds import PromiseKind
from projects.roles import notifications, promises
from projects.roles.farewell import queries, rules
from projects.roles.farewell.states import MAY_WISH, TITLES, LetterKind, LetterState, ToldHow
from projects.roles.models import Assignment, KeepInTouch, RoleLetter
from projects.team.queries import contributors_of


@transaction.atomic
def ask(assignment: Assignment, *, kind: str, with_hours: bool, by: User) -> RoleLetter:
    """Ask for a certificate or a reference; the same wish again is the one that stands.

    Raises TransitionRefused for somebody who never was in the role.
    """
    fresh = transitions.lock(assignment)
    if fresh.status not in queries.MAY_ASK or kind not in MAY_WISH:
        raise transitions.TransitionRefused(_("This is for people who are, or were, in the role."))
    standing = fresh.letters.filter(kind=kind, status=LetterState.ASKED).first()
    if standing:
        standing.with_hours = with_hours
        standing.save(update_fields=["with_hours"])
        return standing
    letter = RoleLetter.objects.create(assignment=fresh, kind=kind, with_hours=with_hours)
    project = fresh.role.project
    history.record(fresh, "asked for a certificate or a reference", by=by)
    made = promise.make(
        promises.LETTER,
        subject=letter,
        due_at=clock.end_of_day(clock.today() + rules.PROMISED),
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=fresh.person,
        label=_("%(kind)s: %(role)s") % {"kind": TITLES[LetterKind(kind)], "role": fresh.role.title},
    )
    _tell(notifications.LETTER_ASKED, letter, to=made.owner)
    return letter


@transaction.atomic
def record_wish(
    assignment: Assignment, *, kind: str, with_hours: bool, said: dict[str, Any], by: User
) -> OnBehalf:
    """Record that somebody asked for it by phone, by post or in person. Raises TransitionRefused."""
    facts = {"kind": TITLES[LetterKind(kind)], "role": assignment.role.title}
    return on_behalf.record(
        person=assignment.person,
        organisation_id=assignment.organisation_id,
        **said,
        by=by,
        what="role letter: ask",
        words=lambda: _("You would like this for the role “%(role)s”: %(kind)s.") % facts,
        act=lambda: ask(assignment, kind=kind, with_hours=with_hours, by=by),
        asked=[assignment],
    )


@transaction.atomic
def sign(letter: RoleLetter, *, by: User) -> RoleLetter:
    """Sign off what a certificate says, keep it as it is, and tell the person. Raises TransitionRefused."""
    if letter.is_result:
        raise transitions.TransitionRefused(_("Write what came of it first."))
    signed = _signed(letter, by=by)
    _tell(notifications.LETTER_READY, signed, to=signed.assignment.person)
    return signed


def _signed(letter: RoleLetter, *, by: User, **words: str) -> RoleLetter:
    fresh = transitions.lock(letter)
    if by.person is None:
        raise transitions.TransitionRefused(_("Your account is not linked to a person, so it cannot sign."))
    facts = queries.facts_of(fresh) | {"signed_by": by.person.name, "signed_on": clock.today().isoformat()}
    signed = transitions.transition(
        fresh, "sign", by=by, facts=json.dumps(facts | words), signed_at=clock.now(), signed_by=by
    )
    promise.keep(_kind_of(signed), subject=signed, by=by)
    return signed


def _kind_of(letter: RoleLetter) -> PromiseKind:
    return promises.RESULT if letter.is_result else promises.LETTER


@transaction.atomic
def promise_result(assignment: Assignment, *, by: User | None) -> RoleLetter:
    """Promise to tell who was in a role what came of it. Call it in the transaction that ends the role."""
    letter = RoleLetter.objects.create(assignment=assignment, kind=LetterKind.RESULT)
    project = assignment.role.project
    promise.make(
        promises.RESULT,
        subject=letter,
        due_at=clock.end_of_day(clock.today() + rules.RESULT_WITHIN),
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=assignment.person,
        label=assignment.role.title,
    )
    return letter


@transaction.atomic
def tell_result(
    letter: RoleLetter, *, words: str, told: str = ToldHow.SEND, everyone: bool = False, by: User
) -> list[RoleLetter]:
    """Say what came of a role: to one person, or the same to everyone who waits for it after that role.

    `told` is how the one person hears it; all others are written to. Raises TransitionRefused when it was
    told, or there are no words.
    """
    if not words.strip():
        raise transitions.TransitionRefused(_("Write what came of it first."))
    others = queries.waiting_too(letter) if everyone else []
    return [
        _tell_one(one, words, told if one == letter else ToldHow.SEND, by=by) for one in (letter, *others)
    ]


def _tell_one(letter: RoleLetter, words: str, told: str, *, by: User) -> RoleLetter:
    signed = _signed(letter, by=by, words=words, told=told)
    history.record(signed.assignment, "told what came of it", by=by, detail={"how": str(told)})
    if told == ToldHow.SEND:
        _tell(notifications.RESULT_TOLD, signed, to=signed.assignment.person)
    return signed


def end_wishes(person: Person, organisation_id: int, *, by: User | None, why: str) -> None:
    """End what somebody who leaves an organisation still waits for or agreed to hear after their roles.

    Call it in the transaction in which they leave.
    """
    mine = {"assignment__person": person, "assignment__role__project__organisation": organisation_id}
    for letter in RoleLetter.objects.filter(**mine, status=LetterState.ASKED).order_by("pk"):
        ended = transitions.transition(transitions.lock(letter), "withdraw", by=by)
        promise.release(_kind_of(ended), subject=ended, by=by, why=why)
    for wish in KeepInTouch.objects.filter(**mine, withdrawn_at=None).select_related("assignment"):
        wish.withdrawn_at = clock.now()
        wish.save(update_fields=["withdrawn_at"])
        history.record(wish.assignment, "wish ended", by=by)


@transaction.atomic
def withdraw(letter: RoleLetter, *, by: User) -> RoleLetter:
    """Let somebody take their wish back. Raises TransitionRefused when it is ready."""
    fresh = transitions.transition(transitions.lock(letter), "withdraw", by=by)
    promise.release(_kind_of(fresh), subject=fresh, by=by, why=_("The public contributor took it back."))
    return fresh


def _tell(kind: Any, letter: RoleLetter, *, to: Any) -> None:
    enqueue(
        kind,
        to=to,
        subject=letter,
        dedupe_key=f"{kind.key}:{letter.pk}",
        organisation_id=letter.organisation_id,
    )


@transaction.atomic
def keep_in_touch(assignment: Assignment, *, wanted: bool, by: User) -> None:
    """Note that somebody wants to hear from us later, or no longer does. Saying it twice changes nothing."""
    fresh = transitions.lock(assignment)
    if fresh.status not in queries.MAY_ASK:
        raise transitions.TransitionRefused(_("This is for people who are, or were, in the role."))
    if wanted and not contributors_of(fresh.organisation_id).filter(pk=fresh.person_id).exists():
        raise transitions.TransitionRefused(
            _("You have left this organisation. Tell it first that you want to come back.")
        )
    row = KeepInTouch.objects.filter(assignment=fresh).first()
    if wanted == bool(row and row.withdrawn_at is None):
        return
    if row is None:
        KeepInTouch.objects.create(assignment=fresh, person=fresh.person)
    else:
        row.withdrawn_at = None if wanted else clock.now()
        row.said_at = clock.now() if wanted else row.said_at
        row.save(update_fields=["withdrawn_at", "said_at"])
    history.record(fresh, "keeps in touch" if wanted else "no longer keeps in touch", by=by)
