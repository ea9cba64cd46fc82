"""A public contributor asks what a word means; staff explain it; everybody on the project reads it."""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.meetings.glossary import notifications, promises, queries, rules
from projects.meetings.glossary.models import Word
from projects.meetings.glossary.rules import EXPLAIN_WITHIN
from projects.team.actions import lock_open
from projects.team.models import Project
from projects.team.queries import public_members


@transaction.atomic
def ask(project: Project, *, word: str, person: Person, by: User) -> Word:
    """Ask what a word means; we explain it to this public member within 14 days.

    A word that was explained before is simply returned. Raises TransitionRefused.
    """
    fresh = lock_open(project)
    if not public_members(fresh).filter(pk=person.pk).exists():
        raise transitions.TransitionRefused(_("Only a public member of this project can do that."))
    row, made = _in_the_list(fresh, word)
    if made:
        history.record(row, "word asked about", by=None)  # who asked is between them and staff
    if row.explanation or queries.open_promises(row).filter(person=person).exists():
        return row
    promise.make(
        promises.WORD,
        subject=row,
        due_at=clock.end_of_day(clock.today() + EXPLAIN_WITHIN),
        owner=fresh.lead,
        by=by,
        organisation_id=fresh.organisation_id,
        project_id=fresh.pk,
        person=person,
    )
    return row


@transaction.atomic
def add(project: Project, *, word: str, explanation: str, by: User) -> Word:
    """Put a word with its meaning in the glossary before anybody has to ask. Raises TransitionRefused."""
    fresh = lock_open(project)
    row, made = _in_the_list(fresh, word)
    if not made and row.explanation:
        raise transitions.TransitionRefused(_("This word is already explained. You can change what it says."))
    return explain(row, explanation=explanation, by=by)


@transaction.atomic
def explain(word: Word, *, explanation: str, by: User) -> Word:
    """Say what a word means; may be said better later. Who asked is told, once. Raises TransitionRefused."""
    lock_open(word.project)
    fresh = transitions.lock(word)
    fresh.explanation, fresh.explained_by, fresh.explained_at = explanation, by, clock.now()
    fresh.taken_out_at = None
    fresh.save(update_fields=["explanation", "explained_by", "explained_at", "taken_out_at"])
    history.record(fresh, "word explained", by=by)
    for one in queries.open_promises(fresh).select_related("person"):
        enqueue(
            notifications.WORD_EXPLAINED,
            to=known(one.person),
            subject=fresh,
            dedupe_key=f"word-explained:{fresh.pk}:{one.pk}",
            organisation_id=fresh.organisation_id,
        )
    promise.keep(promises.WORD, subject=fresh, by=by)
    return fresh


@transaction.atomic
def take_out(word: Word, *, by: User) -> Word:
    """Take a word out of the list. Raises TransitionRefused while somebody waits for what it means."""
    lock_open(word.project)
    fresh = transitions.lock(word)
    if queries.open_promises(fresh).exists():
        raise transitions.TransitionRefused(
            _("Someone is waiting to hear what this word means. Explain it to them first.")
        )
    if fresh.taken_out_at is None:
        fresh.taken_out_at = clock.now()
        fresh.save(update_fields=["taken_out_at"])
        history.record(fresh, "word taken out of the list", by=by)
    return fresh


def _in_the_list(project: Project, word: str) -> tuple[Word, bool]:
    """Return the row of a word, and whether it is new in the list; one that was taken out comes back bare."""
    row, made = Word.objects.get_or_create(
        project=project, letters=rules.letters_of(word), defaults={"word": word}
    )
    if row.taken_out_at is None:
        return row, made
    row.word, row.taken_out_at = word, None
    row.explanation, row.explained_by, row.explained_at = "", None, None
    row.save()
    return row, True
