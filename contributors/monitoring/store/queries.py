"""Reads through the one entrance to the answers: get mine, and counts for releases."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
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


def get_mine(token: str) -> dict[str, Answer]:
    """Return the answers under a token, by question."""
    if has_functions():
        rows = call("SELECT question, answer, own_words FROM answers_get(%s)", [token])
    else:
        mine = MonitoringAnswer.objects.filter(token=token)
        rows = list(mine.values_list("question", "answer", "own_words"))
    return {row[0]: Answer(*row) for row in rows}


def answered_count(unit: str) -> int:
    """Return how many people of an organisation (its reference) answer anything. For releases alone."""
    if has_functions():
        return call("SELECT answers_people(%s)", [unit])[0][0]
    return MonitoringAnswer.objects.filter(unit=unit).values("token").distinct().count()


def tally(unit: str) -> dict[str, dict[str, int]]:
    """Return {question: {answer: people}} of an organisation. True counts: for the release job alone."""
    if has_functions():
        rows: Any = call("SELECT question, answer, people FROM answers_tally(%s)", [unit])
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


def has_functions() -> bool:
    return connections[ALIAS].vendor == "postgresql"


def call(sql: str, values: Sequence[str | list[str]]) -> list[tuple[Any, ...]]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
