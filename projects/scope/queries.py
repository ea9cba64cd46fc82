from typing import TYPE_CHECKING

from django.db.models import Count, Value

from coproduce.foundation.pages.steps import StepState
from projects.scope import rules
from projects.scope.data.questions import QUESTIONS, ScreenQuestion
from projects.scope.models import InfluenceStatement, NothingIsFixed, PieceOfWork, ScreenAnswer
from projects.scope.rules import Answered, Thread
from projects.team.models import Project

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def state(project: Project) -> StepState:
    """Return where step 1 stands. Two queries."""
    kinds = (
        InfluenceStatement.objects.current()
        .filter(project=project)
        .order_by()
        .values_list("kind")
        .union(NothingIsFixed.objects.filter(project=project).values_list(Value(rules.NOTHING_FIXED)))
    )
    return rules.state_of(pieces(project), {kind for (kind,) in kinds})


def pieces(project: Project) -> "list[WithAnnotations[PieceOfWork, Answered]]":
    """Return the pieces of work, each with how many of the questions are `answered`. One query."""
    return list(
        PieceOfWork.objects.filter(project=project).annotate(answered=Count("answers")).order_by("id")
    )


def threads(project: Project) -> list[Thread]:
    """Return every statement with its earlier versions, newest first; most open first. One query."""
    return rules.threads(InfluenceStatement.objects.filter(project=project))


def asked(piece: PieceOfWork) -> list[tuple[ScreenQuestion, ScreenAnswer | None]]:
    """Return the ten questions with the answers so far. One query."""
    answers = {row.question: row for row in piece.answers.all()}
    return [(question, answers.get(question.key)) for question in QUESTIONS]
