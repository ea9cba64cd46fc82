"""The only door to the answers: put mine, get mine, delete mine, by token; counts for releases.

On PostgreSQL the door is functions of the database (migration 0002). A role that may only call
them cannot read the table, so the wall stands even where this code is passed by.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction
from django.db.models import Count

from contributors.monitoring.models import MonitoringAnswer
from contributors.monitoring.router import ALIAS


@dataclass(frozen=True)
class Answer:
    """One answer as its owner sees it. `own_words` is sealed."""

    question: str
    answer: str
    own_words: str


def quarter_of(day: dt.date) -> str:
    """Return "2027-Q1": the finest time that the store knows."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def put_mine(token: str, *, unit: str, question: str, answer: str, own_words: str, quarter: str) -> None:
    """Keep one answer in place of the last one to this question. A blank answer takes it away."""
    if _functions():
        _call(
            "SELECT answers_put(%s, %s, %s, %s, %s, %s)", [token, unit, question, answer, own_words, quarter]
        )
    elif answer:
        MonitoringAnswer.objects.update_or_create(
            token=token,
            question=question,
            defaults={"unit": unit, "answer": answer, "own_words": own_words, "quarter": quarter},
        )
    else:
        MonitoringAnswer.objects.filter(token=token, question=question).delete()


def get_mine(token: str) -> dict[str, Answer]:
    """Return the answers under a token, by question."""
    if _functions():
        rows = _call("SELECT question, answer, own_words FROM answers_get(%s)", [token])
    else:
        mine = MonitoringAnswer.objects.filter(token=token)
        rows = list(mine.values_list("question", "answer", "own_words"))
    return {row[0]: Answer(*row) for row in rows}


def delete_mine(token: str) -> None:
    """Delete every answer under a token."""
    if _functions():
        _call("SELECT answers_delete(%s)", [token])
    else:
        MonitoringAnswer.objects.filter(token=token).delete()


def answered_count(unit: str) -> int:
    """Return how many people of an organisation (its reference) answer anything. For releases alone."""
    if _functions():
        return _call("SELECT answers_people(%s)", [unit])[0][0]
    return MonitoringAnswer.objects.filter(unit=unit).values("token").distinct().count()


def tally(unit: str) -> dict[str, dict[str, int]]:
    """Return {question: {answer: people}} of an organisation. True counts: for the release job alone."""
    if _functions():
        rows: Any = _call("SELECT question, answer, people FROM answers_tally(%s)", [unit])
    else:
        answers = MonitoringAnswer.objects.filter(unit=unit).order_by()
        rows = (
            answers.values("question", "answer")
            .annotate(n=Count("pk"))
            .values_list("question", "answer", "n")
        )
    found: dict[str, dict[str, int]] = {}
    for question, answer, people in sorted(rows):
        found.setdefault(question, {})[answer] = people
    return found


def shuffle() -> None:
    """Write the table anew in random order, so that its order does not tell who answered when.

    Every release calls this after it has counted (trust 6.2).
    """
    if _functions():
        _call("SELECT answers_shuffle()", [])
        return
    with transaction.atomic(using=ALIAS):
        rows = list(MonitoringAnswer.objects.all())
        secrets.SystemRandom().shuffle(rows)
        MonitoringAnswer.objects.all().delete()
        MonitoringAnswer.objects.bulk_create(rows)


def _functions() -> bool:
    return connections[ALIAS].vendor == "postgresql"


def _call(sql: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
