"""Which claims should hear that the time to claim runs out: a notice (messages.RUNS_OUT), not a promise.

Nobody owes us a claim, and a late one is never stopped.
"""

import datetime as dt

from django.db.models import Min, QuerySet

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
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


def due() -> QuerySet[Claim]:
    """Return the claims whose person should hear of it today."""
    return _unsent().filter(pk__in=running_out()).select_related("person")
