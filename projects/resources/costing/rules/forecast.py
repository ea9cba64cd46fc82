"""When the money ends if things go on as of late. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from projects.resources.costing.rules.sheet import FEW, Piece, months_back, months_on


@dataclass(frozen=True)
class Forecast:
    """When the money ends if things go on as in `months` whole months before. Pence; None: no end seen.

    `people` are behind what was approved and booked in those months.
    """

    pace: int
    months: int
    money: int
    ends_in: dt.date | None
    people: int = 0

    @property
    def few(self) -> bool:
        """Say whether the pace is what one or two people claimed."""
        return 0 < self.people < FEW


def forecast(budget: int, pieces: Iterable[Piece], today: dt.date, *, months: int = 6) -> Forecast:
    """Return when the budget ends at the pace of late, by day of activity, claims approved and bookings.

    The pace is the mean of the whole months before this one. What was spent until today is gone; each
    month from the next one on takes the pace, and the money ends in the month that takes the last of it.
    """
    found = [(one.on, one.amounts.approved + one.amounts.booked, one.person_id) for one in pieces]
    spent = [(on, pence) for on, pence, _person in found]
    this_month = today.replace(day=1)
    since = months_back(this_month, months)
    lately = sum(pence for on, pence in spent if since <= on < this_month)
    people = len({person for on, pence, person in found if person and pence and since <= on < this_month})
    money = budget - sum(pence for on, pence in spent)
    pace = lately // months
    if money <= 0:
        return Forecast(pace, months, money, this_month, people)
    if not lately:
        return Forecast(0, months, money, None)
    return Forecast(pace, months, money, months_on(this_month, -(-money * months // lately)), people)
