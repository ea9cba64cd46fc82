"""Tells the costing page on the floor below what was claimed, approved and paid on projects."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from expenses.claims.models import ClaimLine
from expenses.claims.states import ClaimState, Kind, LineDecision
from projects.resources.rules import Spend


def of_projects(project_ids: Sequence[int]) -> Mapping[int, Spend]:
    """Return {project id: whole pence claimed, approved and paid}; what was refused is in none of them.

    Paid is what left the bank and did not come back, as the ledger says it.
    """
    approved = Q(status=LineDecision.APPROVED)
    rows = (
        ClaimLine.objects.counted()
        .filter(claim__project__in=project_ids)
        .order_by()
        .values("claim__project", "kind")
        .annotate(
            claimed=Sum("amount_pence"),
            approved=Coalesce(Sum("amount_pence", filter=approved), 0),
            paid=Coalesce(Sum("amount_pence", filter=approved & Q(claim__status=ClaimState.PAID)), 0),
        )
    )
    kinds: defaultdict[int, dict[str, Spend]] = defaultdict(dict)
    for row in rows:
        kinds[row["claim__project"]][row["kind"]] = Spend(row["claimed"], row["approved"], row["paid"])
    return {project: _together(found) for project, found in kinds.items()}


def _together(found: Mapping[str, Spend]) -> Spend:
    words = {Kind.FEE: _("Fees"), Kind.EXPENSE: _("Expenses"), Kind.ALLOWANCE: _("Allowances")}
    parts = tuple((words[kind], found[kind]) for kind in Kind if kind in found)
    return Spend(
        claimed=sum(one.claimed for one in found.values()),
        approved=sum(one.approved for one in found.values()),
        paid=sum(one.paid for one in found.values()),
        parts=parts,
    )
