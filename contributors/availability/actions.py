"""The only writers of when people can come. History says that it changed, never when or why they cannot."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.availability.models import Away, Circumstances, Unavailable
from contributors.availability.rules import merged, spans_of
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import lock

CHANGED = "changed when they can come"


def add_weekly(
    person: Person, *, by: User, weekdays: Iterable[int], from_minute: int, to_minute: int
) -> None:
    """Add a time on some days of the week; times that touch become one row."""
    with transaction.atomic():
        person = lock(person)
        added = spans_of(weekdays, from_minute, to_minute)
        for weekday in {day for day, _start, _end in added}:
            day = Unavailable.objects.filter(person=person, weekday=weekday)
            spans = [
                *day.values_list("from_minute", "to_minute"),
                *(span[1:] for span in added if span[0] == weekday),
            ]
            day.delete()
            Unavailable.objects.bulk_create(
                Unavailable(person=person, weekday=weekday, from_minute=start, to_minute=end)
                for start, end in merged(spans)
            )
        _told(person)
        history.record(person, CHANGED, by=by)


def add_away(person: Person, *, by: User, first_day: dt.date, last_day: dt.date) -> Away:
    """Add days away, first and last included. The same days twice are one row."""
    with transaction.atomic():
        lock(person)
        away, new = Away.objects.get_or_create(person=person, first_day=first_day, last_day=last_day)
        _told(person)
        if new:
            history.record(person, CHANGED, by=by)
        return away


def remove(row: Unavailable | Away, *, by: User) -> None:
    """Take a time or days away off the list. With an empty list, any time is fine: they said so."""
    with transaction.atomic():
        row.delete()
        _told(row.person)
        history.record(row.person, CHANGED, by=by)


def say_any_time(person: Person, *, by: User) -> None:
    """A person says that any time is fine. Raises ValueError while the list says something else."""
    with transaction.atomic():
        person = lock(person)
        if person.unavailable.exists() or person.away.filter(last_day__gte=clock.today()).exists():
            raise ValueError("their list says when they cannot come")
        _told(person)
        history.record(person, CHANGED, by=by)


def _told(person: Person) -> None:
    Circumstances.objects.update_or_create(person=person, defaults={"told_at": clock.now()})


def live_by(person: Person, *, by: User, zone: str) -> None:
    """Read what a person told us on another clock, by its name; "" is the UK's."""
    _know(person, by=by, zone=zone)


def set_travel(person: Person, *, by: User, before: int, after: int, joins_online: bool) -> None:
    """Keep minutes free before and after meetings they come to."""
    _know(person, by=by, before=before, after=after, joins_online=joins_online)


def _know(person: Person, *, by: User, **told: Any) -> None:
    with transaction.atomic():
        lock(person)
        row, _new = Circumstances.objects.get_or_create(person=person)
        if all(getattr(row, name) == value for name, value in told.items()):
            return
        for name, value in told.items():
            setattr(row, name, value)
        row.save(update_fields=list(told))
        history.record(person, CHANGED, by=by)
