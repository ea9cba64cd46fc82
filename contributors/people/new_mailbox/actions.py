"""Who signs in for a person follows their mailbox, and a mailbox counts once its owner has shown it.

An address that somebody typed is never a way into anything: it could be a stranger's, or a colleague's.
"""

import hashlib
import secrets
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from contributors.accounts.models import User, normal_email
from contributors.accounts.rules import counts_as_staff
from contributors.people import notifications
from contributors.people.models import Connection, Person
from contributors.people.new_mailbox.models import MailboxProof
from contributors.people.signals import mailbox_changed
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Channel, GoesTo
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.transitions import lock


class NotTheirs(Exception):
    """A mailbox cannot become this person's. Pages say the same for every reason."""


@transaction.atomic
def send_code(person: Person, *, address: str, code: str) -> None:
    """Write the code that shows a new mailbox to be this person's; it goes to that mailbox, sealed."""
    enqueue(
        notifications.NEW_MAILBOX,
        to=person,
        subject=person,
        dedupe_key=f"new-mailbox:{person.pk}:{secrets.token_hex(8)}",
        secret=code,
        address=address,
    )


@transaction.atomic
def ask(person: Person, *, email: str, by_email: bool, by: User) -> MailboxProof:
    """Write to a mailbox that staff typed, and to the old one. Nothing changes before the new one says yes.

    The same happens whether the address is known here or not. A newer address stops an older one.
    """
    MailboxProof.objects.filter(person=person, proved_at=None, stopped_at=None).update(stopped_at=clock.now())
    token = secrets.token_urlsafe(32)
    proof = MailboxProof.objects.create(
        person=person, email=normal_email(email), by_email=by_email, token_hash=hash_of(token), asked_by=by
    )
    entry = history.record(person, "new mailbox asked for", by=by)
    enqueue(
        notifications.PROVE_MAILBOX,
        to=person,
        subject=proof,
        dedupe_key=f"prove-mailbox:{proof.pk}",
        secret=reverse("prove_mailbox", args=[token]),
        address=proof.email,
    )
    if person.email:
        enqueue(
            notifications.MAILBOX_ASKED,
            to=person,
            subject=person,
            dedupe_key=f"mailbox-asked:{entry.pk}",
            address=person.email,
            organisation_id=home_of(person),
        )
    return proof


def hash_of(token: str) -> str:
    """Return what is kept of a link: it cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def prove(token: str) -> Person:
    """Whoever reads the new mailbox says that it is this person's. Raises NotTheirs, whatever the reason."""
    proof = MailboxProof.objects.waiting().filter(token_hash=hash_of(token)).select_for_update().first()
    if proof is None or not may_be_theirs(proof.email):
        raise NotTheirs
    before = lock(proof.person)
    person = Person.objects.get(pk=before.pk)
    person.email = proof.email
    if proof.by_email:
        person.channel = Channel.EMAIL
    person.save(update_fields=["email", "channel"])
    proof.proved_at = clock.now()
    proof.save(update_fields=["proved_at"])
    history.record(person, "contact changed", by=proof.asked_by, detail={"fields": ["email"]})
    if before.email:
        tell_old_contact(before, ["email"])
    follow(person)
    return person


def may_be_theirs(email: str) -> bool:
    """Say whether a mailbox may open a contributor's pages: never one that staff sign in with."""
    account = User.objects.filter(email=normal_email(email)).first()
    return account is None or not counts_as_staff(account)


def follow(person: Person) -> None:
    """Let the proved mailbox, and it alone, open this person's pages; some of them rest for a while.

    Somebody alone in their account keeps it. Else they move to the account of the new mailbox.
    """
    account, new = person.account, normal_email(person.email)
    person.mailbox_changed_at = clock.now()
    alone = account is not None and not account.people.exclude(pk=person.pk).exists()
    there = User.objects.filter(email=new).first()
    if account and alone and there is None:
        account.email = new
        account.save(update_fields=["email"])
    else:
        person.account = there or User.objects.create(email=new, password=make_password(None))
    person.save(update_fields=["account", "mailbox_changed_at"])
    mailbox_changed.send(Person, person=person)


def account_for(person: Person) -> User:
    """Return the account of a person's mailbox, made if there is none.

    One that is there already is another's until the mailbox is shown to be this person's too: they join
    it when somebody signs in there by code (`join`), and never where staff sign in. Raises ValueError for
    somebody without an e-mail.
    """
    with transaction.atomic():
        person = lock(person)
        if person.account:
            return person.account
        if not person.email:
            raise ValueError("an account needs an e-mail")
        account, made = User.objects.get_or_create(
            email=normal_email(person.email), defaults={"password": make_password(None)}
        )
        if made:
            person.account = account
            person.save(update_fields=["account"])
            history.record(person, "given an account", by=None)
        return account


@transaction.atomic
def join(account: User) -> int:
    """Let those join who wait at a mailbox that was just shown to be read. Returns how many did.

    None where staff sign in: their account opens more than a contributor's own pages.
    """
    if counts_as_staff(account):
        return 0
    waiting = list(Person.objects.select_for_update(of=("self",)).filter(email=account.email, account=None))
    for person in waiting:
        person.account = account
        person.save(update_fields=["account"])
        history.record(person, "given an account", by=None)
    return len(waiting)


def tell_old_contact(before: Person, changed: list[str]) -> None:
    """Write to the way we used until now, and to the old mailbox where that is what changed."""
    last = entries_about(before)[0]  # the change itself has just been written
    about: dict[str, Any] = {
        "to": before,
        "subject": before,
        "params": {"changed": changed},
        "organisation_id": home_of(before),
        "goes_to": GoesTo.FIXED,  # the old way is the one to tell
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


def home_of(person: Person) -> int | None:
    """Return which organisation, of those that may see how to reach them, has known a person longest."""
    home = Connection.objects.filter(person=person, shares=True).order_by("pk").first()
    return home.organisation_id if home else None
