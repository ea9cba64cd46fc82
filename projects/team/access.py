"""How the pages of every room reach a project."""

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
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
