"""Ledger, claims, payments and the promise to pay say the same."""

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from coproduce.audit.invariants import Finding, invariant, of_each, of_rows
from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.promises.models import Promise, PromiseQuerySet
from expenses.claims.models import Claim
from expenses.claims.promises import PAY
from expenses.claims.states import FACTS, ClaimState
from expenses.payments.ledger.models import JournalEntry
from expenses.payments.ledger.states import PAYMENT, EntryKind
from expenses.payments.runs.models import Payment, PaymentLine, PaymentRun
from expenses.payments.states import Result, RunState
from expenses.payments.waits.queries import owed_claims, promise_to_pay, standing
from expenses.payments.waits.rules import reasons

OWED = [state for state, facts in FACTS.items() if facts.is_unpaid]
OVER = (ClaimState.PAID, ClaimState.REFUSED, ClaimState.WITHDRAWN, ClaimState.DRAFT)


def _pay() -> PromiseQuerySet:
    return Promise.objects.open().filter(
        kind=PAY.key, subject_type=Claim._meta.label, subject_id=OuterRef("pk")
    )


@invariant(
    holds="Every claim that waits for its money is promised, and no other is.",
    mend="Find out when the claim was sent, and promise or release the payment.",
)
def every_claim_is_promised() -> Finding:
    rows = Claim.objects.all()
    return of_rows(
        rows, rows.filter((Q(status__in=OWED) & ~Exists(_pay())) | (Q(status__in=OVER) & Exists(_pay())))
    )


@invariant(
    holds="The day of payment on a claim is the day that was promised.",
    mend="Put the day of the promise on the claim.",
)
def claim_and_promise_name_one_day() -> Finding:
    days = dict(
        Promise.objects.open()
        .filter(kind=PAY.key, waiting_since=None, subject_type=Claim._meta.label)
        .values_list("subject_id", "due_at")
    )
    rows = Claim.objects.filter(pk__in=days)
    return of_each(rows.iterator(1000), lambda claim: clock.uk(days[claim.pk]).date() == claim.pay_by)


@invariant(
    holds="Nothing unmet stands behind a day of payment, and nothing waits that could go on.",
    mend="Save how the person is paid once more: that sets what the payment waits for.",
)
def pay_waits_for_what_is_missing() -> Finding:
    rows = owed_claims(pk__in=Promise.objects.open().filter(kind=PAY.key).values("subject_id"))

    def holds(claim: Claim) -> bool:
        missing = " ".join(sorted(reason.key for reason in reasons(standing(claim))))
        return missing == claim.pay_waits == known(promise_to_pay(claim)).waits_for

    return of_each(rows.iterator(500), holds)


@invariant(
    holds="The lines of every journal entry come to nothing.", mend="Restore the journal from a backup."
)
def ledger_balances() -> Finding:
    rows = JournalEntry.objects.annotate(sum=Coalesce(Sum("lines__amount_pence"), 0), n=Count("lines"))
    return of_rows(rows, rows.filter(~Q(sum=0) | Q(n__lt=2)))


@invariant(
    holds="A payment is in the journal as paid exactly when the bank paid it.",
    mend="Enter what is missing, by a correction.",
)
def payments_stand_in_the_journal() -> Finding:
    entered = JournalEntry.objects.filter(kind=EntryKind.PAID, source=PAYMENT, source_id=OuterRef("pk"))
    rows = Payment.objects.filter(result=Result.PAID)
    return of_rows(rows, rows.filter(~Exists(entered)))


@invariant(
    holds="A payment is the sum of its lines.",
    mend="Compare with the approved lines of its claim.",
)
def payment_is_the_sum_of_its_lines() -> Finding:
    rows = Payment.objects.filter(live=True).annotate(
        sum=Coalesce(Sum("lines__amount_pence", filter=Q(lines__live=True)), 0)
    )
    return of_rows(rows, rows.exclude(sum=F("amount_pence")))


@invariant(
    holds="The totals on a payment run are those of its payments.",
    mend="Compare run, file and bank statement before anything else is paid.",
)
def runs_add_up() -> Finding:
    # What came back stood in the file; what was held back before did not.
    in_file = Q(payments__live=True) | Q(payments__result=Result.BOUNCED)
    rows = PaymentRun.objects.annotate(
        pence=Coalesce(Sum("payments__amount_pence", filter=in_file), 0),
        number_of=Count("payments", filter=in_file),
    ).exclude(status=RunState.CANCELLED)
    total = F("fee_pence") + F("expense_pence") + F("allowance_pence")
    return of_rows(rows, rows.exclude(pence=total, number_of=F("payment_count")))


@invariant(
    holds="No line of a claim is in two payments that count.",
    mend="Hold one of the payments back, or ask for the money back.",
)
def no_line_is_paid_twice() -> Finding:
    lines = PaymentLine.objects.filter(live=True)
    another = lines.filter(claim_line=OuterRef("claim_line")).exclude(pk=OuterRef("pk"))
    return of_rows(lines, lines.filter(Exists(another)))
