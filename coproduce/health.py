"""Health pages: is the process alive, and does the application keep its word?"""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Channel, MailServer, Notification
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

    Nothing may have waited in the hands of a sender that died either, and the mail server may not have
    been ill for so long. Says counts and ages only: no names, no texts.
    """
    try:
        tally, late = sweeping.tally(), ages()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    in_time = all(seconds < LATE_AFTER.total_seconds() for seconds in late.values())
    report = {"ready": in_time, "database": True, "messages": tally} | late
    return JsonResponse(report, status=200 if in_time else 503)


def ages() -> dict[str, int]:
    """Return for how many seconds things have been late by the database's clock; 0 when nothing is."""
    now = clock.database_moment()
    message = Notification.objects.filter(state=State.WAITING, channel=Channel.EMAIL, due_at__lte=now)
    held = Notification.objects.filter(state=State.SENDING, lease_until__lte=now)
    reminder = Promise.objects.open().filter(remind_at__lte=now)
    due = [_first(message, "due_at"), _first(reminder, "remind_at")]
    ill = MailServer.objects.values_list("ill_since", flat=True).first()
    return {
        "oldest_due_seconds": _age(min((moment for moment in due if moment), default=None), now),
        "oldest_lost_lease_seconds": _age(_first(held, "lease_until"), now),
        "mail_server_ill_seconds": _age(ill, now),
    }


def _first(rows: QuerySet[Any], field: str) -> dt.datetime | None:
    return rows.order_by(field).values_list(field, flat=True).first()


def _age(moment: dt.datetime | None, now: dt.datetime) -> int:
    return max(int((now - moment).total_seconds()), 0) if moment else 0
