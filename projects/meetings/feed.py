"""The private address of somebody's calendar: made, stopped, and what it shows."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from projects.meetings import calendar
from projects.meetings.models import CalendarFeed, Invitation

SECRET_BYTES = 32  # nobody guesses 256 bits, so a plain hash of them is enough
SHOWN_AFTER = dt.timedelta(days=92)
"""How long a meeting stays in the calendar after it ended: three months."""


@transaction.atomic
def make(person: Person, *, by: User) -> str:
    """Give a person a new address; one they had stops. Returns its secret part, which is not kept."""
    transitions.lock(person)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.update_or_create(
        person=person, defaults={"secret_hash": _hash(secret), "made_at": clock.now()}
    )
    history.record(person, "calendar address made", by=by)
    return secret


@transaction.atomic
def stop(person: Person, *, by: User) -> None:
    """Stop a person's address. Stopping none is no error: it is as they wish."""
    transitions.lock(person)
    if CalendarFeed.objects.filter(person=person).delete()[0]:
        history.record(person, "calendar address stopped", by=by)


def owner_of(secret: str) -> Person | None:
    """Return whose address this is; None for one that was never made or was stopped.

    Nor does it work while its owner cannot sign in: nobody could stop it.
    """
    feed = (
        CalendarFeed.objects.filter(secret_hash=_hash(secret), person__account__is_active=True)
        .select_related("person")
        .first()
    )
    return feed.person if feed else None


def content(person: Person) -> bytes:
    """Return the meetings the person was asked to: those to come, and those of the last three months."""
    since = clock.now() - SHOWN_AFTER
    mine = Invitation.objects.visible_to_member(person).filter(meeting__ends_at__gte=since)
    return calendar.feed_for(person, mine.select_related("meeting").order_by("meeting__starts_at", "id"))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
