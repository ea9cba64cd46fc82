"""Telling somebody outside the project what is wrong, with or without a name.

Nothing here writes history, promises, log lines or form tokens, and no message says that a concern
was told: each would tell people on the project that there is one, or who was there at what time.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encryption import decrypt, encrypt
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.presenters import due_state, due_words
from coproduce.foundation.transitions import TransitionRefused, lock
from projects.power_balance import codes, notifications
from projects.power_balance.models import Concern, ConcernContact
from projects.team.models import Project, TeamMember

ANSWER_WITHIN = dt.timedelta(days=14)
SHOWN = 10


def contact_for(project: Project, *, asking: User) -> User | None:
    """Return who reads a concern about a project: the first contact who is not on it, nor asking."""
    there = TeamMember.objects.current().filter(project=project)
    outside = (
        ConcernContact.objects.standing()
        .filter(organisation=project.organisation_id)
        .exclude(user__people__in=there.values("person"))
        .exclude(user__people=project.lead_id)
        .exclude(user=asking)
        .select_related("user")
        .order_by("place")
    )
    found = outside.first()
    return found.user if found else None


@transaction.atomic
def raise_concern(
    project: Project, *, words: str, contact: User, person: Person | None = None, code: str = ""
) -> Concern:
    """Keep a concern for its contact. Without a `person` nothing is kept that leads to whoever told it.

    There is no `by`. Whoever gives their name, or takes a `code`, is owed an answer within 14 days.
    """
    concern = Concern(project=project, contact=contact, person=person)
    concern.code_hash = codes.hash_of(code) if code else ""
    concern.sealed_words = encrypt(words, bound_to=concern.bound_to("sealed_words"))
    concern.answer_by = concern.raised_on + ANSWER_WITHIN if person or code else None
    concern.save(force_insert=True)
    return concern


@transaction.atomic
def answer_concern(concern: Concern, *, words: str) -> Concern:
    """Answer somebody who gave their name or took a code.

    Who gave their name gets a mail that says no more than "an answer is there"; who has a code comes
    back with it. Raises Refused when nobody waits for an answer, or they have one.
    """
    fresh = lock(concern)
    if fresh.answer_by is None or fresh.answered_on:
        raise TransitionRefused(_("This cannot be answered any more. Nothing was changed."))
    fresh.sealed_answer = encrypt(words, bound_to=fresh.bound_to("sealed_answer"))
    fresh.answered_on = clock.today()
    fresh.save(update_fields=["sealed_answer", "answered_on"])
    if fresh.person and told_by_mail(fresh.person):
        enqueue(notifications.REPLY, to=fresh.person, subject=fresh.person, dedupe_key=f"reply:{fresh.ref}")
    return fresh


@transaction.atomic
def finish(concern: Concern) -> Concern:
    """Say, as its contact, that a concern is done. Raises Refused while an answer is owed."""
    fresh = lock(concern)
    if fresh.answer_by and not fresh.answered_on:
        raise TransitionRefused(_("Answer first. Somebody waits for it."))
    fresh.done_on = fresh.done_on or clock.today()
    fresh.save(update_fields=["done_on"])
    return fresh


def with_code(code: str) -> Concern | None:
    """Return the concern whose answer a code opens; None for a wrong one, or once it is deleted."""
    return Concern.objects.filter(code_hash=codes.hash_of(code)).first() if codes.is_one(code) else None


@transaction.atomic
def forget_done() -> int:
    """Delete what has been done for longer than concerns are kept. Returns how many.

    No list of what was deleted: it would be a trace of what leaves none (docs/decisions/0011).
    """
    return Concern.objects.kept_long_enough().delete()[0]


@transaction.atomic
def tell_contacts() -> int:
    """Write one mail to each contact with something new from before today, or due today. Returns how many.

    The next morning, and one for all that is there: its time must not tell when somebody wrote.
    """
    today = clock.today()
    new = Concern.objects.to_do().filter(told_on=None, raised_on__lt=today)
    due = Concern.objects.to_do().filter(answer_by=today, answered_on=None)
    rows = list((new | due).select_for_update(of=("self",)).select_related("contact"))
    written = 0
    for contact in {row.contact_id: row.contact for row in rows}.values():
        key = f"to-read:{contact.pk}:{today.isoformat()}"
        if contact.person and enqueue(
            notifications.TO_READ, to=contact.person, subject=contact.person, dedupe_key=key
        ):
            written += 1
    Concern.objects.filter(pk__in=[row.pk for row in rows], told_on=None).update(told_on=today)
    return written


def told_by_mail(person: Person) -> bool:
    """Say whether a mail tells somebody of the answer. Letters and calls would pass through other hands."""
    return person.channel == Channel.EMAIL


def words_of(concern: Concern) -> str:
    """Return what was told. Raises encryption.CannotOpen for words moved here from another row."""
    return decrypt(concern.sealed_words, bound_to=concern.bound_to("sealed_words"))


def answer_of(concern: Concern) -> str:
    """Return what was answered, or an empty string. Raises encryption.CannotOpen."""
    if not concern.sealed_answer:
        return ""
    return decrypt(concern.sealed_answer, bound_to=concern.bound_to("sealed_answer"))


def rows_for_contact(user: User) -> list[dict[str, str]]:
    """Return what a contact has to read or answer, as rows of the staff's lists. One query."""
    seen = (
        Concern.objects.visible_to_contact(user)
        .to_do()
        .filter(answered_on=None)
        .order_by("answer_by", "id")[:SHOWN]
    )
    return _rows(seen, named=_("Answer a concern"), unnamed=_("Read a concern"))


def rows_for_person(person: Person) -> list[dict[str, str]]:
    """Return the answers a person is owed, as rows of the list of what we owe them. One query."""
    owed = Concern.objects.told_by(person).filter(answered_on=None).order_by("answer_by", "id")[:SHOWN]
    mine = reverse("my_power_balance:my_concerns")
    return [row | {"url": mine} for row in _rows(owed, named=_("Answer your concern"))]


def _rows(concerns: Iterable[Concern], *, named: str, unnamed: str = "") -> list[dict[str, str]]:
    return [
        {
            "title": named if one.due_at else unnamed,
            "url": reverse("power_balance:concern", args=[one.ref]),
            "due": due_words(one.due_at) if one.due_at else "",
            "state": due_state(one.due_at) if one.due_at else "",
        }
        for one in concerns
    ]
