"""The private address of somebody's calendar is made and stopped."""

import secrets

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.new_mailbox import actions as new_mailbox
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from projects.meetings.calendar import notifications, queries, rules
from projects.meetings.calendar.models import CalendarFeed
from projects.meetings.planning.models import Invitation
from projects.team.models import TeamMember

SECRET_BYTES = 32  # nobody guesses 256 bits, so a plain hash of them is enough


@transaction.atomic
def make_feed(person: Person, *, by: User) -> str:
    """Give a person a new address; one they had stops. Returns its secret part, which is not kept."""
    transitions.lock(person)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.update_or_create(
        person=person, defaults={"secret_hash": rules.hash_of(secret), "made_at": clock.now()}
    )
    history.record(person, queries.MADE, by=by)
    return secret


@transaction.atomic
def stop_feed(person: Person, *, by: User) -> None:
    """Stop a person's address. Stopping none is no error: it is as they wish."""
    transitions.lock(person)
    if CalendarFeed.objects.filter(person=person).delete()[0]:
        history.record(person, queries.STOPPED, by=by)


@transaction.atomic
def stop_feed_of_old_mailbox(person: Person) -> None:
    """Stop the address of who has another mailbox now, and tell them: they make a new one if they like."""
    transitions.lock(person)
    if not CalendarFeed.objects.filter(person=person).delete()[0]:
        return
    entry = history.record(person, queries.STOPPED, by=None)
    enqueue(
        notifications.CALENDAR_STOPPED,
        to=person,
        subject=person,
        dedupe_key=f"calendar-stopped:{entry.pk}",
        organisation_id=new_mailbox.home_of(person),
    )


def stop_feed_without_meetings(person: Person, *, by: User) -> None:
    """Stop the address of who is on no project any more and is asked to no meeting to come."""
    if TeamMember.objects.current().filter(person=person).exists():
        return
    asked = Invitation.objects.visible_to_member(person).filter(meeting__ends_at__gte=clock.now())
    if not asked.exists():
        stop_feed(person, by=by)
