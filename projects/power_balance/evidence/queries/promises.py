"""Promises of a project that count, and which of them were late."""

from django.db.models import F, Q, QuerySet

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.team.models import Project

PAY = "claims.pay"
"""The promise of a floor above this one: it is named here, not imported."""
REPLIES = (
    "checklist.answer",
    "meetings.dispute",
    "meetings.word",
    "power_balance.answer",
    "power_balance.answer_dispute",
    "roles.answer_suggestion",
)
"""What tells somebody what became of what they said (indicator 20)."""


def is_late() -> Q:
    """Promises kept after they were due, or open and overdue by the database's clock."""
    return Q(kept_at__gt=F("due_at")) | Q(kept_at=None, due_at__lt=clock.database_now())


def promises(project: Project) -> QuerySet[Promise]:
    """Promises of a project that count: not those somebody was released from."""
    return Promise.objects.filter(project=project, released_at=None)


def payments(project: Project) -> QuerySet[Promise]:
    """Promises to pay a claim for something done on a project."""
    return promises(project).filter(kind=PAY)


def replies(project: Project) -> QuerySet[Promise]:
    """Promises to answer what a public member said."""
    return promises(project).filter(kind__in=REPLIES)
