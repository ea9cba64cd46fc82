"""Which roles the payer has still to decide about. Only reads."""

from typing import Any

from django.db.models import QuerySet

from expenses.payees.determinations.models import DeterminationRequest


def awaited(*, project: Any, person: Any) -> QuerySet[DeterminationRequest]:
    """Return open questions to the payer about roles that a person has on a project; ids or OuterRefs."""
    theirs = DeterminationRequest.objects.open().filter(role__project=project)
    return theirs.filter(role__assignments__person=person).order_by()
