"""A member of staff says who is related to them."""

from django.db import transaction

from contributors.accounts.models import User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from expenses.claims.models import Claim, Relative


@transaction.atomic
def declare_relative(claim: Claim, *, by: User) -> None:
    """Keep for ever that the person of a claim is related to `by`. Saying it twice is no error."""
    transitions.lock(claim)
    _row, is_new = Relative.objects.get_or_create(user=by, person_id=claim.person_id)
    if is_new:
        history.record(claim, "declared a relative", by=by)
