"""The rates of the policy in force, and how the pay of a role stands to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from projects.roles.models import row_sentences


@dataclass(frozen=True)
class PolicyRate:
    """One rate of a policy: what it is for, whole pence, the unit (a PayUnit), and its limits in words."""

    label: str
    pence: int
    unit: str
    for_words: str = ""

    @property
    def words(self) -> str:
        """The rate in one line: "Meetings: £75.00 for each half day, up to 4 hours"."""
        return row_sentences.pay(self.row)

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
