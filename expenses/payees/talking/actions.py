"""Promising a talk about money, and having had it."""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions, working_days
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees import signals
from expenses.payees.models import PayPreference
from expenses.payees.talking import promises
from expenses.payees.talking.queries import who_talks

WITHIN_WORKING_DAYS = 5


@transaction.atomic
def follow_wish(person: Person, *, before: bool, wants: bool, by: User) -> None:
    """Promise a talk to who would like one now, and release it when they no longer do."""
    if before and not wants:
        promise.release(promises.TALK, subject=person, by=by, why=_("You are no longer waiting for a talk."))
    talks = who_talks(person)
    if not wants or before or talks is None:
        return
    owner, organisation_id = talks
    day = working_days.working_day_from(clock.today(), WITHIN_WORKING_DAYS)
    promise.make(
        promises.TALK,
        subject=person,
        due_at=clock.end_of_day(day),
        owner=owner,
        by=by,
        organisation_id=organisation_id,
        person=person,
        label=person.name,
    )


@transaction.atomic
def talked(person: Person, *, by: User) -> None:
    """The talk took place: payments no longer wait for it. Raises TransitionRefused when none was wanted."""
    transitions.lock(person)
    preference = PayPreference.objects.filter(person=person, talk_first=True).first()
    if preference is None:
        raise TransitionRefused(_("They are no longer waiting for a talk. Nothing was changed."))
    preference.talk_first, preference.changed_at = False, clock.now()
    preference.save(update_fields=["talk_first", "changed_at"])
    history.record(person, "talked about money", by=by)
    promise.keep(promises.TALK, subject=person, by=by)
    signals.way_of_payment_changed.send(Person, person=person, by=by)
