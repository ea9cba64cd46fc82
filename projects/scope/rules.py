"""Is the scope clear? What is still missing, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.steps import StepState
from projects.scope.models import InfluenceStatement, NothingIsFixed, PieceOfWork, ScreenAnswer
from projects.scope.questions import QUESTIONS, Question
from projects.scope.states import KIND_FACTS, Kind, Outcome
from projects.team.models import Project

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Answered(TypedDict):
    """What `pieces` adds to each piece of work."""

    answered: int


NOTHING_FIXED = "nothing"
WITH_PEOPLE = {Outcome.CO_PRODUCE, Outcome.CO_DESIGN, Outcome.INVOLVE}


def is_less_open(before: str, after: str) -> bool:
    """Say whether people can change less than before (open > limited > fixed)."""
    return KIND_FACTS[Kind(after)].how_open < KIND_FACTS[Kind(before)].how_open


def state(project: Project) -> StepState:
    """Return where step 1 stands. Two queries."""
    kinds = (
        InfluenceStatement.objects.current()
        .filter(project=project)
        .order_by()
        .values_list("kind")
        .union(NothingIsFixed.objects.filter(project=project).values_list(Value(NOTHING_FIXED)))
    )
    return state_of(pieces(project), {kind for (kind,) in kinds})


def pieces(project: Project) -> "list[WithAnnotations[PieceOfWork, Answered]]":
    """Return the pieces of work, each with how many of the questions are `answered`. One query."""
    return list(
        PieceOfWork.objects.filter(project=project).annotate(answered=Count("answers")).order_by("id")
    )


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


def what_is_missing(project: Project) -> list[str]:
    """Return what is left to do before the scope is clear, one sentence each."""
    return state(project).missing


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
    if with_people and not kinds & {Kind.OPEN, Kind.LIMITED}:
        sentences.append(_("Say what people can change. Nothing is open yet."))
    if not kinds & {Kind.FIXED, NOTHING_FIXED}:
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


def threads(project: Project) -> list[Thread]:
    """Return every statement with its earlier versions, newest first; most open first. One query."""
    versions: dict[str, list[InfluenceStatement]] = {}
    for row in InfluenceStatement.objects.filter(project=project).order_by("-version", "id"):
        versions.setdefault(row.thread, []).append(row)
    found = [Thread(rows[0], rows[1:]) for rows in versions.values()]
    return sorted(found, key=lambda t: (not t.is_current, -t.now.facts.how_open, t.now.made_at, t.now.pk))


def asked(piece: PieceOfWork) -> list[tuple[Question, ScreenAnswer | None]]:
    """Return the ten questions with the answers so far. One query."""
    answers = {row.question: row for row in piece.answers.all()}
    return [(question, answers.get(question.key)) for question in QUESTIONS]
