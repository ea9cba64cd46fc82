"""Health pages: is the process alive, and does the application keep its word?"""

import datetime as dt
import shutil
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from contributors.accounts.rules import second_factor_shown
from coproduce.foundation import clock
from coproduce.foundation.database.limits import no_longer_than
from coproduce.foundation.encryption import decrypt, encrypt
from coproduce.foundation.notifications.models import Channel, MailServer, Notification
from coproduce.foundation.notifications.sending import sweeping
from coproduce.foundation.notifications.states import State
from coproduce.foundation.notifications.tasks import SWEPT
from coproduce.foundation.pages.requests import signed_in
from coproduce.foundation.promises.models import Promise

LATE_AFTER = dt.timedelta(minutes=5)
MILLISECONDS = 3000  # of the database, for one question
LEAST_FREE = 5  # percent of the disk that uploads go to


@login_not_required
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process can answer at all. It asks nothing, so it always costs the same."""
    return JsonResponse({"alive": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when nothing due has waited over five minutes, and disk, keys and database work; else 503.

    Only to whoever shows HEALTH_TOKEN, and to superusers: counts that go up tell a stranger what others do,
    and whether an address is known. Says counts and ages only: no names, no texts. Else 404.
    """
    if not may_read(request):
        raise Http404
    report: dict[str, Any] = {"disk_free_percent": free_percent(), "keys": keys_work()}
    well = report["keys"] and report["disk_free_percent"] >= LEAST_FREE
    try:
        with no_longer_than(MILLISECONDS):
            report |= {"messages": sweeping.tally(), "database": True}
            late = ages()
    except (DatabaseError, InterfaceError):
        return JsonResponse({"ready": False, "database": False} | report, status=503)
    well = well and all(seconds < LATE_AFTER.total_seconds() for seconds in late.values())
    return JsonResponse({"ready": well} | report | late, status=200 if well else 503)


def may_read(request: HttpRequest) -> bool:
    """Say whether a request shows the token (Authorization: Bearer ...), or comes from a superuser."""
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    if settings.HEALTH_TOKEN and kind == "Bearer" and constant_time_compare(shown, settings.HEALTH_TOKEN):
        return True
    if kind or not signed_in(request):
        return False
    records = get_authentication_records(request, request.user)
    return request.user.is_superuser and second_factor_shown(records)


def free_percent() -> int:
    """Return how much of the disk of uploaded files is free; 100 where they are kept elsewhere."""
    if not settings.MEDIA_ROOT.exists():
        return 100
    disk = shutil.disk_usage(settings.MEDIA_ROOT)
    return disk.free * 100 // disk.total


def keys_work() -> bool:
    """Say whether what is sealed now opens again."""
    try:
        return decrypt(encrypt("well", bound_to="health"), bound_to="health") == "well"
    except Exception:  # whatever is wrong with a key, the page says only that it is
        return False


def ages() -> dict[str, int]:
    """Return for how many seconds things have been late by the database's clock; 0 when nothing is."""
    now = clock.database_moment()
    message = Notification.objects.filter(state=State.WAITING, channel=Channel.EMAIL, due_at__lte=now)
    held = Notification.objects.filter(state=State.SENDING, lease_until__lte=now)
    reminder = Promise.objects.open().filter(remind_at__lte=now)
    due = [_first(message, "due_at"), _first(reminder, "remind_at")]
    ill = MailServer.objects.values_list("ill_since", flat=True).first()
    swept = cache.get(SWEPT)
    return {
        "oldest_due_seconds": _age(min((moment for moment in due if moment), default=None), now),
        "oldest_lost_lease_seconds": _age(_first(held, "lease_until"), now),
        "mail_server_ill_seconds": _age(ill, now),
        "last_sweep_seconds": _age(dt.datetime.fromtimestamp(swept, dt.UTC) if swept else None, now),
    }


def _first(rows: QuerySet[Any], field: str) -> dt.datetime | None:
    return rows.order_by(field).values_list(field, flat=True).first()


def _age(moment: dt.datetime | None, now: dt.datetime) -> int:
    return max(int((now - moment).total_seconds()), 0) if moment else 0
