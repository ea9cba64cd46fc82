"""Is the scope clear? What is still missing, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.pages.steps import StepState
from projects.scope.data.questions import QUESTIONS
from projects.scope.models import InfluenceStatement, PieceOfWork
from projects.scope.states import OPENNESS_FACTS, Involvement, Openness

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Answered(TypedDict):
    """What `queries.pieces` adds to each piece of work."""

    answered: int


NOTHING_FIXED = "nothing"
WITH_PEOPLE = {Involvement.CO_PRODUCE, Involvement.CO_DESIGN, Involvement.INVOLVE}


def is_less_open(before: str, after: str) -> bool:
    """Say whether people can change less than before (open > limited > fixed)."""
    return OPENNESS_FACTS[Openness(after)].how_open < OPENNESS_FACTS[Openness(before)].how_open


def state_of(pieces: "list[WithAnnotations[PieceOfWork, Answered]]", kinds: set[str]) -> StepState:
    """Return where step 1 stands, from its pieces and the kinds of statements that hold."""
    missing = [*_about_pieces(pieces), *_about_influence(pieces, kinds)]
    if not pieces and not kinds:
        return StepState(done=False, started=False, missing=missing, summary=_("not started"))
    decided = sum(bool(piece.outcome) for piece in pieces)
    summary = ngettext(
        "%(decided)s of %(n)s piece of work decided",
        "%(decided)s of %(n)s pieces of work decided",
        len(pieces),
    ) % {"decided": decided, "n": len(pieces)}
    return StepState(done=not missing, started=True, missing=missing, summary=summary)


def _about_pieces(pieces: "Iterable[WithAnnotations[PieceOfWork, Answered]]") -> list[str]:
    if not pieces:
        return [_("Add the first piece of work.")]
    sentences = []
    for piece in pieces:
        left = len(QUESTIONS) - piece.answered
        if left:
            sentences.append(
                ngettext(
                    "Answer %(n)s more question about “%(title)s”.",
                    "Answer %(n)s more questions about “%(title)s”.",
                    left,
                )
                % {"n": left, "title": piece.title}
            )
        if not piece.outcome:
            sentences.append(_("Decide how people are involved in “%(title)s”.") % {"title": piece.title})
    return sentences


def _about_influence(
    pieces: "Iterable[WithAnnotations[PieceOfWork, Answered]]", kinds: set[str]
) -> list[str]:
    sentences = []
    with_people = any(piece.outcome in WITH_PEOPLE for piece in pieces)
    if with_people and not kinds & {Openness.OPEN, Openness.LIMITED}:
        sentences.append(_("Say what people can change. Nothing is open yet."))
    if not kinds & {Openness.FIXED, NOTHING_FIXED}:
        sentences.append(_("Say what is fixed, or say that nothing is."))
    return sentences


@dataclass(frozen=True)
class Thread:
    """A statement as it stands (the last version if it was taken back), and what it said before."""

    now: InfluenceStatement
    earlier: list[InfluenceStatement]

    @property
    def is_current(self) -> bool:
        return self.now.ended_at is None


def threads(rows: Iterable[InfluenceStatement]) -> list[Thread]:
    """Return every statement with its earlier versions, newest first; most open first."""
    versions: dict[str, list[InfluenceStatement]] = {}
    for row in sorted(rows, key=lambda row: (-row.version, row.pk)):
        versions.setdefault(row.thread, []).append(row)
    found = [Thread(rows[0], rows[1:]) for rows in versions.values()]
    return sorted(found, key=lambda t: (not t.is_current, -t.now.facts.how_open, t.now.made_at, t.now.pk))
