"""What payments do when a claim is approved: what a person had before is taken off it."""

from django.dispatch import receiver

from contributors.accounts.models import User
from expenses.claims.models import Claim
from expenses.claims.signals import claim_approved
from expenses.payments import advancing


@receiver(claim_approved, dispatch_uid="payments.clear_advances")
def clear_advances(claim: Claim, by: User, **_more: object) -> None:
    """Take what the person had before off the costs of an approved claim."""
    advancing.clear_against(claim, by=by)
