from projects.scope.data.questions import QUESTIONS, ScreenQuestion
from projects.scope.models import PieceOfWork, ScreenAnswer


def answers(piece: PieceOfWork) -> dict[str, str]:
    """Return the answers that stand: {question key: answer}. One query."""
    return dict(
        ScreenAnswer.objects.current().filter(piece=piece).order_by().values_list("question", "answer")
    )


def asked(piece: PieceOfWork) -> list[tuple[ScreenQuestion, ScreenAnswer | None, list[ScreenAnswer]]]:
    """Return the ten questions, each with the answer that stands and earlier ones, newest first.

    One query.
    """
    rows: dict[str, list[ScreenAnswer]] = {}
    for row in ScreenAnswer.objects.filter(piece=piece).order_by("-id"):
        rows.setdefault(row.question, []).append(row)
    found = []
    for question in QUESTIONS:
        mine = rows.get(question.key, [])
        now = next((row for row in mine if row.ended_at is None), None)
        found.append((question, now, [row for row in mine if row.ended_at]))
    return found
