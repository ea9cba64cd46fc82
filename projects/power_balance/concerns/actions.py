"""Telling somebody outside the project what is wrong, with or without a name.

Nothing here writes history, promises, log lines or form tokens, and no message says that a concern
was told: each would tell people on the project that there is one, or who was there at what time.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.transitions import TransitionRefused, lock
from projects.power_balance.concerns import notifications
from projects.power_balance.concerns.models import Concern
from projects.power_balance.concerns.rules import ANSWER_WITHIN, hash_of, told_by_mail
from projects.team.models import Project


@transaction.atomic
def raise_concern(
    project: Project, *, words: str, contact: User, person: Person | None = None, code: str = ""
) -> Concern:
    """Keep a concern for its contact. Without a `person` nothing is kept that leads to whoever told it.

    There is no `by`. Whoever gives their name, or takes a `code`, is owed an answer within 14 days.
    """
    concern = Concern(project=project, contact=contact, person=person)
    concern.code_hash = hash_of(code) if code else ""
    concern.sealed_words = encrypt(words, bound_to=concern.bound_to("sealed_words"))
    concern.answer_by = concern.raised_on + ANSWER_WITHIN if person or code else None
    concern.save(force_insert=True)
    return concern


@transaction.atomic
def answer_concern(concern: Concern, *, words: str) -> Concern:
    """Answer somebody who gave their name or took a code.

    Who gave their name gets a mail that says no more than "an answer is there"; who has a code comes
    back with it. Raises TransitionRefused when nobody waits for an answer, or they have one.
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
    """Say, as its contact, that a concern is done. Raises TransitionRefused while an answer is owed."""
    fresh = lock(concern)
    if fresh.answer_by and not fresh.answered_on:
        raise TransitionRefused(_("Answer first. Someone waits for it."))
    fresh.done_on = fresh.done_on or clock.today()
    fresh.save(update_fields=["done_on"])
    return fresh


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
