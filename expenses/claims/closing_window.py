"""A gentle word, once, when the time to claim runs out. A late claim is never stopped."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Min, QuerySet

from contributors.models import Organisation
from coproduce.foundation import clock
from coproduce.foundation.outbox import enqueue
from expenses.claims import messages
from expenses.claims.flags import window_days
from expenses.claims.models import Claim
from expenses.claims.states import CAN_BE_CHANGED
from expenses.policies.models import Policy

BATCH = 500


def _unsent() -> QuerySet[Claim]:
    return Claim.objects.filter(status__in=CAN_BE_CHANGED, window_told_at=None)


def three_quarters(window: int) -> int:
    """Return after how many days a word is due: three quarters of the window, rounded up."""
    return -(-3 * window // 4)


def running_out() -> list[int]:
    """Return the ids of unsent claims whose oldest line has used three quarters of its time, and not all."""
    today = clock.today()
    found: list[int] = []
    for organisation in Organisation.objects.filter(pk__in=_unsent().order_by().values("organisation")):
        window = window_days(Policy.objects.in_force(organisation.pk, today))
        oldest = _unsent().filter(organisation=organisation).annotate(first=Min("lines__activity_date"))
        due = oldest.filter(
            first__lte=today - dt.timedelta(days=three_quarters(window)),
            first__gte=today - dt.timedelta(days=window),
        )
        found += due.order_by("pk").values_list("pk", flat=True)[:BATCH]
    return found


@transaction.atomic
def tell_that_it_runs_out(claim_id: int) -> bool:
    """Tell the person by which day their claim is in time. Says whether they were; False the second time."""
    claim = _unsent().filter(pk=claim_id).select_for_update(of=("self",)).first()
    if claim is None:
        return False
    claim.window_told_at = clock.now()
    claim.save(update_fields=["window_told_at"])
    _write(claim)
    return True


def _write(claim: Claim) -> Any:
    kind = messages.RUNS_OUT
    return enqueue(
        kind,
        to=claim.person,
        subject=claim,
        dedupe_key=f"{kind.key}:{claim.pk}",
        organisation_id=claim.organisation_id,
    )
