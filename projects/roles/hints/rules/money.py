"""How the pay of a role stands to the policy, and to what an hour should come to."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds, round_pence
from projects.roles.hints.rules.hint import Hint, Known, Values
from projects.roles.models.choices import PaymentKind, PrepTime
from projects.roles.models.row_sentences import Row, number, pay

HOURS = re.compile(
    r"(?:(?P<least>\d+(?:[.,]\d+)?)\s*(?:to|-|–|or)\s*)?(?P<most>\d+(?:[.,]\d+)?)\s*-?(?P<unit>hours?|hrs?|minutes?|mins?)\b",
    re.IGNORECASE,
)
SAME_PERIOD = ("week", "month", "year", "term")
MEETINGS = ("meeting", "session")


def hours_in(text: str) -> Decimal | None:
    """Return the most hours a text names ("2 to 4 hours": 4, "90 minutes": 1.5); None when it names none."""
    found = []
    for match in HOURS.finditer(text or ""):
        amount = Decimal(match["most"].replace(",", "."))
        found.append(amount / 60 if match["unit"].lower().startswith("m") else amount)
    return max(found, default=None)


def hours_paid(row: Row, values: Values) -> Decimal | None:
    """Return how many hours one payment of a rate is for, as the text says; None when it does not say."""
    unit, named = row.get("unit"), hours_in(str(row.get("for_words") or ""))
    if unit == "hour":
        return Decimal(1)
    if named:
        return named
    if unit in SAME_PERIOD and values.get("unit") == "hour" and values.get("per") == unit:
        counted = [number(values[name]) for name in ("quantity_min", "quantity_max") if values.get(name)]
        return Decimal(max(counted)) if counted else None
    if unit in MEETINGS:
        each = [hours_in(str(one.get("each") or "")) for one in values.get("commitments") or ()]
        return max((hours for hours in each if hours), default=None)
    return None


def of_money(values: Values, known: Known) -> Iterator[Hint]:
    """Yield what the policy says to each rate: above or below it, or less than an hour should come to."""
    if values.get("payment") != PaymentKind.FEE:
        return
    for row in known.rates:
        yield from _beside_the_policy(row, known)
        yield from _for_an_hour(row, values, known)


def _beside_the_policy(row: Row, known: Known) -> Iterator[Hint]:
    seen = {
        "above": _("%(rate)s is more than the policy “%(policy)s” pays."),
        "below": _("%(rate)s is less than the policy “%(policy)s” pays."),
        "other": _("The policy “%(policy)s” has no rate like %(rate)s."),
    }.get(str(row.get("against") or ""))
    if seen:
        words = seen % {"rate": pay(row), "policy": known.policy}
        yield Hint("pay_rates", "policy", words, _("Choose a rate of the policy, or say why it is another."))


def _for_an_hour(row: Row, values: Values, known: Known) -> Iterator[Hint]:
    hours, pence = hours_paid(row, values), row.get("pence") or row.get("most_pence")
    if not (known.floor_pence and hours and pence):
        return
    an_hour = round_pence(Decimal(pence) / hours)
    if an_hour >= known.floor_pence:
        return
    facts: dict[str, Any] = {"rate": pay(row), "hour": pounds(an_hour), "floor": pounds(known.floor_pence)}
    seen = _("%(rate)s comes to %(hour)s an hour. Your policy points out what is below %(floor)s.") % facts
    if values.get("includes_prep") == PrepTime.NO and values.get("prep_paid") != "yes":
        seen += " " + _("Reading comes on top of these hours, so it is less than that.")
    yield Hint("pay_rates", "hour", seen, _("Pay more, or ask for less time."))
