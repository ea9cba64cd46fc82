"""A claim in the queue. Pure."""

from dataclasses import dataclass

from expenses.claims.models import Claim
from expenses.claims.rules import Totals

PLAIN = "plain"


@dataclass(frozen=True)
class QueueRow:
    """One claim of the list: its amounts, and whether it may be approved among others."""

    claim: Claim
    totals: Totals
    marks: list[str]
    own: bool

    @property
    def may_be_ticked(self) -> bool:
        return not self.marks and not self.own
