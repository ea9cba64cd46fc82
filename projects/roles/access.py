"""How pages of this room reach a role, an invitation or a suggestion: through the person, or not at all."""

from typing import Any

from contributors.accounts.models import User
from coproduce.foundation import permissions
from projects.roles.models import Assignment, ChangeProposal, RoleDescription


def role(user: User, ref: str, *, change: bool = False) -> RoleDescription:
    """Return a role the user may see as staff. Raises Http404, or PermissionDenied for onlookers."""
    seen = RoleDescription.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(seen.select_related("project__organisation", "project__lead"), ref)
    return _allowed(user, found, change)


def assignment(user: User, ref: str, *, change: bool = False) -> Assignment:
    """Return who was asked to take a role. Raises Http404 or PermissionDenied."""
    seen = Assignment.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(
        seen.select_related("role__project__lead", "person", "version"), ref
    )
    return _allowed(user, found, change)


def proposal(user: User, ref: str, *, change: bool = False) -> ChangeProposal:
    """Return a suggested change. Raises Http404 or PermissionDenied."""
    seen = ChangeProposal.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(
        seen.select_related("assignment__role__project__lead", "assignment__person"), ref
    )
    return _allowed(user, found, change)


def _allowed(user: User, row: Any, change: bool) -> Any:
    if change:
        permissions.allow(user, "edit_project", row.organisation_id)
    return row
