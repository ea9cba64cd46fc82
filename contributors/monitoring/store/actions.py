"""Writes through the one entrance to the answers: put mine, delete mine, write the table anew."""

import secrets

from django.db import transaction

from contributors.monitoring.models import MonitoringAnswer
from contributors.monitoring.router import ALIAS
from contributors.monitoring.store.queries import call, has_functions
from contributors.monitoring.store.rules import mark_of


def put_mine(token: str, *, unit: str, question: str, answer: str, own_words: str, quarter: str) -> None:
    """Keep one answer in place of the last one to this question. A blank answer takes it away."""
    if has_functions():
        call(
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


def delete_mine(token: str) -> None:
    """Delete every answer under a token."""
    if has_functions():
        call("SELECT answers_delete(%s)", [token])
    else:
        MonitoringAnswer.objects.filter(token=token).delete()


def delete_stopped(marks: set[str]) -> int:
    """Delete what stands under tokens that were stopped. Returns how many tokens that were."""
    if has_functions():
        return int(call("SELECT answers_delete_stopped(%s)", [sorted(marks)])[0][0])
    found = MonitoringAnswer.objects.values_list("token", flat=True).distinct()
    tokens = [token for token in found if mark_of(token) in marks]
    MonitoringAnswer.objects.filter(token__in=tokens).delete()
    return len(tokens)


def shuffle() -> None:
    """Write the table anew in random order, so that its order does not tell who answered when.

    Every release calls this after it has counted (trust 6.2).
    """
    if has_functions():
        call("SELECT answers_shuffle()", [])
        return
    with transaction.atomic(using=ALIAS):
        rows = list(MonitoringAnswer.objects.all())
        secrets.SystemRandom().shuffle(rows)
        MonitoringAnswer.objects.all().delete()
        MonitoringAnswer.objects.bulk_create(rows)
