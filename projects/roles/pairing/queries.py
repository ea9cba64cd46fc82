"""Who is paired with whom, and who could be. Only reads."""

from django.db.models import QuerySet

from contributors.accounts.models import User
from coproduce.foundation import permissions
from projects.roles.models import Assignment, RolePair
from projects.roles.states import AssignmentState
from projects.team.models import Project


def could_pair(assignment: Assignment) -> QuerySet[Assignment]:
    """Return the other people in roles of the project, by name."""
    rows = Assignment.objects.filter(role__project=assignment.role.project_id, status=AssignmentState.AGREED)
    rows = rows.exclude(person=assignment.person_id).select_related("person", "role")
    return rows.order_by("person__name", "id")


def said_to(assignment: Assignment) -> list[str]:
    """Return what somebody in a role reads about whom they do it with."""
    return [pair.said_to(assignment) for pair in RolePair.objects.of(assignment)]


def pair_for(user: User, ref: str) -> RolePair:
    """Return a pair that the user may end. Raises Http404 or PermissionDenied."""
    seen = RolePair.objects.filter(
        newer__role__project__in=Project.objects.visible_to_staff(user), ended_at=None
    ).select_related("newer__role__project")
    found = permissions.get_visible_or_404(seen, ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found
