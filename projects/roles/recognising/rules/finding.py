"""Facts in the words of a description. Pure. They are offered, never taken over.

A fact is found only where its words leave no doubt, under the heading it belongs to. What is left open in
the words stays open in the fact, and what a heading leaves empty is offered as still to be agreed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from projects.roles.importing.rules.headings import is_open
from projects.roles.importing.rules.sentences import Piece
from projects.roles.models import RoleVersion
from projects.roles.models.choices import Amount, PaymentKind, TermKind
from projects.roles.recognising.rules import pay, people, times


@dataclass(frozen=True)
class Fact:
    """A fact that somebody can take over. `words` are those of the document; `says` is what it becomes.

    `replaces`: the field whose words say no more than the fact does, "" where they stay beside it.
    """

    key: str
    words: str
    says: str
    values: dict[str, Any] = field(default_factory=dict)
    replaces: str = ""


Finder = Callable[[str], Iterator[tuple[str, str, dict[str, Any]]]]

FINDERS: dict[str, tuple[Finder, ...]] = {
    "": (people.sought,),
    "about": (people.sought,),
    "purpose": (people.sought,),
    "suits": (people.sought,),
    "activities": (times.meetings,),
    "their_duties": (times.meetings,),
    "group_note": (times.meetings, people.votes),
    "time_note": (times.amount, times.meetings, times.around),
    "where_note": (times.mode, times.meetings),
    "payment_note": (pay.rates, pay.around),
    "term_note": (times.term, times.renewal, times.end, times.meetings),
    "places_note": (people.places,),
    "closes_note": (people.closing,),
    "starts_note": (people.start,),
    "chosen_how": (people.interview,),
    "checks": (people.checks,),
}
"""What is looked for, by the field of the piece."""
OPEN_AS: dict[str, dict[str, Any]] = {
    "time_note": {"time_amount": Amount.TO_BE_AGREED},
    "payment_note": {"payment": PaymentKind.TO_BE_AGREED},
    "term_note": {"term_kind": TermKind.TO_BE_AGREED},
    "places_note": {"places_amount": Amount.TO_BE_AGREED},
}
"""Fields whose unknown answer is a choice of another one; any other is named as still to be agreed."""


def facts_of(pieces: Iterable[tuple[str, Piece]]) -> list[Fact]:
    """Return the facts in pieces, each given with a key of its own, in their order; none of them twice."""
    kept = list(pieces)
    expenses = any(
        piece.field == "expenses" and pay.is_paid_back(f"expenses: {piece.text}") for _key, piece in kept
    )
    found: dict[str, Fact] = {}
    for key, piece in kept:
        if piece.field and is_open(piece.text):
            fact = _unknown(key, piece)
            found.setdefault(fact.says, fact)
            continue
        for at, (words, says, values) in enumerate(_in(piece, expenses=expenses)):
            found.setdefault(says, Fact(f"{key}-{at}", " ".join(words.split()), says, values))
    return [fact for fact in found.values() if not _is_said_by(fact, found.values())]


def _is_said_by(fact: Fact, facts: Iterable[Fact]) -> bool:
    """Whether another fact says the amount that this one leaves open, or says there is none of."""
    is_open = fact.values.get("payment") == PaymentKind.TO_BE_AGREED
    is_open = is_open or "pay_rates" in fact.values.get("to_agree", ())
    is_open = is_open or fact.values.get("payment") in (PaymentKind.EXPENSES_ONLY, PaymentKind.NOTHING)
    return is_open and any("pay_rates" in one.values for one in facts)


def _in(piece: Piece, *, expenses: bool) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for finder in FINDERS.get(piece.field, ()):
        yield from finder(piece.text)
    if piece.field == "payment_note":
        yield from pay.kind(piece.text, expenses=expenses)


def _unknown(key: str, piece: Piece) -> Fact:
    values = OPEN_AS.get(piece.field) or {"to_agree": [piece.field]}
    label = capfirst(str(RoleVersion.label_of(piece.field)))
    says = _("%(field)s: to be agreed") % {"field": label}
    return Fact(f"{key}-open", piece.heading or piece.text.strip(), says, values, replaces=piece.field)
