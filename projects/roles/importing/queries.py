"""Descriptions that came in, and what is still to be placed. Only reads."""

from django.db.models import QuerySet

from contributors.accounts.models import User
from coproduce.foundation import permissions
from projects.roles.importing.rules import Piece
from projects.roles.models import ImportedPiece, ImportedRole
from projects.roles.models.descriptions import RoleDescription
from projects.roles.recognising.rules import Fact, facts_of
from projects.team.models import Project


def imported_for(user: User, ref: str) -> ImportedRole:
    """Return a description that came in, for who may write roles. Raises Http404 or PermissionDenied."""
    seen = ImportedRole.objects.visible_to_staff(user).select_related("project__lead", "role")
    found = permissions.get_visible_or_404(seen, ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def to_place(imported: ImportedRole) -> list[ImportedPiece]:
    """Return the pieces to look at: all of them before there is a role, then those without a place."""
    pieces = imported.pieces.order_by("place")
    return list(pieces.filter(field="") if imported.role_id else pieces)


def facts_in(pieces: list[ImportedPiece]) -> list[Fact]:
    """Return the facts that the words of pieces offer."""
    return facts_of((str(one.pk), Piece(one.heading, one.text, one.field)) for one in pieces)


def waiting(project: Project) -> QuerySet[ImportedRole]:
    """Return what came in to a project and has not become a role yet, the newest first."""
    return ImportedRole.objects.filter(project=project, role=None).order_by("-id")


def not_placed(role: RoleDescription) -> ImportedRole | None:
    """Return what came in for a role and still has pieces without a place."""
    return role.imported_from.filter(pieces__field="").order_by("-id").first()
