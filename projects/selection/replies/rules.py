"""Whether all answers can go out, and a seal of what was checked."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.selection.interest.states import CHOSEN, Outcome


@dataclass(frozen=True)
class Answerable:
    """One who waits: whose, and what was decided."""

    pk: int
    outcome: str
    feedback_left: bool = False


def in_the_way(
    waiting: Iterable[Answerable],
    words: Mapping[str, str],
    *,
    closed: bool,
    free: int | None = None,
) -> list[str]:
    """Return what has to be done before everybody is answered, as sentences.

    `free`: how many places there are for those with a yes; None where nothing counts them.
    """
    rows, found = list(waiting), []
    if not closed:
        found.append(_("It is still open. Answer when it has closed, so that everyone hears together."))
    if not rows:
        found.append(_("Nobody waits for an answer."))
    if undecided := sum(1 for row in rows if not row.outcome):
        sentence = ngettext(
            "%(n)s person has no outcome yet.", "%(n)s people have no outcome yet.", undecided
        )
        found.append(sentence % {"n": undecided})
    if left := sum(1 for row in rows if row.feedback_left):
        sentence = ngettext(
            "%(n)s person asked how they did. Write it, so that it is in their answer.",
            "%(n)s people asked how they did. Write it, so that it is in their answers.",
            left,
        )
        found.append(sentence % {"n": left})
    chosen = sum(1 for row in rows if row.outcome == Outcome.YES)
    if free is not None and chosen > free:
        found.append(
            _("%(chosen)s people have a yes, and there are places for %(free)s.")
            % {"chosen": chosen, "free": free}
        )
    for outcome in CHOSEN:
        if any(row.outcome == outcome for row in rows) and not words.get(outcome):
            found.append(_("Write the answer for “%(outcome)s”.") % {"outcome": outcome.label})
    return found


def seal(waiting: Iterable[Answerable], words: Mapping[str, str]) -> str:
    """Return a mark of who gets which words. One change in either, and it is another one."""
    told = "".join(f"{row.pk}:{row.outcome}\n" for row in sorted(waiting, key=lambda row: row.pk))
    said = "".join(f"{outcome}={words.get(outcome, '')}\n" for outcome in CHOSEN)
    return hashlib.sha256(f"{told}\n{said}".encode()).hexdigest()


def first_words(outcome: str) -> str:
    """Return words to begin with for an outcome: polite, plain, and true whatever the role is."""
    return {
        Outcome.YES: _("Yes: we would like you to take part. We will be in touch about what comes next."),
        Outcome.RESERVE: _(
            "All places are taken for now. We would like to ask you first if one becomes free. We will be in "
            "touch if that happens."
        ),
        Outcome.NO: _(
            "This time we chose other people. That says nothing against you: more people came forward than "
            "there are places. You may ask us why, by phone or by writing to us."
        ),
    }[Outcome(outcome)]
