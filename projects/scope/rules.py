"""Is the scope clear? What is still missing, in sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.pages.steps import StepState
from projects.scope.data.questions import QUESTIONS
from projects.scope.models import InfluenceStatement, PieceAspect, PieceOfWork
from projects.scope.screening import rules as screening
from projects.scope.states import OPENNESS_FACTS, Involvement, Openness


@dataclass(frozen=True)
class ScopedPiece:
    """A piece of work with its aspects and the answers that stand: {question key: answer}."""

    piece: PieceOfWork
    aspects: list[PieceAspect]
    answers: dict[str, str]

    @property
    def answered(self) -> int:
        return len(self.answers)

    @property
    def is_decided(self) -> bool:
        """Whether every aspect of it is decided and none is discussed again."""
        return bool(self.aspects) and not any(row.facts.may_decide for row in self.aspects)

    @property
    def decided(self) -> list[PieceAspect]:
        """The aspects whose decision stands, also while it is discussed again."""
        return [row for row in self.aspects if row.facts.is_decided]

    @property
    def lacks_reason(self) -> bool:
        """Whether it is called co-production, the answers do not all speak for it, and nobody said why."""
        return any(
            screening.needs_reason(row.involvement, self.answers) and not row.why for row in self.decided
        )


NOTHING_FIXED = "nothing"
WITH_PEOPLE = {Involvement.CO_PRODUCE, Involvement.CO_DESIGN, Involvement.INVOLVE}


def is_less_open(before: str, after: str) -> bool:
    """Say whether people can change less than before (open > limited > fixed)."""
    return OPENNESS_FACTS[Openness(after)].how_open < OPENNESS_FACTS[Openness(before)].how_open


def state_of(pieces: list[ScopedPiece], kinds: set[str]) -> StepState:
    """Return where step 1 stands, from its pieces and the kinds of statements that hold."""
    missing = [*_about_pieces(pieces), *_about_influence(pieces, kinds)]
    if not pieces and not kinds:
        return StepState(done=False, started=False, missing=missing, summary=_("not started"))
    decided = sum(one.is_decided for one in pieces)
    summary = ngettext(
        "%(decided)s of %(n)s piece of work decided",
        "%(decided)s of %(n)s pieces of work decided",
        len(pieces),
    ) % {"decided": decided, "n": len(pieces)}
    return StepState(done=not missing, started=True, missing=missing, summary=summary)


def _about_pieces(pieces: Iterable[ScopedPiece]) -> list[str]:
    if not pieces:
        return [_("Add the first piece of work.")]
    return [sentence for one in pieces for sentence in _about_piece(one)]


def _about_piece(one: ScopedPiece) -> list[str]:
    sentences, title = [], one.piece.title
    left = len(QUESTIONS) - one.answered
    if left:
        words = ngettext(
            "Answer %(n)s more question about “%(title)s”.",
            "Answer %(n)s more questions about “%(title)s”.",
            left,
        )
        sentences.append(words % {"n": left, "title": title})
    if not one.is_decided:
        sentences.append(_("Decide how people are involved in “%(title)s”.") % {"title": title})
    if one.lacks_reason:
        words = _(
            "The answers about “%(title)s” do not all speak for co-production. Say why, or decide again."
        )
        sentences.append(words % {"title": title})
    return sentences


def _about_influence(pieces: Iterable[ScopedPiece], kinds: set[str]) -> list[str]:
    sentences = []
    with_people = any(row.involvement in WITH_PEOPLE for one in pieces for row in one.aspects)
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


def threads(newest: Sequence[InfluenceStatement], earlier: Iterable[InfluenceStatement]) -> list[Thread]:
    """Return each newest version with the earlier ones of its statement, in the order of the newest."""
    versions: dict[str, list[InfluenceStatement]] = {row.thread: [] for row in newest}
    for row in sorted(earlier, key=lambda row: -row.version):
        versions[row.thread].append(row)
    return [Thread(row, versions[row.thread]) for row in newest]
