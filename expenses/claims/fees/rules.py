import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from contributors.people.models import Person
from expenses.claims.models import Claim
from expenses.payees.recognition.rules import starts_on
from expenses.payees.recognition.states import Period


@dataclass(frozen=True)
class Fee:
    """The fees of one claim, in pence, and the UK day they count on."""

    day: dt.date
    pence: int


def fees_in(fees: Iterable[Fee], per: str, day: dt.date) -> int:
    """Return the pence of the week or month of a day."""
    start = starts_on(per, day)
    return sum(fee.pence for fee in fees if starts_on(per, fee.day) == start)


@dataclass(frozen=True)
class Over:
    """A week or month in which fees come to more than the person wants."""

    start: dt.date
    per: str
    pence: int

    @property
    def is_month(self) -> bool:
        return self.per == Period.MONTH


@dataclass(frozen=True)
class Earnings:
    """What stands on the person's own pages, in pence."""

    this_week: int
    this_month: int
    over: list[Over]


def is_mine(claim: Claim, person: Person | None) -> bool:
    """Say whether a claim is the reader's own: staff who type it for somebody read no earnings."""
    return person is not None and claim.person_id == person.pk
