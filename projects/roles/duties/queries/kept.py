"""How each side kept what it promised in a role. Counts, and nothing that sets people against each other."""

from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.promises.kinds import Side
from projects.roles.duties.rules import Tally
from projects.roles.models import Assignment, DutyOccasion, RoleVersion
from projects.roles.models.duty_kinds import line_of, words_of


def with_moments(rows: QuerySet[DutyOccasion]) -> QuerySet[DutyOccasion]:
    """Give each occasion the day it was due, as `day`."""
    return rows.annotate(day=Coalesce("due_at", "promise__due_at")).filter(promise__isnull=False)


def tallies(rows: QuerySet[DutyOccasion], side: Side) -> list[Tally]:
    """Count how one side kept each duty, in the order of their names. One query, however many."""
    now = clock.database_now()
    due = F("day")
    over = Q(promise__kept_at__isnull=False) | Q(promise__released_at__isnull=False)
    is_open = Q(promise__kept_at=None, promise__released_at=None)
    overdue = is_open & Q(day__lt=now, promise__waiting_since=None)
    counted = (
        with_moments(rows.filter(side=side))
        .values("line")
        .order_by("line")
        .annotate(
            kept=Count("pk", filter=Q(promise__kept_at__lte=due)),
            late=Count("pk", filter=Q(promise__kept_at__gt=due) | overdue),
            missed=Count("pk", filter=Q(promise__released_at__gt=due)),
            let_go=Count("pk", filter=Q(promise__released_at__lte=due)),
            open=Count("pk", filter=~over & ~overdue),
            moved=Count("pk", filter=~Q(promise__due_at=F("promise__first_due_at"))),
        )
    )
    names = ("kept", "late", "missed", "let_go", "open")
    found: dict[str, Any] = {row["line"]: row for row in counted}
    words = _words_of_lines(rows.filter(side=side), set(found))
    return [
        Tally(words[line], {name: row[name] for name in names}, row["moved"]) for line, row in found.items()
    ]


def _words_of_lines(rows: QuerySet[DutyOccasion], lines: set[str]) -> dict[str, str]:
    """Return how each duty reads in the latest version in which it was asked for. Two queries."""
    latest = dict(rows.filter(line__in=lines).order_by("line").values_list("line").annotate(Max("version")))
    versions = RoleVersion.objects.defer("sealed").in_bulk(set(latest.values()))
    words = {}
    for line, version in latest.items():
        said = (*versions[version].our_promises, *versions[version].their_promises)
        words[line] = next((words_of(entry) for entry in said if line_of(entry) == line), line)
    return words


def sides(rows: QuerySet[DutyOccasion], *, theirs: bool) -> list[dict[str, Any]]:
    """Return how we kept our side, and, for who may read it, how they kept theirs."""
    shown = [Side.ORGANISATION, *([Side.CONTRIBUTOR] if theirs else [])]
    return [{"side": side, "tallies": tallies(rows, side)} for side in shown]


def may_read_theirs(user: User, assignment: Assignment) -> bool:
    """Say whether somebody may read how a person kept their side: their named contact alone."""
    return user.person is not None and assignment.role.project.lead_id == user.person.pk
