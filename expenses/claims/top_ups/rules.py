from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from expenses.claims.models import ClaimLine
from expenses.policies.mileage.rules import MileagePrice
from expenses.policies.models import Policy
from expenses.policies.rates.rules import Price

if TYPE_CHECKING:
    pass
from coproduce.foundation.money import pounds


@dataclass(frozen=True)
class Difference:
    """A line, what we paid or approved for it so far, and what it comes to today (None: no rate). Pence."""

    line: ClaimLine
    policy: Policy
    before_pence: int
    price: Price | MileagePrice | None
    words: str

    @property
    def todays(self) -> Price | MileagePrice:
        """The price of today. Raises ValueError where the policy has no rate."""
        if self.price is None:
            raise ValueError("no rate today")
        return self.price

    @property
    def today_pence(self) -> int | None:
        return self.price.pence if self.price else None

    @property
    def more_pence(self) -> int:
        """What we owe on top; a lower rate takes nothing back and is less than nothing here."""
        return self.price.pence - self.before_pence if self.price else 0

    @property
    def way(self) -> str:
        """Where it goes: "more", "less", "no_rate", or "" when the amount stays."""
        if self.price is None:
            return "no_rate"
        return "more" if self.more_pence > 0 else "less" if self.more_pence < 0 else ""

    @property
    def is_more(self) -> bool:
        return self.way == "more"

    @property
    def is_less(self) -> bool:
        return self.way == "less"


def sums(found: list[Difference]) -> list[dict[str, str]]:
    """Return what the lines come to as rows of a summary list; what is less stands apart, for ever."""
    more = [one for one in found if one.is_more]
    less = [one for one in found if one.is_less]
    rows = [
        (_("Lines where we owe more"), f"{len(more):,}"),
        (_("People"), f"{len({one.line.claim.person_id for one in more}):,}"),
        (_("Extra we owe"), pounds(sum(one.more_pence for one in more))),
        (_("Lines that would come to less"), f"{len(less):,}"),
        (_("Difference we will not ask for back"), pounds(-sum(one.more_pence for one in less))),
    ]
    return [{"label": label, "value": value} for label, value in rows]
