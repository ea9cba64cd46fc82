from datetime import timedelta

from coproduce.foundation import clock
from coproduce.foundation.idempotency.models import IdempotencyKey

KEPT = timedelta(hours=24)


def forget_old_keys() -> int:
    """Delete tokens older than a day. Returns how many."""
    return IdempotencyKey.objects.filter(spent_at__lt=clock.now() - KEPT).delete()[0]
