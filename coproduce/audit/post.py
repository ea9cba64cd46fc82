"""Every message is somewhere, and says so."""

import datetime as dt

from coproduce.audit.invariants import Finding, invariant, of_rows
from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.states import State

STUCK_AFTER = dt.timedelta(hours=1)


@invariant(
    holds="Made = waiting + being sent + sent + in doubt + parked + no longer needed + too late.",
    mend="A state was written past the application: set it to one of these.",
)
def every_message_has_a_state() -> Finding:
    rows = Notification.objects.all()
    return of_rows(rows, rows.exclude(state__in=State.values))


@invariant(
    holds="No message by e-mail that is due has waited for an hour.",
    mend="Is a worker running, and does the mail server answer?",
)
def nothing_due_stands_still() -> Finding:
    rows = Notification.objects.filter(channel=Channel.EMAIL, state__in=(State.WAITING, State.SENDING))
    return of_rows(rows, rows.filter(due_at__lt=clock.now() - STUCK_AFTER))


@invariant(
    holds="Every message that waits is of a known kind.",
    mend="Was an older version started again? Cancel the message or upgrade.",
)
def every_kind_is_known() -> Finding:
    known = [kind.key for kind in kinds.registered()]
    rows = Notification.objects.filter(state__in=(State.WAITING, State.SENDING))
    return of_rows(rows, rows.exclude(kind__in=known))
