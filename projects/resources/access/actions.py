"""Staff say what an arrangement costs; who looks at what is needed is written down."""

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.access_needs.actions import LOOKED
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from projects.resources.access import queries
from projects.resources.access.queries import AccessPlan
from projects.resources.models import AccessCost
from projects.team.actions import lock_open
from projects.team.models import Project


@transaction.atomic
def look(project: Project, *, by: User) -> AccessPlan:
    """Return what to arrange on a project, and write down for each person that somebody looked (trust P9)."""
    plan = queries.access_plan(project, by)
    if plan.people:
        history.record_all(Person.objects.filter(pk__in=plan.people), LOOKED, by=by)
    return plan


@transaction.atomic
def set_cost(project: Project, category: str, *, pence_each: int, meetings: int, by: User) -> AccessCost:
    """Say what one kind of arrangement costs for one meeting, and for how many meetings.

    Raises TransitionRefused on a closed project.
    """
    fresh = lock_open(project)
    row, _new = AccessCost.objects.update_or_create(
        project=fresh,
        category=category,
        defaults={"pence_each": pence_each, "meetings": meetings, "changed_at": clock.now()},
    )
    history.record(row, "cost of an arrangement planned", by=by)  # without its kind, nor its amount
    return row
