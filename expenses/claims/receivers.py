"""What claims answer when another app asks, and do when somebody chose how they are paid."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from expenses.claims.answering.notifications import LOOK_AGAIN
from expenses.claims.answering.promises import SECOND_LOOK
from expenses.claims.commitments.queries import commitments, spend_pieces
from expenses.claims.earlier import actions as _payments_come_in  # noqa: F401
from expenses.claims.earlier import receivers as _payments_are_shown  # noqa: F401
from expenses.claims.fees.actions import arrange, arrange_for
from expenses.claims.models import Claim
from expenses.claims.queries import spend_of_projects
from expenses.claims.signals import pay_may_wait
from expenses.claims.states import UNPAID
from expenses.payees.recognition.signals import recognition_chosen
from expenses.payees.signals import status_of_role_changed
from projects.resources.costing.rules import Piece
from projects.resources.rules import Spend
from projects.resources.signals import money_asked, spend_asked
from projects.roles.models import RoleDescription

__all__ = ["LOOK_AGAIN", "SECOND_LOOK"]  # known to web and workers alike


@receiver(spend_asked, dispatch_uid="claims.spend")
def say_what_was_claimed(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, Spend]:
    """Tell the costing page what was claimed, approved and paid on projects."""
    return spend_of_projects(project_ids)


@receiver(money_asked, dispatch_uid="claims.money")
def say_where_it_is_counted(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, list[Piece]]:
    """Tell the costing what was claimed, approved and paid, by kind and day."""
    return spend_pieces(project_ids)


@receiver(money_asked, dispatch_uid="claims.commitments")
def say_what_is_committed(*, project_ids: Sequence[int], **_kwargs: Any) -> Mapping[int, list[Piece]]:
    """Tell the costing what accepted roles and fixed meetings will cost."""
    return commitments(project_ids)


@receiver(recognition_chosen, dispatch_uid="claims.fees_follow_choice")
def let_fees_follow(*, person: Person, **_kwargs: Any) -> None:
    """Let approved fees do what their owner chose now."""
    arrange_for(person)


@receiver(status_of_role_changed, dispatch_uid="claims.fees_wait_for_the_payer")
def let_fees_wait_for_the_payer(*, role: RoleDescription, by: User | None, **_kwargs: Any) -> None:
    """Let fees of a role wait until the payer has decided about it, and go on then."""
    theirs = Claim.objects.filter(
        project=role.project_id, person__in=role.assignments.values("person"), status__in=UNPAID
    )
    arrange(theirs)
    for claim in theirs.order_by("pk"):
        pay_may_wait.send(Claim, claim=claim, by=by, tell=True)
