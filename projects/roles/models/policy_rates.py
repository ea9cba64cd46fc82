"""The rates of the policy in force, and how the pay of a role stands to them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import short_date
from projects.roles.models import row_sentences


@dataclass(frozen=True)
class PolicyRate:
    """One rate of a policy: what it is for, whole pence, the unit (a PayUnit), and its limits in words.

    since, until: the first and the last day of work it is paid for; None: not said, no end yet.
    """

    label: str
    pence: int
    unit: str
    for_words: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def key(self) -> str:
        """What stands for it in a form: a rate that has changed meanwhile is not taken for this one."""
        return "|".join([self.label, self.unit, self.for_words, str(self.pence)])

    @property
    def words(self) -> str:
        """The rate in one line: "Meetings: £75.00 for each half day (for work from 1 April 2026)"."""
        said = row_sentences.pay(self.row)
        return f"{said} ({self.dates})" if self.dates else said

    @property
    def dates(self) -> str:
        """For work on which days it is paid: "for work from 1 April 2026 to 31 March 2027"."""
        days = {"since": short_date(self.since), "until": short_date(self.until)}
        if self.since and self.until:
            return _("for work from %(since)s to %(until)s") % days
        if self.until:
            return _("for work until %(until)s") % days
        return _("for work from %(since)s") % days if self.since else ""

    @property
    def row(self) -> dict[str, Any]:
        """The rate as a row of a role's pay."""
        said = {"what": self.label, "rate": self.label, "pence": self.pence, "unit": self.unit}
        return said | {"for_words": self.for_words}


@dataclass(frozen=True)
class PolicyRates:
    """The policy that is in force, its rates, and the pence an hour below which it points a fee out."""

    name: str
    rates: tuple[PolicyRate, ...] = ()
    floor_pence: int | None = None


def chosen(row: Mapping[str, Any], rates: Sequence[PolicyRate]) -> PolicyRate | None:
    """Return the rate of a policy that a row of a role's pay is; None when it is none of them."""
    if row.get("most_pence"):
        return None
    same = [one for one in _named_by(row, rates) if one.pence == row.get("pence")]
    return same[0] if same else None


def renewed(rows: Sequence[Mapping[str, Any]], policy: PolicyRates | None) -> list[dict[str, Any]]:
    """Return rates that were chosen from a policy with the amounts that the policy in force pays for them.

    One that the policy has no more, and one that was never chosen from it, stays as it is.
    """
    found = []
    for row in rows:
        named = _named_by(row, policy.rates) if policy else []
        found.append(dict(row) | ({"pence": named[0].pence} if len(named) == 1 else {}))
    return found


def _named_by(row: Mapping[str, Any], rates: Sequence[PolicyRate]) -> list[PolicyRate]:
    """Return the rates a row names; where limits of time part them, those with its limits."""
    named = [one for one in rates if (one.label, one.unit) == (row.get("rate"), row.get("unit"))]
    exact = [one for one in named if one.for_words == row.get("for_words", "")]
    return exact or named


def compared(rows: Sequence[Mapping[str, Any]], policy: PolicyRates | None) -> list[dict[str, Any]]:
    """Return the rates of a role with how each stands to the policy in force; none: nothing is said."""
    fresh = [
        {name: value for name, value in row.items() if name not in ("against", "policy")} for row in rows
    ]
    if policy is None:
        return fresh
    return [row | {"policy": policy.name, "against": against(row, policy.rates)} for row in fresh]


def against(row: Mapping[str, Any], rates: Sequence[PolicyRate]) -> str:
    """Return "same", "above", "below" or "other"; "" while the amount is still to be agreed."""
    amounts = [row[name] for name in ("pence", "most_pence") if row.get(name)]
    if not amounts:
        return ""
    unit = row.get("unit") or "other"
    alike = [one for one in rates if unit in ("other", one.unit)]
    named = [one for one in alike if one.label == row.get("rate")] or alike
    pays = {one.pence for one in named}
    if all(amount in pays for amount in amounts):
        return "same"
    if not pays or unit == "other":
        return "other"
    if max(amounts) > max(pays):
        return "above"
    return "below" if min(amounts) < min(pays) else "other"
