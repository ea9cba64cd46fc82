"""The only writers of wishes to be forgotten, and of who took a copy of whose data."""

import datetime as dt
import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.people.leaving import actions as leaving
from contributors.people.models import Connection, Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from contributors.people.signals import organisation_left
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.notifications.states import State
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused, lock, transition
from coproduce.rights import notifications, promises, queries
from coproduce.rights.erasing import outside, walk
from coproduce.rights.models import Erasure
from coproduce.rights.states import ASKED, ASKED_WORDS, COPY_MADE, COPY_TAKEN, ErasureState

log = logging.getLogger(__name__)
LETTER_WAITS = dt.timedelta(days=28)
"""How long an erasure waits for its letter to be sent: after that it is done without."""


@transaction.atomic
def ask(person: Person, organisation: Organisation, *, by: User) -> Erasure:
    """Wish to be forgotten by an organisation. It answers within a month (UK GDPR article 12(3)).

    Raises TransitionRefused for one that is open already, for staff, and where nobody could answer.
    """
    _check_may_ask(person, organisation)
    owner = queries.who_answers(organisation.pk, person)
    if owner is None:
        raise TransitionRefused(_("Nobody there can answer now. Ring us. Nothing was changed."))
    answer_by = queries.month_after(clock.today())
    made = Erasure.objects.create(person=person, organisation=organisation, asked_by=by, answer_by=answer_by)
    history.record(person, "asked to be forgotten", by=by, detail={"organisation": organisation.pk})
    promise.make(
        promises.ANSWER,
        subject=made,
        due_at=clock.end_of_day(answer_by),
        owner=owner,
        by=by,
        organisation_id=organisation.pk,
        person=person,
        label=_("what we keep about you"),
    )
    return made


@transaction.atomic
def ask_all(person: Person, organisations: list[Organisation], *, by: User) -> list[Erasure]:
    """Wish to be forgotten by several organisations: each answers for itself. Raises TransitionRefused."""
    return [ask(person, one, by=by) for one in organisations]


def _check_may_ask(person: Person, organisation: Organisation) -> None:
    if person.account is not None and person.account.is_staff_member:
        raise TransitionRefused(
            _("You work here. Ask your organisation about your data. Nothing was changed.")
        )
    if not Connection.objects.filter(person=person, organisation=organisation).exists():
        raise TransitionRefused(_("They do not know you any more. Nothing was changed."))
    if Erasure.objects.open().filter(person=person, organisation=organisation).exists():
        raise TransitionRefused(_("You have asked already. We will answer you. Nothing was changed."))


@transaction.atomic
def record(person: Person, organisation: Organisation, *, said: dict[str, Any], by: User) -> OnBehalf:
    """Write down that somebody told us they wish to be forgotten. Raises TransitionRefused."""
    facts = {"name": organisation.name, "day": uk_date(queries.month_after(clock.today()))}
    return on_behalf.record(
        person=person,
        organisation_id=organisation.pk,
        **said,
        by=by,
        what=ASKED,
        words=lambda: ASKED_WORDS % facts,
        act=lambda: ask(person, organisation, by=by),
    )


@transaction.atomic
def agree(erasure: Erasure, *, by: User | None) -> Erasure:
    """Say yes: the person leaves today and is told what goes and what stays. Done once the letter is out.

    Raises TransitionRefused when it was answered, and while money is on its way.
    """
    fresh = _answered(erasure, "agree to erase", by=by)
    if walk.money_open(fresh.person, fresh.organisation_id):
        raise TransitionRefused(
            _("Money is still on its way to them. Settle that first. Nothing was changed.")
        )
    connection = Connection.objects.get(person=fresh.person, organisation=fresh.organisation_id)
    if connection.left_on is None and by is not None:
        leaving.leave(connection, by=by)
    elif connection.left_on is not None:  # what they asked for since they left ends as well
        organisation_left.send(Connection, person=fresh.person, organisation=fresh.organisation, by=by)
    _tell(fresh, notifications.AGREED)
    return fresh


@transaction.atomic
def refuse(erasure: Erasure, *, why_not: str, by: User) -> Erasure:
    """Say no, with the reason and where to complain. Raises TransitionRefused when it was answered."""
    fresh = _answered(erasure, "refuse to erase", by=by, why_not=why_not)
    _tell(fresh, notifications.REFUSED)
    return fresh


def _answered(erasure: Erasure, name: str, *, by: User | None, why_not: str = "") -> Erasure:
    fresh = transition(erasure, name, by=by, decided_by=by, decided_at=clock.now(), why_not=why_not)
    promise.keep(promises.ANSWER, subject=fresh, by=by)
    return fresh


def _tell(erasure: Erasure, kind: Any) -> None:
    enqueue(
        kind,
        to=erasure.person,
        subject=erasure,
        dedupe_key=f"{kind.key}:{erasure.pk}",
        organisation_id=erasure.organisation_id,
    )


def carry_out_agreed() -> int:
    """Carry out what was agreed and whose letter has gone. Returns how many. May run twice."""
    done = 0
    for key in list(Erasure.objects.filter(status=ErasureState.AGREED).values_list("pk", flat=True)):
        done += carry_out(Erasure.objects.get(pk=key))
    return done


def carry_out(erasure: Erasure) -> bool:
    """Erase, and note it outside the database. Returns False while a letter or money is on its way."""
    with transaction.atomic():
        fresh = lock(erasure)
        if fresh.status != ErasureState.AGREED or _must_wait(fresh):
            return False
        outside.note(fresh.person.ref, fresh.organisation.ref)
        walk.erase(fresh.person, fresh.organisation, by=fresh.decided_by)
        transition(fresh, "erase", by=None, done_at=clock.now())
    log.info("erasure %s carried out", fresh.ref)
    return True


def _must_wait(erasure: Erasure) -> bool:
    if walk.money_open(erasure.person, erasure.organisation_id):
        return True
    busy = Notification.objects.filter(recipient=erasure.person, state=State.SENDING)
    letter = Notification.objects.filter(
        subject_type=Erasure._meta.label, subject_id=erasure.pk, state=State.WAITING
    )
    late = erasure.decided_at is not None and erasure.decided_at + LETTER_WAITS < clock.now()
    return busy.exists() or (letter.exists() and not late)


@transaction.atomic
def erase_again(person_ref: str, organisation_ref: str) -> bool:
    """Erase somebody whom a restored backup brought back. Returns whether there was anything to do."""
    person = Person.objects.filter(ref=person_ref).first()
    organisation = Organisation.objects.filter(ref=organisation_ref).first()
    if person is None or organisation is None:
        return False
    if not Connection.objects.filter(person=person, organisation=organisation).exists():
        return False
    walk.erase(person, organisation, by=None)
    for one in Erasure.objects.open().filter(person=person, organisation=organisation):
        transition(one, "erase", by=None, done_at=clock.now())
    return True


@transaction.atomic
def took_copy(person: Person, *, by: User) -> None:
    """Write down that somebody took a copy of their own data."""
    history.record(person, COPY_TAKEN, by=by)


@transaction.atomic
def prepared_copy(person: Person, *, organisation_id: int, proof: str, by: User) -> None:
    """Write down that staff made a copy for somebody, and how they made sure who asked."""
    history.record(person, COPY_MADE, by=by, why=proof, detail={"organisation": organisation_id})
