"""Pure decisions about sessions: how long they last, and what a browser says it is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY

from contributors.accounts import rules as accounts
from contributors.accounts.devices.models import Device, Machine
from contributors.accounts.models import User

LIMITS = "session_limits"  # {"since": …, "seen": …}, seconds since 1970
KEPT = "own_device"  # true when its owner said that the device is theirs alone
DEVICE = "device"  # [browser, machine]

KEPT_IDLE = dt.timedelta(days=90)
KEPT_LONGEST = dt.timedelta(days=365)
"""On somebody's own device: signed in until three months without use, and for a year at most."""

# The first that fits decides: most browsers also carry the names of others.
BROWSERS = (
    *(("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("OPR/", "Opera"), ("Firefox/", "Firefox")),
    *(("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")),
)
MACHINES = (
    *(("iPhone", Machine.IPHONE), ("iPad", Machine.IPAD), ("CrOS", Machine.CHROMEBOOK)),
    *(("Windows", Machine.WINDOWS), ("Macintosh", Machine.MAC), ("Linux", Machine.LINUX)),
)


@dataclass(frozen=True)
class Lasts:
    """How long a session lasts: `idle` without use, `longest` in all, and how often its use is noted."""

    idle: dt.timedelta
    longest: dt.timedelta
    note_every: dt.timedelta


KEPT_LASTS = Lasts(KEPT_IDLE, KEPT_LONGEST, dt.timedelta(hours=1))


def lasts(user: User, *, kept: bool) -> Lasts:
    """Return how long a session of this account lasts. Nothing keeps staff signed in."""
    if kept and not accounts.counts_as_staff(user):
        return KEPT_LASTS
    return Lasts(accounts.idle_limit(user), accounts.LONGEST_SESSION, dt.timedelta(minutes=1))


def ends_at(marks: dict[str, float], limit: Lasts) -> dt.datetime:
    """Return when the session ends if nothing more is done in it."""
    ends = min(marks["seen"] + limit.idle.total_seconds(), marks["since"] + limit.longest.total_seconds())
    return dt.datetime.fromtimestamp(ends, dt.UTC)


def kept_until(device: Device) -> dt.datetime | None:
    """Return until when a kept device stays signed in if it is not used again. None before its first page."""
    if device.signed_in_at is None or device.last_used_at is None:
        return None
    return min(device.last_used_at + KEPT_IDLE, device.signed_in_at + KEPT_LONGEST)


def recognised(user_agent: str) -> tuple[str, Machine]:
    """Return the browser and the machine that a browser says it is, as far as people would call them."""
    browser = next((name for word, name in BROWSERS if word in user_agent), "")
    if "Android" in user_agent:
        return browser, Machine.ANDROID_PHONE if "Mobile" in user_agent else Machine.ANDROID_TABLET
    return browser, next((machine for word, machine in MACHINES if word in user_agent), Machine.OTHER)


def columns(data: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a device that repeat what its session holds."""
    marks = data.get(LIMITS) or {}
    browser, machine = data.get(DEVICE) or ("", Machine.OTHER)
    account = data.get(SESSION_KEY)
    return {
        "account_id": int(account) if account else None,
        "browser": browser,
        "machine": machine,
        "kept": bool(data.get(KEPT)),
        "signed_in_at": _moment(marks.get("since")),
        "last_used_at": _moment(marks.get("seen")),
    }


def _moment(seconds: float | None) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else None
