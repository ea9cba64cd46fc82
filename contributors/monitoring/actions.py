"""Answer, change, stop. No history, no log line, no time: nothing here may tell when somebody answered."""

import logging
import secrets

from django.db import transaction

from contributors.monitoring import rules as questions
from contributors.monitoring.models import place_of
from contributors.monitoring.store import actions as store
from contributors.monitoring.store import queries as answers
from contributors.monitoring.store.rules import mark_of
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database import stopped
from coproduce.foundation.encryption import CannotOpen, decrypt, encrypt
from coproduce.foundation.transitions import lock

log = logging.getLogger(__name__)
TOKEN_BYTES = 16  # 128 bits


def mine(person: Person) -> dict[str, answers.Answer]:
    """Return a person's own answers, by question, own words opened. For nobody else's page."""
    token = _token_of(person)
    if not token:
        return {}
    return {
        key: answers.Answer(found.question, found.answer, _opened(found, token))
        for key, found in answers.get_mine(token).items()
    }


def answer(person: Person, *, question: str, answer: str, own_words: str = "") -> None:
    """Keep one answer in place of the last one; answers that hung on the old one go. May run twice.

    Raises ValueError for somebody whom no organisation knows: there is nothing to count them in.
    """
    unit = _unit_of(person)
    _make_token(person)
    with transaction.atomic():
        token = _token_of(lock(person))
        if not token:  # they stopped in another window: an answer saved now could never be deleted
            return
        words = encrypt(own_words, bound_to=place_of(token, question)) if own_words else ""
        _put(token, unit, question, answer, words)
        given = {key: found.answer for key, found in answers.get_mine(token).items()}
        for key in questions.no_longer_apply(given):
            _put(token, unit, key, "", "")


def _put(token: str, unit: str, question: str, answer: str, words: str) -> None:
    quarter = answers.quarter_of(clock.today())
    store.put_mine(token, unit=unit, question=question, answer=answer, own_words=words, quarter=quarter)


def stop(person: Person) -> None:
    """Delete every answer and the token itself. No reason is asked (DPA 2018 Schedule 1 paragraph 8).

    The token is noted outside the databases first, so that no backup brings the answers back. A full disk
    does not keep them: the log tells of it, and names nobody.
    """
    with transaction.atomic():
        person = lock(person)
        if person.equality_token:
            token = _token_of(person)
            try:
                stopped.note(mark_of(token))
            except OSError:
                log.exception("the list outside the database could not be written")
            store.delete_mine(token)
            person.equality_token = ""
            person.save(update_fields=["equality_token"])


def stop_again() -> int:
    """Delete answers that were stopped and that a restored backup brought back. Returns how many people's.

    Either database may be the restored one: answers may stand there for a token that nobody has any more.
    """
    marks = stopped.noted()
    again = store.delete_stopped(marks) if marks else 0
    for person in Person.objects.exclude(equality_token="").iterator():
        try:
            token = _token_of(person)
        except CannotOpen:  # the audit names it
            continue
        if mark_of(token) in marks:
            stop(person)
    return again


def _token_of(person: Person) -> str:
    """Open the token of a person. The row is read anew: the one at hand may be from before."""
    sealed = Person.objects.values_list("equality_token", flat=True).get(pk=person.pk)
    return decrypt(sealed, bound_to=_owner(person)) if sealed else ""


def _make_token(person: Person) -> None:
    """Make sure the person has a token. It is committed before anything is kept under it."""
    with transaction.atomic():
        fresh = lock(person)
        if not fresh.equality_token:
            fresh.equality_token = encrypt(secrets.token_hex(TOKEN_BYTES), bound_to=_owner(person))
            fresh.save(update_fields=["equality_token"])


def _unit_of(person: Person) -> str:
    """The organisation that first knew the person: the only unit their answers are counted in."""
    first = person.connections.select_related("organisation").order_by("pk").first()
    if first is None:
        raise ValueError("nobody to count these answers for")
    return first.organisation.ref


def _opened(found: answers.Answer, token: str) -> str:
    return decrypt(found.own_words, bound_to=place_of(token, found.question)) if found.own_words else ""


def _owner(person: Person) -> str:
    return Person.encrypted.bound_to(person, "equality_token")
