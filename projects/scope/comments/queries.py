from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from projects.scope.models import ScopeComment
from projects.team.models import Project

MINE_SHOWN = 50


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


def mine(person: Person, project: Project) -> list[ScopeComment]:
    """Return what somebody said about a project, the newest first. One query."""
    rows = ScopeComment.objects.visible_to_member(person).filter(project=project)
    return list(rows.select_related("statement").order_by("-id")[:MINE_SHOWN])
