"""The only writers of people: add, connect, change. What they need to take part is in `needs`."""

import datetime as dt
from copy import copy
from typing import Any

from django.db import transaction

from contributors.accounts.models import Organisation, User, normal_email
from contributors.people import notifications
from contributors.people.models import Connection, Person
from contributors.people.new_mailbox import actions as new_mailbox
from contributors.people.new_mailbox.actions import account_for
from contributors.people.queries import known_as, plain
from contributors.people.rules import CONTACT
from contributors.people.signals import mailbox_changed
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.transitions import lock

__all__ = [
    "account_for",
    "add_person",
    "change_contact",
    "change_details",
    "change_person",
    "connect",
    "share",
]

INVITED_WITHIN = dt.timedelta(hours=1)
"""So long the notice that someone is written down is held: an invitation that comes by then says it too."""


def add_person(
    *, organisation: Organisation, by: User | None, name: str, email: str = "", **fields: Any
) -> Person:
    """Let an organisation know somebody, new or already here. Returns the same person for the same words.

    Who is written down with a name and an e-mail alone is connected without a sign, whether they were here
    or not: the organisation sees what it typed, and the person is told and decides about the rest. With
    anything more, staff know the person, and make one of their own.
    """
    with transaction.atomic():
        typed = {"name": name, "email": email, **fields}
        person = known_as(typed)
        if person is None:
            person = Person.objects.create(**typed)
            history.record(person, "added", by=by, detail={"organisation": organisation.pk})
        shares = not plain(typed)
        connect(person, organisation, by=by, shares=shares)
        if not shares:
            account_for(person)  # so that they can say yes
        return person


def connect(person: Person, organisation: Organisation, *, by: User | None, shares: bool) -> Connection:
    """Let an organisation know a person. Tells the person when they decide what it sees.

    Not at once: who is invited to something soon after reads all of it in the invitation.
    """
    with transaction.atomic():
        connection, new = Connection.objects.get_or_create(
            person=person, organisation=organisation, defaults={"shares": shares}
        )
        if new:
            history.record(person, "connected", by=by, detail={"organisation": organisation.pk})
            if not shares:
                enqueue(
                    notifications.CONNECTED,
                    to=person,
                    subject=connection,
                    dedupe_key=f"people-connected:{connection.pk}",
                    organisation_id=organisation.pk,
                    held_for=INVITED_WITHIN,
                )
        return connection


def share(connection: Connection, *, by: User) -> Connection:
    """The person lets an organisation see all ways to reach them and what helps."""
    with transaction.atomic():
        connection = lock(connection)
        connection.shares = True
        connection.save(update_fields=["shares"])
        history.record(
            connection.person, "shared", by=by, detail={"organisation": connection.organisation_id}
        )
        return connection


def change_details(person: Person, *, by: User, **values: Any) -> Person:
    """Change name, format, language or discreet titles."""
    with transaction.atomic():
        return _write(lock(person), "details changed", by=by, values=values)


def change_contact(person: Person, *, by: User, proved: bool = False, **values: Any) -> Person:
    """Change how a person is reached. The old contact is told, and learns nothing new (trust P2).

    A new mailbox counts once its owner has shown it. `proved` says that they just did; else we write to
    it, and until they say yes the old one holds.
    """
    with transaction.atomic():
        before = lock(person)
        wanted = values.get("channel")
        asked = "" if proved else _hold_back(before, values)
        person = _write(copy(before), "contact changed", by=by, values=values)
        changed = [name for name in CONTACT if getattr(before, name) != getattr(person, name)]
        if changed:
            new_mailbox.tell_old_contact(before, changed)
        if "email" in changed and person.email:
            new_mailbox.follow(person)
        elif "email" in changed:
            _leave_account(person)
            mailbox_changed.send(Person, person=person)
        if asked:
            waits = wanted == Channel.EMAIL and not before.email
            new_mailbox.ask(person, email=asked, by_email=waits, by=by)
        return person


def _hold_back(before: Person, values: dict[str, Any]) -> str:
    """Take a new mailbox out of what is changed now, and return it; empty where there is none."""
    email = normal_email(values.get("email") or "")
    if not email or email == before.email:
        return ""
    del values["email"]
    if not before.email and values.get("channel") == Channel.EMAIL:
        del values["channel"]  # there is no mailbox to write to yet
    return email


def _leave_account(person: Person) -> None:
    """Without an e-mail nobody signs in for a person."""
    person.account = None
    person.save(update_fields=["account"])


def change_person(person: Person, *, by: User, proved: bool = False, **values: Any) -> Person:
    """Change anything on the form about a person, in one transaction. `proved` as for `change_contact`."""
    contact = {name: values.pop(name) for name in CONTACT if name in values}
    with transaction.atomic():
        person = change_contact(person, by=by, proved=proved, **contact)
        return change_details(person, by=by, **values)


def _write(person: Person, verb: str, *, by: User, values: dict[str, Any]) -> Person:
    """Save what differs; history names the fields, never what stood or stands in them."""
    changed = sorted(name for name, value in values.items() if getattr(person, name) != value)
    if changed:
        for name in changed:
            setattr(person, name, values[name])
        person.save(update_fields=changed)
        history.record(person, verb, by=by, detail={"fields": changed})
    return person
