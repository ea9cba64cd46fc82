"""Roles whose agreed time nears its end, or is over. Only reads."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.resources.timeline.rules import PlanEntry
from projects.resources.timeline.states import PlanKind
from projects.roles.models import Assignment
from projects.roles.promises import LOOK_AGAIN, REVIEW
from projects.roles.states import AssignmentState
from projects.roles.terms.rules import REVIEW_BEFORE
from projects.team.models import Project


def with_an_end() -> QuerySet[Assignment]:
    """Return the agreed roles that have a last day, the earliest first."""
    return Assignment.objects.filter(status=AssignmentState.AGREED, ends_on__isnull=False).order_by(
        "ends_on", "id"
    )


def terms_of(project: Project) -> list[PlanEntry]:
    """Return how long people have a role on a project, for its timeline: how many people, never who."""
    agreed = Assignment.objects.filter(role__project=project, status=AssignmentState.AGREED)
    begun = agreed.filter(starts_on__isnull=False).order_by("starts_on", "ends_on", "role")
    rows = begun.values("role__ref", "role__title", "starts_on", "ends_on").annotate(many=Count("id"))
    return [_term(row, project) for row in rows]


def _term(row: dict[str, Any], project: Project) -> PlanEntry:
    words = ngettext("%(role)s: %(n)s person", "%(role)s: %(n)s people", row["many"])
    return PlanEntry(
        on=row["starts_on"],
        kind=PlanKind.ROLE,
        title=words % {"role": row["role__title"], "n": row["many"]},
        key=f"roles:{row['role__ref']}:{row['starts_on']}:{row['ends_on']}",
        until=row["ends_on"] or max(project.ends_on, row["starts_on"]),
        url=reverse("roles:detail", args=[row["role__ref"]]),
    )


def ending_soon() -> list[int]:
    """Return the ids of agreed roles that end within the next weeks."""
    today = clock.today()
    soon = with_an_end().filter(ends_on__gte=today, ends_on__lte=today + REVIEW_BEFORE)
    return list(soon.values_list("pk", flat=True))


def over() -> list[int]:
    """Return the ids of agreed roles whose last day has passed."""
    return list(with_an_end().filter(ends_on__lt=clock.today()).values_list("pk", flat=True))


def open_review(assignment: Assignment) -> Promise | None:
    """Return the talk about what comes next that is still to be had, if there is one."""
    return Promise.objects.open().about(assignment).filter(kind=REVIEW.key).first()


def open_look(assignment: Assignment) -> Promise | None:
    """Return the day on which both sides look at the role, as the text names it, if it is still to come."""
    return Promise.objects.open().about(assignment).filter(kind=LOOK_AGAIN.key).first()
