"""What claims answer when another app asks, and do when somebody chose how they are paid."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.dispatch import receiver

from contributors.people.models import Person
from expenses.claims.answering.notifications import LOOK_AGAIN
from expenses.claims.answering.promises import SECOND_LOOK
from expenses.claims.fees.actions import arrange_for
from expenses.claims.queries import spend_of_projects
from expenses.payees.recognition.signals import recognition_chosen
from projects.resources.rules import Spend
from projects.resources.signals import spend_asked

__all__ = ["LOOK_AGAIN", "SECOND_LOOK"]  # known to web and workers alike


@receiver(spend_asked, dispatch_uid="claims.spend")
def say_what_was_claimed(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, Spend]:
    """Tell the costing page what was claimed, approved and paid on projects."""
    return spend_of_projects(project_ids)


@receiver(recognition_chosen, dispatch_uid="claims.fees_follow_choice")
def let_fees_follow(*, person: Person, **_kwargs: Any) -> None:
    """Let approved fees do what their owner chose now."""
    arrange_for(person)
