"""What happens to money before when its claim is approved, or its meeting changes."""

from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from expenses.claims.models import Claim
from expenses.claims.signals import claim_approved
from expenses.payments.advances import actions
from projects.meetings import followers
from projects.meetings.followers import Follower

followers.register(
    Follower(moved=actions.follow_new_time, called_off=actions.let_all_go, declined=actions.let_theirs_go)
)


@receiver(claim_approved, dispatch_uid="payments.clear_advances")
def clear_advances(*, claim: Claim, by: User, **_kwargs: Any) -> None:
    """Take what the person had before off the costs of an approved claim."""
    actions.clear_against(claim, by=by)
