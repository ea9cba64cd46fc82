"""What a person needs to take part: its actions, kept apart because each look at it is written down."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.access_needs.states import (
    ADDED,
    ADDED_WORDS,
    ENDED,
    ENDED_WORDS,
    STILL_RIGHT,
    STILL_RIGHT_WORDS,
)
from contributors.people.models import AccessNeed, Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from contributors.people.states import Visibility
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import lock

LOOKED = "looked at what helps"
Said = dict[str, Any]


def look(person: Person, *, by: User) -> list[AccessNeed]:
    """Return what helps, for staff who may see it, and write down that they looked (trust P9)."""
    with transaction.atomic():
        history.record(person, LOOKED, by=by)
        return list(AccessNeed.objects.visible_to(by).filter(person=person))


def add(person: Person, *, by: User, category: str, words: str, seen_by: str) -> AccessNeed:
    """Write down something that helps, in the person's own words."""
    with transaction.atomic():
        need = AccessNeed.objects.create(person=person, category=category, words=words, seen_by=seen_by)
        history.record(person, "added what helps", by=by)
        return need


def change(need: AccessNeed, *, by: User, category: str, words: str, seen_by: str) -> AccessNeed:
    """Put new words in place of the old; a changed need counts as reviewed."""
    with transaction.atomic():
        need = lock(need)
        need.category, need.words, need.seen_by = category, words, seen_by
        need.reviewed_on = clock.today()
        need.save()
        history.record(need.person, "changed what helps", by=by)
        return need


def end(need: AccessNeed, *, by: User) -> AccessNeed:
    """The person no longer needs this. The row stays, so that it is known to have ended. May run twice."""
    with transaction.atomic():
        need = lock(need)
        if need.ended_on is None:
            need.ended_on = clock.today()
            need.save(update_fields=["ended_on"])
            history.record(need.person, "ended what helps", by=by)
        return need


def record_added(
    person: Person, *, category: str, words: str, seen_by: str, organisation_id: int, said: Said, by: User
) -> OnBehalf:
    """Write down something that helps, as somebody told us. Raises TransitionRefused."""
    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=ADDED,
        words=lambda: ADDED_WORDS % {"words": words, "who": Visibility(seen_by).label},
        act=lambda: add(person, by=by, category=category, words=words, seen_by=seen_by),
    )


def record_ended(need: AccessNeed, *, organisation_id: int, said: Said, by: User) -> OnBehalf:
    """Write down that somebody no longer needs something, as they told us. Raises TransitionRefused."""
    return on_behalf.record(
        person=need.person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=ENDED,
        words=lambda: ENDED_WORDS % {"words": need.words},
        act=lambda: end(need, by=by),
    )


def record_confirmed(person: Person, *, organisation_id: int, said: Said, by: User) -> OnBehalf:
    """Write down that all of it is still right, as somebody told us. Raises TransitionRefused."""

    def act() -> None:
        confirm(person, by=by)

    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=STILL_RIGHT,
        words=lambda: str(STILL_RIGHT_WORDS),
        act=act,
    )


def confirm(person: Person, *, by: User) -> int:
    """The person says that all of it is still right. Returns how many needs that was."""
    with transaction.atomic():
        confirmed = AccessNeed.objects.current().filter(person=person).update(reviewed_on=clock.today())
        if confirmed:
            history.record(person, "confirmed what helps", by=by)
        return confirmed
