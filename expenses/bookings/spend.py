"""Tells the costing page on the floor below what we booked and paid for ourselves, apart from claims."""

from collections.abc import Mapping, Sequence

from django.db.models import Sum

from expenses.bookings.models import BookingRequest


def of_projects(project_ids: Sequence[int]) -> Mapping[int, int]:
    """Return {project id: whole pence}. A ticket that was not needed in the end was paid all the same."""
    rows = BookingRequest.objects.filter(project__in=project_ids, cost_pence__isnull=False).order_by()
    return dict(rows.values_list("project").annotate(Sum("cost_pence")))
