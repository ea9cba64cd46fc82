"""What an opportunity has to say before it opens."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.lazy import LazyStr
from projects.roles.models.choices import Mode, PaymentKind
from projects.selection.opportunities.states import Region

HOURS_OPEN = dt.timedelta(hours=24)
"""So long an opportunity is open at least: somebody has to be able to find it."""

NEEDED: dict[str, LazyStr] = {
    "summary": _("What it is, in two or three sentences"),
    "topic": _("The topic"),
    "region": _("The part of the country"),
    "mode": _("Whether people take part online or in person"),
    "time_words": _("How much time it takes. The role description says it"),
    "places": _("How many people you are looking for"),
    "pay_words": _("What you pay, or plainly that you pay nothing. The role description says it"),
    "access": _("What you offer so that everyone can take part"),
    "chosen_how": _("How people are chosen"),
    "chosen_by": _("Who chooses"),
    "contact": _("Whom to ask"),
    "contact_words": _("How to reach whom to ask"),
    "other_ways": _("Other ways to apply, without this website"),
    "closes_at": _("The day and the time it closes"),
    "hear_by": _("The day by which everyone hears from you"),
}
FROM_ROLE = frozenset({"time_words", "pay_words"})
"""What only the role description can say: what both sides agree to."""


@dataclass(frozen=True)
class Check:
    """One line of the check list. `done`: it is said; `wrong` says what does not fit.

    `url` is the name of the page where it is said, which takes the opportunity; empty: the draft's own.
    """

    name: str
    label: LazyStr
    done: bool
    wrong: LazyStr = ""
    url: str = ""


def checks(values: Mapping[str, Any], now: dt.datetime, *, lives: bool) -> list[Check]:
    """Return the check list of a draft. `lives`: whom to ask still works there."""
    needed = dict(NEEDED)
    if values.get("payment") != PaymentKind.NOTHING:
        needed["expenses"] = _("Which expenses you pay")
    said = {name: _is_said(name, values) for name in needed}
    return [
        Check(name, label, said[name] and not wrong, wrong)
        for name, label in needed.items()
        for wrong in (_wrong(name, values, now, lives=lives) if said[name] else "",)
    ]


def missing(values: Mapping[str, Any], now: dt.datetime, *, lives: bool) -> list[Check]:
    """Return what stands between a draft and its opening."""
    return [one for one in checks(values, now, lives=lives) if not one.done]


def _is_said(name: str, values: Mapping[str, Any]) -> bool:
    value = values.get(name)
    if name == "mode":
        return value not in ("", None, Mode.UNKNOWN)
    if name == "pay_words":
        return bool(value) and values.get("payment") not in ("", None, PaymentKind.TO_BE_AGREED)
    return value not in ("", None)


def _wrong(name: str, values: Mapping[str, Any], now: dt.datetime, *, lives: bool) -> LazyStr:
    value = values[name]
    opens = max(values.get("opens_at") or now, now)
    if name == "closes_at" and value < opens + HOURS_OPEN:
        return _("It has to be open for a day at least. Choose a later day or time to close.")
    if name == "hear_by" and values.get("closes_at") and value <= clock.uk(values["closes_at"]).date():
        return _("People can only hear after it has closed. Choose a later day.")
    if name == "contact" and not lives:
        return _("They no longer work here. Choose someone else.")
    if name == "region" and value == Region.ANYWHERE and values.get("mode") == Mode.IN_PERSON:
        return _("People take part in person, so say in which part of the country.")
    return ""
