"""How people read a row of a part that repeats: a rate of pay, a place, a seat, a step.

Each takes the row as it is stored and leaves out what is not there.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation import money
from coproduce.foundation.pages.presenters import uk_date
from projects.roles.models.choices import Amount, Mode, PayUnit, Per, YesNo

Row = Mapping[str, Any]

AGAINST_POLICY = {
    "above": gettext_lazy("This is more than our policy “%(policy)s” pays."),
    "below": gettext_lazy("This is less than our policy “%(policy)s” pays."),
    "other": gettext_lazy("Our policy “%(policy)s” has no rate like this."),
}


def amount_words(kind: str, least: Any, most: Any, words: Any = str) -> str:
    """Return a number as people say it: "at least 3", "2 to 4"; `words` says one number with its unit."""
    if kind == Amount.TO_BE_AGREED:
        return _("to be agreed")
    if least in (None, "") and most in (None, ""):
        return ""
    if least in (None, "") or kind == Amount.UP_TO:
        return _("up to %(n)s") % {"n": words(number(most if most not in (None, "") else least))}
    low = number(least)
    if kind in (Amount.AT_LEAST, Amount.ABOUT):
        pattern = _("at least %(n)s") if kind == Amount.AT_LEAST else _("about %(n)s")
        return pattern % {"n": words(low)}
    if kind == Amount.EXACTLY or most in (None, "") or number(most) == low:
        return str(words(low))
    return _("%(least)s to %(most)s") % {"least": low, "most": words(number(most))}


def number(value: Any) -> int | Decimal:
    """Return a stored number ("1.5", 2) without needless noughts."""
    found = Decimal(str(value)).normalize()
    return int(found) if found == found.to_integral_value() else found


def pay(row: Row) -> str:
    """Return "Meetings: £75.00 for each half day, up to 4 hours (band C)"."""
    what, band = row.get("what"), row.get("band")
    said = pay_amount(row)
    if what:
        said = f"{what}: {said}"
    return f"{said} ({band})" if band else said


def pay_amount(row: Row) -> str:
    """Return "£75.00 for each half day", or that the amount is still to be agreed."""
    pence, most, unit, more = (row.get(name) for name in ("pence", "most_pence", "unit", "for_words"))
    if not pence and not most:
        amount = _("an amount still to be agreed")
    elif pence and most and pence != most:
        amount = _("%(least)s to %(most)s") % {"least": money.pounds(pence), "most": money.pounds(most)}
    elif most and not pence:
        amount = _("up to %(n)s") % {"n": money.pounds(most)}
    else:
        amount = money.pounds(pence or 0)
    unit_words = str(PayUnit(unit).label) if unit and unit != PayUnit.OTHER else ""
    paid_for = ", ".join(word for word in (unit_words, more) if word)
    return _("%(amount)s for %(unit)s") % {"amount": amount, "unit": paid_for} if paid_for else amount


def against_policy(row: Row) -> str:
    """Return how a rate stands to the policy it was compared with; "" when it is the policy's."""
    pattern = AGAINST_POLICY.get(row.get("against", ""))
    return str(pattern) % {"policy": row.get("policy", "")} if pattern else ""


def commitment(row: Row) -> str:
    """Return "Committee meetings: 4 a year, 2 hours each, online, you are asked to come to 3 of 4"."""
    amount = amount_words(row.get("amount", ""), row.get("least"), row.get("most"))
    per = str(Per(row["per"]).label) if row.get("per") and amount else ""
    parts = [f"{amount} {per}".strip()]
    if each := row.get("each"):
        parts.append(_("%(time)s each") % {"time": each})
    if mode := row.get("mode"):
        label = str(Mode(mode).label)
        parts.append(label[:1].lower() + label[1:])
    if expected := row.get("expected"):
        parts.append(_("you are asked to come to %(n)s") % {"n": expected})
    return _after(row.get("what"), ", ".join(part for part in parts if part))


def venue(row: Row) -> str:
    """Return "Harbour House: 1 Quay Street, BS1 4RW; meetings, once a month"."""
    return _after(row.get("what"), "; ".join(row[name] for name in ("address", "used_for") if row.get(name)))


def seat(row: Row) -> str:
    """Return "Public members: 2 to 4, one of them chairs, they vote"."""
    parts = [amount_words("", row.get("least"), row.get("most"))]
    chairs = {YesNo.YES: _("one of them chairs"), YesNo.NO: _("they do not chair")}
    votes = {YesNo.YES: _("they may vote"), YesNo.NO: _("they do not vote")}
    parts.append(chairs.get(row.get("chairs", ""), ""))
    parts.append(votes.get(row.get("votes", ""), ""))
    if row.get("chairs") == YesNo.UNKNOWN:
        parts.append(_("who chairs is to be agreed"))
    if row.get("votes") == YesNo.UNKNOWN:
        parts.append(_("if they vote is to be agreed"))
    return _after(row.get("who"), ", ".join(part for part in parts if part))


def step(row: Row) -> str:
    """Return "Interview: on 14 January 2027, in the afternoon; two staff and a public member"."""
    day = uk_date(dt.date.fromisoformat(row["on"])) if row.get("on") else ""
    when = ", ".join(part for part in (day, row.get("when")) if part)
    return _after(row.get("what"), "; ".join(part for part in (when, row.get("who")) if part))


def _after(what: Any, more: str) -> str:
    if what and more:
        return f"{what}: {more}"
    return str(what or more)
