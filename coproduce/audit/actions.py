"""Walks over all data, and keeps what was found for some weeks."""

import datetime as dt
import logging
from typing import Any

from django.db import transaction

from coproduce.audit import (
    duties,
    endings,
    evidence,
    invariants,
    money,
    offers,
    people,
    post,
    promises,
    secrets,
)
from coproduce.audit.models import AuditRun
from coproduce.audit.selection import choosing, opportunities, panels, scoring
from coproduce.foundation import clock
from coproduce.foundation.notifications.sending import alarm

log = logging.getLogger(__name__)

AREAS = (
    *(promises, duties, endings, offers, opportunities, panels, scoring, choosing),
    *(people, post, money, secrets, evidence),
)
KEPT = dt.timedelta(days=60)


def audit() -> list[dict[str, Any]]:
    """Check every invariant. Returns a row for each: name, what holds, checked, broken, examples, mend.

    Reads only, each invariant by itself: one that cannot be checked is reported as broken and stops none.
    """
    return [_check(one) for one in invariants.registered()]


def _check(one: invariants.Invariant) -> dict[str, Any]:
    row = {"invariant": one.name, "holds": one.holds, "checked": 0, "broken": 0, "examples": []}
    try:
        with transaction.atomic():
            found = one.find()
    except Exception as error:
        log.exception("invariant %s could not be checked", one.name)
        return row | {"broken": 1, "examples": [type(error).__name__], "mend": "See the log."}
    row |= {"checked": found.checked, "broken": found.broken, "examples": found.examples}
    return row | ({"mend": one.mend} if found.broken else {})


def keep_audit() -> AuditRun:
    """Check every invariant and keep the report; older reports go. Administrators hear of what broke."""
    report = audit()
    if wrong := [f"{row['invariant']}: {row['broken']}" for row in report if row["broken"]]:
        alarm.tell(wrong, about="the nightly check found rows that break a rule")
    AuditRun.objects.filter(at__lt=clock.now() - KEPT).delete()
    return AuditRun.objects.create(report=report, broken=sum(row["broken"] for row in report))
