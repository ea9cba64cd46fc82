import datetime as dt

from django.db.models import Exists, Max, OuterRef, Sum

from contributors.people.models import Person
from coproduce.foundation import clock
from expenses.claims.earlier.queries import earlier_fees
from expenses.claims.fees.rules import Earnings, Fee, Over, fees_in
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import PAYABLE, UNPAID, ClaimState, Kind, LineDecision
from expenses.payees.recognition.models import EarningsLimit, FeeTiming
from expenses.payees.recognition.rules import not_before, starts_on
from expenses.payees.recognition.states import Period

COUNTED = (*UNPAID, ClaimState.PAID)


def fees_of(person: Person) -> list[Fee]:
    """Return what was asked for, approved or paid, by claim, and what was paid before we worked here.

    Two queries. No fee that is not decided on.
    """
    rows = (
        ClaimLine.objects.filter(claim__person=person, kind=Kind.FEE, claim__status__in=COUNTED)
        .exclude(status=LineDecision.REFUSED)
        .exclude(claim__fee_hold__isnull=False, claim__fee_hold__not_before=None)
        .order_by()
        .values_list("claim__paid_at", "claim__pay_by")
        .annotate(sum=Sum("amount_pence"))
    )
    fees = [Fee(clock.uk(paid).date() if paid else pay_by, pence) for paid, pay_by, pence in rows]
    return fees + [Fee(one.paid_on, one.amount_pence) for one in earlier_fees(person)]


def over_the_limit(person: Person, fees: list[Fee]) -> list[Over]:
    """Return the weeks or months from now on that would go over the person's own limit."""
    limit = EarningsLimit.objects.filter(person=person).first()
    most = limit.shown_pence if limit else None
    if limit is None or most is None:
        return []
    now = starts_on(limit.per, clock.today())
    starts = sorted({starts_on(limit.per, fee.day) for fee in fees})
    sums = [Over(start, limit.per, fees_in(fees, limit.per, start)) for start in starts if start >= now]
    return [one for one in sums if one.pence > most]


def earnings_of(person: Person) -> Earnings:
    """Return this week, this month, and where the person's own limit would be passed. Two queries."""
    fees, today = fees_of(person), clock.today()
    over = over_the_limit(person, fees)
    return Earnings(fees_in(fees, Period.WEEK, today), fees_in(fees, Period.MONTH, today), over)


def first_day(claim: Claim) -> dt.date | None:
    """Return the day before which the person does not want this fee; None: pay it like all the rest."""
    timing = FeeTiming.objects.filter(person=claim.person_id).first()
    if timing is None:
        return None
    return not_before(timing.pace, timing.until, _fee_before(claim), clock.today())


def _fee_before(claim: Claim) -> dt.date | None:
    """The day of the fee before this one: paid, on its way, or next in the order of approval."""
    fee = ClaimLine.objects.filter(claim=OuterRef("pk"), kind=Kind.FEE, status=LineDecision.APPROVED)
    others = Claim.objects.filter(Exists(fee), person=claim.person_id).exclude(pk=claim.pk)
    paid = others.filter(status=ClaimState.PAID).aggregate(last=Max("paid_at"))["last"]
    days = [clock.uk(paid).date()] if paid else []
    if before := earlier_fees(claim.person).aggregate(last=Max("paid_on"))["last"]:
        days.append(before)
    if others.filter(status=ClaimState.IN_PAYMENT).exists():
        days.append(clock.today())
    ahead = others.filter(status__in=PAYABLE, pk__lt=claim.pk).select_related("fee_hold")
    for one in ahead:
        wait = getattr(one, "fee_hold", None)
        if wait is None or wait.not_before:  # a fee that is not decided on holds nobody up
            days.append(max(clock.today(), wait.not_before if wait else clock.today()))
    return max(days, default=None)
