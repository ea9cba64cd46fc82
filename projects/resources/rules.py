"""Is there money and time for what is planned?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds
from projects.resources.costing.rules import Row

Suggestion = tuple[str, int]
"""A label and whole pence for one person and one session."""


@dataclass(frozen=True)
class Spend:
    """Whole pence. Each sum holds the next: what is paid was approved, what is approved was claimed.

    `parts` is the same for each kind of money, in words: fees and expenses stay apart for ever.
    """

    claimed: int = 0
    approved: int = 0
    paid: int = 0
    parts: tuple[tuple[str, "Spend"], ...] = ()


@dataclass(frozen=True)
class Costing:
    """The money of a project, whole pence. `committed` holds what was claimed and booked.

    `booked` is what the organisation paid itself: it is in no claim.
    """

    budget: int
    planned: int
    committed: int
    spent: Spend
    booked: int = 0

    @property
    def over_committed(self) -> int:
        """How much more is committed than the budget holds."""
        return max(0, self.committed - self.budget)

    @property
    def over_planned(self) -> int:
        """How much more is planned than the budget holds."""
        return max(0, self.planned - self.budget)

    @property
    def over_approved(self) -> int:
        """How much more was approved for payment than the budget holds."""
        return max(0, self.spent.approved - self.budget)

    @property
    def left(self) -> int:
        """What can still be committed."""
        return max(0, self.budget - self.committed)


def costing(total: Row, *, spent: Spend, booked: int = 0) -> Costing:
    """Return the money of a project from the total of its costing, and its claims kind by kind."""
    return Costing(
        budget=total.budget,
        planned=total.amounts.planned,
        committed=total.amounts.committed,
        spent=spent,
        booked=booked,
    )


def what_is_missing(has: Mapping[str, Any]) -> list[str]:
    """Return what is left to do before the resources are clear, one sentence each.

    `has` holds the sums of pence and the yes or no of `queries.state`; None stands for no row at all.
    """
    sentences = []
    if has["budget"] is None:
        sentences.append(_("Add the first budget line."))
    if has["planned"] is None:
        sentences.append(_("Plan the first activity."))
    if not has["staff"]:
        sentences.append(_("Say who on the staff side gives time."))
    elif not has["led"]:
        sentences.append(_("Name who leads involvement, and say what an hour of theirs costs."))
    if not has["milestone"]:
        sentences.append(_("Add the first milestone."))
    over = (has["planned"] or 0) - (has["budget"] or 0)
    if over > 0:
        sentences.append(
            _("The plan costs %(amount)s more than the budget holds.") % {"amount": pounds(over)}
        )
    return sentences
