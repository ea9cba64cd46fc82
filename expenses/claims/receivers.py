"""What claims answer when another app asks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.dispatch import receiver

from expenses.claims.queries import spend_of_projects
from projects.resources.rules import Spend
from projects.resources.signals import spend_asked


@receiver(spend_asked, dispatch_uid="claims.spend")
def say_what_was_claimed(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, Spend]:
    """Tell the costing page what was claimed, approved and paid on projects."""
    return spend_of_projects(project_ids)
