"""Reads of projects, through the person; who can be on a project, and who is."""

from collections.abc import Iterable

from django.db.models import QuerySet

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import roles_with
from contributors.people.models import Connection, Person
from coproduce.foundation import permissions
from coproduce.foundation.promises.models import Promise
from projects.team.models import Project
from projects.team.states import ProjectState


def visible(user: User, ref: str) -> Project:
    """Return a project that the user may see as staff. Raises Http404."""
    return permissions.get_visible_or_404(
        Project.objects.visible_to_staff(user).select_related("organisation", "lead"), ref
    )


def editable(user: User, ref: str) -> Project:
    """Return a project the user may change. Raises Http404, or PermissionDenied for who may only look."""
    project = visible(user, ref)
    permissions.allow(user, "edit_project", project.organisation_id)
    return project


def mine(person: Person, ref: str) -> Project:
    """Return a project this public contributor is on. Raises Http404."""
    return permissions.get_visible_or_404(
        Project.objects.visible_to_member(person).select_related("organisation", "lead"), ref
    )


def may_edit(user: User, project: Project) -> bool:
    """Say whether pages offer to change something on this project."""
    return project.status != ProjectState.CLOSED and user.can("edit_project", project.organisation_id)


def still_edits(user: User, project: Project) -> bool:
    """Say whether somebody may change a project now, as its pages would ask."""
    seen = Project.objects.visible_to_staff(user).filter(pk=project.pk)
    return seen.exists() and user.can("edit_project", project.organisation_id)


def staff_of(organisation_ids: Iterable[int]) -> QuerySet[Person]:
    """Return the people who may work on projects of these organisations, by name."""
    roles = StaffRole.objects.current().filter(
        organisation__in=list(organisation_ids), role__in=roles_with("edit_project")
    )
    return Person.objects.filter(account__in=roles.values("user"), account__is_active=True).order_by(
        "name", "id"
    )


def contributors_of(organisation_id: int) -> QuerySet[Person]:
    """Return the people an organisation knows and who have not left it, by name."""
    known = Connection.objects.filter(organisation=organisation_id, left_on=None)
    return Person.objects.filter(pk__in=known.values("person")).order_by("name", "id")


def public_members(project: Project) -> QuerySet[Person]:
    """Return the public contributors who are on a project now."""
    return project.public_members()


def still_owed(project: Project) -> QuerySet[Promise]:
    """Return what is owed still once a project has ended, or somebody has left it: money, soonest first."""
    rows = Promise.objects.open().outlasting().filter(project=project)
    return rows.select_related("person", "project").order_by("due_at", "id")
