"""Whose a private address is, and what it shows."""

import datetime as dt

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.history.queries import entries_about
from projects.meetings.calendar import rules
from projects.meetings.calendar.models import CalendarFeed
from projects.meetings.planning.models import Invitation

MADE, STOPPED = "calendar address made", "calendar address stopped"
SHOWN_AFTER = dt.timedelta(days=92)
"""How long a meeting stays in the calendar after it ended: three months."""


def feed_address(person: Person) -> CalendarFeed | None:
    """Return what is known of a person's calendar address, if they have one: not its secret part."""
    return CalendarFeed.objects.filter(person=person).first()


def stopped_for_safety(person: Person) -> HistoryEntry | None:
    """Return when we stopped a person's address because their mailbox changed; None once they know better.

    That is when they made another one since, or stopped that themselves.
    """
    last = entries_about(person).filter(verb__in=[MADE, STOPPED]).first()
    return last if last and last.verb == STOPPED and last.by_id is None else None


def owner_of(secret: str) -> Person | None:
    """Return whose address this is; None for one that was never made or was stopped.

    Nor does it work while its owner cannot sign in: nobody could stop it.
    """
    feed = (
        CalendarFeed.objects.filter(secret_hash=rules.hash_of(secret), person__account__is_active=True)
        .select_related("person")
        .first()
    )
    return feed.person if feed else None


def feed_of(person: Person) -> bytes:
    """Return the meetings the person was asked to: those to come, and those of the last three months."""
    since = clock.now() - SHOWN_AFTER
    mine = Invitation.objects.visible_to_member(person).filter(meeting__ends_at__gte=since)
    return rules.feed_for(person, mine.select_related("meeting").order_by("meeting__starts_at", "id"))
