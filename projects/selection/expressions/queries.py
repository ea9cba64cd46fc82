"""Whose expressions the user looks after, and the opportunities they came in for."""

from contributors.accounts.models import User
from coproduce.foundation import permissions
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity


def opportunity_for(user: User, ref: str, *, names: bool = True) -> Opportunity:
    """Return an opportunity whose people the user looks after. Raises Http404, or PermissionDenied.

    `names`: the page shows who put themselves forward, so it is closed to who gives points.
    """
    seen = Opportunity.objects.visible_to_staff(user).select_related("organisation", "project__lead")
    if names:
        seen = seen.exclude(pk__in=Opportunity.objects.scored_by(user).values("pk"))
    found = permissions.get_visible_or_404(seen, ref)
    permissions.allow(user, "edit_people", found.organisation_id)
    return found


def expression_for(user: User, ref: str) -> Expression:
    """Return an expression the user looks after, with its name. Raises Http404."""
    rows = Expression.objects.visible_to(user).select_related(
        "opportunity__organisation", "opportunity__project", "person", "typed_by"
    )
    return permissions.get_visible_or_404(rows, ref)
