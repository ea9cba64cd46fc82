"""Health pages: is the process alive, and does the application keep its word?"""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.sending import sweeping
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.models import Promise

LATE_AFTER = dt.timedelta(minutes=5)


@login_not_required
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process can answer at all."""
    return JsonResponse({"alive": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and nothing due has waited over five minutes, else 503.

    Says counts and ages only: no names, no texts.
    """
    try:
        waited = oldest_due_seconds()
        report = {"messages": sweeping.tally(), "oldest_due_seconds": waited}
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    in_time = waited < LATE_AFTER.total_seconds()
    return JsonResponse({"ready": in_time, "database": True} | report, status=200 if in_time else 503)


def oldest_due_seconds() -> int:
    """Return how long the oldest due message or reminder has waited, in seconds (0 when none waits)."""
    now = clock.now()
    message = (
        Notification.objects.filter(state=State.WAITING, channel=Channel.EMAIL, due_at__lte=now)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    reminder = (
        Promise.objects.open()
        .filter(remind_at__lte=now)
        .order_by("remind_at")
        .values_list("remind_at", flat=True)
    ).first()
    oldest = min((moment for moment in (message, reminder) if moment), default=now)
    return int((now - oldest).total_seconds())
