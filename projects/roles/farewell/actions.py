"""Wishes at the end of a role: a certificate or a reference, and keeping in touch."""

import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.roles import notifications, promises
from projects.roles.farewell import queries, rules
from projects.roles.farewell.states import TITLES, LetterKind, LetterState
from projects.roles.models import Assignment, KeepInTouch, RoleLetter


@transaction.atomic
def ask(assignment: Assignment, *, kind: str, with_hours: bool, by: User) -> RoleLetter:
    """Ask for a certificate or a reference; the same wish again is the one that stands.

    Raises TransitionRefused for somebody who never was in the role.
    """
    fresh = transitions.lock(assignment)
    if fresh.status not in queries.MAY_ASK:
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
    fresh = transitions.lock(letter)
    if by.person is None:
        raise transitions.TransitionRefused(_("Your account is not linked to a person, so it cannot sign."))
    facts = queries.facts_of(fresh) | {"signed_by": by.person.name, "signed_on": clock.today().isoformat()}
    signed = transitions.transition(
        fresh, "sign", by=by, facts=json.dumps(facts), signed_at=clock.now(), signed_by=by
    )
    promise.keep(promises.LETTER, subject=signed, by=by)
    _tell(notifications.LETTER_READY, signed, to=signed.assignment.person)
    return signed


@transaction.atomic
def withdraw(letter: RoleLetter, *, by: User) -> RoleLetter:
    """Let somebody take their wish back. Raises TransitionRefused when it is ready."""
    fresh = transitions.transition(transitions.lock(letter), "withdraw", by=by)
    promise.release(promises.LETTER, subject=fresh, by=by, why=_("The public contributor took it back."))
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
