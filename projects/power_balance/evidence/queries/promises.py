"""Promises of a project that count, and which of them were late."""

from django.db.models import Count, F, Q, QuerySet

from coproduce.foundation import clock
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from projects.power_balance.evidence.rules.promises import DatedPromise, PromiseCounts, days_late
from projects.team.models import Project

PAY = "claims.pay"
"""The promise of an app above this one: it is named here, not imported."""
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


def counted(project: Project) -> PromiseCounts:
    """Count what both sides promised, in time and late. Four queries."""
    rows = promises(project)
    return PromiseCounts(
        sides=_side_counts(rows),
        late=_days_late(rows),
        pay=_moments(payments(project)),
        replies=_moments(replies(project)),
    )


def _side_counts(rows: QuerySet[Promise]) -> dict[str, dict[str, int]]:
    counts = (
        rows.values("side")
        .order_by("side")
        .annotate(
            kept=Count("id", filter=Q(kept_at__lte=F("due_at"))),
            late=Count("id", filter=is_late()),
            moved=Count("id", filter=~Q(due_at=F("first_due_at"))),
        )
    )
    return {
        side: {"kept": kept, "late": late, "moved": moved}
        for side, kept, late, moved in counts.values_list("side", "kept", "late", "moved")
    }


def _days_late(rows: QuerySet[Promise]) -> dict[str, list[int]]:
    """Return, for each side, how many days late each late promise was kept, or is by now."""
    now = clock.now()
    found: dict[str, list[int]] = {side: [] for side in Owed.values}
    late = rows.filter(Q(kept_at__gt=F("due_at")) | Q(kept_at=None, due_at__lt=now))
    for side, due_at, kept_at in late.values_list("side", "due_at", "kept_at"):
        found[side].append(days_late(due_at, kept_at or now))
    return found


def _moments(rows: QuerySet[Promise]) -> list[DatedPromise]:
    return [DatedPromise(*row) for row in rows.values_list("made_at", "due_at", "kept_at", "person")]
