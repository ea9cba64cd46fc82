"""What bookings answer when another app asks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.dispatch import receiver

from expenses.bookings import spend
from projects.resources.signals import booked_asked


@receiver(booked_asked, dispatch_uid="bookings.booked")
def say_what_was_booked(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, int]:
    """Tell the costing page what we booked and paid for ourselves, apart from claims."""
    return spend.of_projects(project_ids)
