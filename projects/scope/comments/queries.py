from django.db.models import QuerySet

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from projects.scope.models import ScopeComment
from projects.team.models import Project

MINE_SHOWN = 5
"""So many of the reader's own comments stand on the page of a scope; all of them have a page of their own."""


def get_comment(user: User, ref: str) -> ScopeComment:
    """Return what somebody said, for who may answer it. Raises Http404, or PermissionDenied."""
    rows = ScopeComment.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(rows.select_related("project", "person", "statement"), ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def get_mine(person: Person, ref: str) -> ScopeComment:
    """Return something a public contributor said themself. Raises Http404."""
    rows = ScopeComment.objects.visible_to_member(person)
    return permissions.get_visible_or_404(rows.select_related("project__organisation", "statement"), ref)


def mine(person: Person, project: Project) -> QuerySet[ScopeComment]:
    """Return what somebody said about a project."""
    rows = ScopeComment.objects.visible_to_member(person).filter(project=project)
    return rows.select_related("statement")


def newest_of(rows: QuerySet[ScopeComment]) -> tuple[list[ScopeComment], bool]:
    """Return the newest of somebody's comments, and whether there are more. One query."""
    found = list(rows.order_by("-id")[: MINE_SHOWN + 1])
    return found[:MINE_SHOWN], len(found) > MINE_SHOWN
