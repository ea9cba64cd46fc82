"""What somebody earns here week by week and month by month, for their eyes only.

Fees alone, as vouchers too; costs are not earnings. A fee counts on the day it was paid, and before
that on the day we promised to pay it by.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from contributors.people.models import Person
from coproduce.foundation import clock
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import UNPAID, ClaimState, Kind, LineDecision
from expenses.payees.recognition.limits import EarningsLimit
from expenses.payees.recognition.rules import starts_on
from expenses.payees.recognition.states import Period

COUNTED = (*UNPAID, ClaimState.PAID)


@dataclass(frozen=True)
class Fee:
    """The fees of one claim, in pence, and the UK day they count on."""

    day: dt.date
    pence: int


def fees_of(person: Person) -> list[Fee]:
    """Return what was asked for, approved or paid, by claim. One query. No fee that is not decided on."""
    rows = (
        ClaimLine.objects.filter(claim__person=person, kind=Kind.FEE, claim__status__in=COUNTED)
        .exclude(status=LineDecision.REFUSED)
        .exclude(claim__fee_wait__isnull=False, claim__fee_wait__not_before=None)
        .order_by()
        .values_list("claim__paid_at", "claim__pay_by")
        .annotate(sum=Sum("amount_pence"))
    )
    return [Fee(clock.uk(paid).date() if paid else pay_by, pence) for paid, pay_by, pence in rows]


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


def over_the_limit(person: Person, fees: list[Fee]) -> list[Over]:
    """Return the weeks or months from now on that would go over the person's own limit."""
    limit = EarningsLimit.objects.filter(person=person).first()
    if limit is None:
        return []
    now = starts_on(limit.per, clock.today())
    starts = sorted({starts_on(limit.per, fee.day) for fee in fees})
    sums = [Over(start, limit.per, fees_in(fees, limit.per, start)) for start in starts if start >= now]
    return [one for one in sums if one.pence > limit.pence]


@dataclass(frozen=True)
class Earnings:
    """What stands on the person's own pages, in pence."""

    this_week: int
    this_month: int
    over: list[Over]


def earnings_of(person: Person) -> Earnings:
    """Return this week, this month, and where the person's own limit would be passed. Two queries."""
    fees, today = fees_of(person), clock.today()
    over = over_the_limit(person, fees)
    return Earnings(fees_in(fees, Period.WEEK, today), fees_in(fees, Period.MONTH, today), over)


def is_mine(claim: Claim, person: Person | None) -> bool:
    """Say whether a claim is the reader's own: staff who type it for somebody read no earnings."""
    return person is not None and claim.person_id == person.pk
