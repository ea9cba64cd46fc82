"""The only writers of people: add, connect, change. What they need to take part is in `needs`."""

from copy import copy
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from contributors.accounts.models import Organisation, User, normal_email
from contributors.people import notifications
from contributors.people.models import Connection, Person
from contributors.people.queries import known_as
from contributors.people.rules import CONTACT
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.transitions import lock


def add_person(
    *, organisation: Organisation, by: User | None, name: str, email: str = "", **fields: Any
) -> Person:
    """Let an organisation know somebody, new or already here. Returns the same person for the same words.

    Somebody who is here already, under this name and e-mail, is connected without a sign: the
    organisation sees what it typed, and the person is told and decides about the rest.
    """
    with transaction.atomic():
        known = known_as({"name": name, "email": email, **fields})
        if known:
            connect(known, organisation, by=by, shares=False)
            return known
        person = Person.objects.create(name=name, email=email, **fields)
        history.record(person, "added", by=by, detail={"organisation": organisation.pk})
        connect(person, organisation, by=by, shares=True)
        return person


def connect(person: Person, organisation: Organisation, *, by: User | None, shares: bool) -> Connection:
    """Let an organisation know a person. Tells the person when they were already here."""
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


def account_for(person: Person) -> User:
    """Return the account of a person's mailbox, made if there is none. People may share a mailbox.

    Raises ValueError for somebody without an e-mail.
    """
    with transaction.atomic():
        person = lock(person)
        if person.account:
            return person.account
        if not person.email:
            raise ValueError("an account needs an e-mail")
        account, _made = User.objects.get_or_create(
            email=normal_email(person.email), defaults={"password": make_password(None)}
        )
        person.account = account
        person.save(update_fields=["account"])
        history.record(person, "given an account", by=None)
        return account


def change_details(person: Person, *, by: User, **values: Any) -> Person:
    """Change name, format, language or discreet titles."""
    with transaction.atomic():
        return _write(lock(person), "details changed", by=by, values=values)


def change_contact(person: Person, *, by: User, **values: Any) -> Person:
    """Change how a person is reached. The old contact is told, and learns nothing new (trust P2)."""
    with transaction.atomic():
        before = lock(person)
        person = _write(copy(before), "contact changed", by=by, values=values)
        changed = [name for name in CONTACT if getattr(before, name) != getattr(person, name)]
        if changed:
            _tell_old_contact(before, changed)
        if "email" in changed and before.account_id:
            _follow_mailbox(person, by=by)
        return person


def change_person(person: Person, *, by: User, **values: Any) -> Person:
    """Change anything on the form about a person, in one transaction."""
    contact = {name: values.pop(name) for name in CONTACT if name in values}
    with transaction.atomic():
        person = change_contact(person, by=by, **contact)
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


def _tell_old_contact(before: Person, changed: list[str]) -> None:
    """Write to the way we used until now, and to the old mailbox where that is what changed."""
    last = entries_about(before)[0]  # the change itself has just been written
    home = Connection.objects.filter(person=before).order_by("pk").first()
    about: dict[str, Any] = {
        "to": before,
        "subject": before,
        "params": {"changed": changed},
        "organisation_id": home.organisation_id if home else None,
    }
    if before.reached_by()[1]:
        enqueue(notifications.CONTACT_CHANGED, dedupe_key=f"contact-changed:{last.pk}", **about)
    if "email" in changed and before.email and before.channel != Channel.EMAIL:
        enqueue(
            notifications.CONTACT_CHANGED,
            dedupe_key=f"contact-changed:{last.pk}:email",
            address=before.email,
            **about,
        )


def _follow_mailbox(person: Person, *, by: User) -> None:
    """Whoever reads the old mailbox must not go on signing in as this person.

    Somebody who changes their own e-mail, and is alone in the account, keeps it. Else the person
    moves to the account of the new mailbox, or to none without an e-mail.
    """
    account, new = person.account, normal_email(person.email)
    alone = account is not None and not account.people.exclude(pk=person.pk).exists()
    if account and new and by == account and alone and not User.objects.filter(email=new).exists():
        account.email = new
        account.save(update_fields=["email"])
        return
    person.account = None
    person.save(update_fields=["account"])
    if new:
        person.account = account_for(person)
