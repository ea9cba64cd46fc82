"""Statement lines and what they settle: a payment, a whole run; and the run of which all was found."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from contributors.accounts.models import User
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from expenses.payments.models import Payment, PaymentRun
from expenses.payments.reports.models import Match, Reconciled, ReportLine
from expenses.payments.reports.states import Said
from expenses.payments.states import Result


def record_statement(lines: list[ReportLine], *, by: User) -> None:
    """Keep each match; then say which runs are reconciled by them."""
    Match.objects.bulk_create(
        (
            Match(line=line, said=line.said, payment=line.payment, run=line.run, by=by)
            for line in lines
        ),
        batch_size=500,
    )  # fmt: skip
    touched = {line.run_id or known(line.payment).run_id for line in lines}
    for run in PaymentRun.objects.filter(pk__in=touched, reconciled=None).order_by("pk"):
        if not missing_in(run).exists():
            Reconciled.objects.create(run=run, by=by)
            history.record(run, "reconciled", by=by)


def not_on_a_statement(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Payments that left the bank, or came back, and were not found on a statement yet."""
    alone = Match.objects.filter(payment=OuterRef("pk"))
    with_run = Match.objects.filter(run=OuterRef("run"), said=Said.PAID)
    out = ~Exists(alone.filter(said=Said.PAID)) & ~Exists(with_run)
    back = Q(result=Result.BOUNCED) & ~Exists(alone.filter(said=Said.BOUNCED))
    return payments.filter(result__in=[Result.PAID, Result.BOUNCED]).filter(out | back)


def missing_in(run: PaymentRun) -> QuerySet[Payment]:
    """What of a run was not found on a statement yet."""
    return not_on_a_statement(Payment.objects.filter(run=run))
