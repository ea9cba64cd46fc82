"""Roles whose agreed time nears its end, or is over. Only reads."""

from django.db.models import QuerySet

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.roles.models import Assignment
from projects.roles.promises import LOOK_AGAIN, REVIEW
from projects.roles.states import AssignmentState
from projects.roles.terms.rules import REVIEW_BEFORE


def with_an_end() -> QuerySet[Assignment]:
    """Return the agreed roles that have a last day, the earliest first."""
    return Assignment.objects.filter(status=AssignmentState.AGREED, ends_on__isnull=False).order_by(
        "ends_on", "id"
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
