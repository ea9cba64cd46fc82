"""Promises of a project that count, and which of them were late."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from coproduce.foundation import clock
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from projects.power_balance.evidence.rules.promises import DatedPromise, PromiseCounts, days_late
from projects.roles.models import DutyOccasion
from projects.team.models import Project

PAY = "claims.pay"
"""The promise of an app above this one: it is named here, not imported."""


def is_late() -> Q:
    """Promises kept or let go after they were due, or open and overdue by the database's clock.

    Letting go of what is late makes nothing good: it stays late. While one waits, it is not.
    """
    overdue = Q(kept_at=None, released_at=None, waiting_since=None, due_at__lt=clock.database_now())
    return Q(kept_at__gt=F("due_at")) | Q(released_at__gt=F("due_at")) | overdue


def promises(project: Project) -> QuerySet[Promise]:
    """Every promise of a project, whatever became of it."""
    return Promise.objects.filter(project=project)


def dated(project: Project) -> QuerySet[Promise]:
    """Promises of a project with a day to measure: neither let go before it, nor waiting now."""
    let_go_before = Q(released_at__isnull=False, released_at__lte=F("due_at"))
    return promises(project).filter(~let_go_before, waiting_since=None)


def payments(project: Project) -> QuerySet[Promise]:
    """Promises to pay a claim for something done on a project."""
    return dated(project).filter(kind=PAY)


def replies(project: Project) -> QuerySet[Promise]:
    """Promises to answer what a public member said (indicator 20)."""
    return dated(project).filter(kind__in=kinds.replies())


def of_roles(project: Project) -> QuerySet[Promise]:
    """Promises of ours that somebody's agreed role names, whichever app made them."""
    named = DutyOccasion.objects.filter(promise=OuterRef("pk"), side=Owed.ORGANISATION)
    return promises(project).filter(Exists(named))


def counted(project: Project) -> PromiseCounts:
    """Count what both sides promised, in time and late. Six queries."""
    rows = promises(project)
    return PromiseCounts(
        sides=_side_counts(rows),
        late=_days_late(rows),
        pay=_moments(payments(project)),
        replies=_moments(replies(project)),
        of_roles=_side_counts(of_roles(project)).get(Owed.ORGANISATION),
        of_roles_late=_days_late(of_roles(project))[Owed.ORGANISATION],
    )


def _side_counts(rows: QuerySet[Promise]) -> dict[str, dict[str, int]]:
    counts = (
        rows.values("side")
        .order_by("side")
        .annotate(
            kept=Count("id", filter=Q(kept_at__lte=F("due_at"))),
            late=Count("id", filter=is_late()),
            moved=Count("id", filter=~Q(due_at=F("first_due_at"))),
            let_go=Count("id", filter=Q(released_at__lte=F("due_at"))),
        )
    )
    names = ("kept", "late", "moved", "let_go")
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in counts.values_list("side", *names)}


def _days_late(rows: QuerySet[Promise]) -> dict[str, list[int]]:
    """Return, for each side, how many days late each late promise was kept or let go, or is by now."""
    now = clock.now()
    found: dict[str, list[int]] = {side: [] for side in Owed.values}
    late = rows.filter(is_late()).values_list("side", "due_at", "kept_at", "released_at")
    for side, due_at, kept_at, released_at in late:
        found[side].append(days_late(due_at, kept_at or released_at or now))
    return found


def _moments(rows: QuerySet[Promise]) -> list[DatedPromise]:
    return [DatedPromise(*row) for row in rows.values_list("made_at", "due_at", "kept_at", "person")]
