"""Tells the costing page on the floor below what was claimed, approved and paid on projects."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from expenses.claims.models import ClaimLine
from expenses.claims.states import ClaimState, LineDecision
from projects.resources import spend
from projects.resources.spend import Spend


def of_projects(project_ids: Sequence[int]) -> Mapping[int, Spend]:
    """Return {project id: whole pence claimed, approved and paid}; what was refused is in none of them."""
    approved = Q(status=LineDecision.APPROVED)
    rows = (
        ClaimLine.objects.counted()
        .filter(claim__project__in=project_ids)
        .order_by()
        .values("claim__project")
        .annotate(
            claimed=Sum("amount_pence"),
            approved=Coalesce(Sum("amount_pence", filter=approved), 0),
            paid=Coalesce(Sum("amount_pence", filter=approved & Q(claim__status=ClaimState.PAID)), 0),
        )
    )
    return {row["claim__project"]: Spend(row["claimed"], row["approved"], row["paid"]) for row in rows}


spend.register(of_projects)
