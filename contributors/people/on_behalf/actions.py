"""The only writers of what staff record for somebody who told them."""

import datetime as dt
from collections.abc import Callable, Sequence
from copy import copy

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf import notifications, promises, queries, rules
from contributors.people.on_behalf.models import Objection, OnBehalf, copy_key
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.by_hand.actions import mark_done
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.pages import languages
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused, lock


@transaction.atomic
def record(
    *,
    person: Person,
    organisation_id: int,
    how: str,
    said_on: dt.date,
    read_back: bool,
    by: User,
    what: str,
    words: Callable[[], str],
    act: Callable[[], models.Model | None],
    letter: bool = False,
    asked: Sequence[models.Model] = (),
) -> OnBehalf:
    """Do what somebody told us, write down who heard it and how, and send the person a written copy.

    `act` is the action of the app it belongs to; it returns the row it is about (None: the person).
    `what` is a key of event_types; `words`, asked in the person's language, is all of it as they read it.
    `asked`: what we asked them about; calls that wait to be made about it are done with this. `letter`: on
    paper wherever there is an address, for what nobody else at a mailbox should see alone.

    Raises TransitionRefused, also for oneself, for a colleague, and for somebody whom `by` may not see.
    """
    _check_may_record(person, organisation_id, said_on, by=by)
    subject = act() or person
    with translation.override(languages.spoken(person.language)):
        text = words()
    entry = OnBehalf.objects.create(
        person=person,
        organisation_id=organisation_id,
        recorded_by=by,
        **{"how": how, "said_on": said_on, "read_back": read_back, "what": what, "words": text},
        subject_type=subject._meta.label,
        subject_id=subject.pk,
    )
    history.record(person, "recorded on behalf", by=by, detail={"what": what, "how": how})
    mark_done(queries.waiting_calls(person, asked), on=clock.today(), by=by)
    _send_copy(entry, letter=letter)
    return entry


def _check_may_record(person: Person, organisation_id: int, said_on: dt.date, *, by: User) -> None:
    if not queries.may_record(person, by, organisation_id):
        raise TransitionRefused(_("You cannot record an answer for this person. Nothing was changed."))
    if not rules.said_in_time(said_on, clock.today()):
        raise TransitionRefused(_("Enter the day they told you. It must be today or earlier."))


def _send_copy(entry: OnBehalf, *, letter: bool) -> None:
    enqueue(
        notifications.RECORDED,
        to=_on_paper(entry.person, letter=letter),
        subject=entry,
        dedupe_key=copy_key(entry),
        organisation_id=entry.organisation_id,
    )


def _on_paper(person: Person, *, letter: bool) -> Person:
    """Return the person as they are reached for a written copy: a call leaves nothing to keep."""
    spoken = person.channel in (Channel.PHONE, Channel.TEXT)
    if not person.address or not (letter or spoken):
        return person
    reached = copy(person)
    reached.channel = Channel.POST
    return reached


@transaction.atomic
def say_wrong(entry: OnBehalf, *, words: str, by: User) -> Objection:
    """The person says that what we wrote down is wrong. We put it right within 7 days.

    Raises TransitionRefused when they have said so already.
    """
    if Objection.objects.filter(entry=entry).exists():
        raise TransitionRefused(_("You have already told us. Nothing was changed."))
    made = Objection.objects.create(entry=entry, words=words)
    history.record(entry.person, "said it is wrong", by=by)
    promise.make(
        promises.PUT_RIGHT,
        subject=made,
        due_at=clock.end_of_day(clock.today() + rules.PUT_RIGHT_WITHIN),
        owner=queries.who_puts_right(entry),
        by=by,
        organisation_id=entry.organisation_id,
        person=entry.person,
        label=entry.about,
    )
    return made


@transaction.atomic
def put_right(objection: Objection, *, answer: str, by: User) -> Objection:
    """Say what was done about an objection; the person reads it. Raises TransitionRefused when it was."""
    row = lock(objection)
    if row.answered_at is not None:
        raise TransitionRefused(_("A colleague has already answered this. Nothing was changed."))
    row.answer, row.answered_by, row.answered_at = answer, by, clock.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    person = row.entry.person
    history.record(person, "put right", by=by)
    promise.keep(promises.PUT_RIGHT, subject=row, by=by)
    enqueue(
        notifications.PUT_RIGHT,
        to=person,
        subject=row,
        dedupe_key=f"on-behalf-put-right:{row.pk}",
        organisation_id=row.organisation_id,
    )
    return row
