"""What the sweeper does: everything that would otherwise wait for somebody to notice."""

from django.db import transaction
from django.db.models import Count

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.sending.delivery import MOST_ATTEMPTS
from coproduce.foundation.notifications.states import State


def hand_on_expired_leases() -> int:
    """Give messages of senders that died to the next one. Returns how many were taken back."""
    with transaction.atomic():
        left = list(
            Notification.objects.filter(state=State.SENDING, lease_until__lt=clock.database_now())
            .order_by("id")
            .select_for_update(of=("self",), skip_locked=True)[:1000]
        )
        for message in left:
            kind = kinds.get(message.kind)
            if not kind.repeat_in_doubt:
                outcome = State.IN_DOUBT
            else:
                outcome = State.PARKED if message.attempts >= MOST_ATTEMPTS else State.WAITING
            Notification.objects.filter(pk=message.pk).update(state=outcome, lease_until=None)
    return len(left)


def close_what_is_too_late() -> int:
    """Mark waiting e-mails whose use has passed. Returns how many; staff see them with the reason."""
    return Notification.objects.filter(
        state=State.WAITING, channel=Channel.EMAIL, expires_at__lt=clock.database_now()
    ).update(state=State.TOO_LATE, note="its time had passed before it could be sent", sealed="")


def tally() -> dict[str, int]:
    """Return how many messages stand in each state; they add up to all that were ever made."""
    counts = dict(Notification.objects.order_by().values_list("state").annotate(n=Count("*")))
    return {state: counts.get(state, 0) for state in State.values}
