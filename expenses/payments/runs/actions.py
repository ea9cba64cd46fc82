"""The life of a payment run: made, locked, released by a second person, exported, recorded, or cancelled.

A run of 100,000 lines is written in a dozen statements, whatever its size (performance.md, F8).
"""

import datetime as dt

from django.db import models, transaction
from django.db.models import F, Max, Q, Sum, Value
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, transitions
from coproduce.foundation.database import outside
from coproduce.foundation.database.bulk import insert_from
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.hold.queries import refuse_while_on
from coproduce.foundation.notifications.outbox import enqueue_all
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims import actions as claim_actions
from expenses.claims.fees import actions as fees
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import Kind
from expenses.payees import actions as details
from expenses.payees.actions import end_cooling_off
from expenses.payments.files.actions import freeze
from expenses.payments.files.models import BankFile
from expenses.payments.ledger import actions as ledger
from expenses.payments.rules import NAMED, check_same_sums
from expenses.payments.runs import notifications, queries, rules
from expenses.payments.runs.models import LeftOut, Payment, PaymentLine, PaymentResult, PaymentRun
from expenses.payments.runs.promises import MEND
from expenses.payments.states import IN_THE_LEDGER, Method, Result


@transaction.atomic
def make_run(
    *, organisation: Organisation, by: User, method: str = Method.BANK, statement_reference: str = ""
) -> PaymentRun:
    """Put every claim that can be paid now into a new run. Raises TransitionRefused when there is none.

    Claims that somebody else is just working on are passed over, not waited for: the next run takes
    them. Claims that cannot be paid are written down with the reason.
    """
    end_cooling_off()
    # Runs of one organisation are made one after another. "No key": others may go on using its rows.
    organisation = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    last = PaymentRun.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"] or 0
    run = PaymentRun.objects.create(
        organisation=organisation,
        number=last + 1,
        method=method,
        statement_reference=statement_reference or organisation.statement_name,
        made_by=by,
    )
    fees.arrange(Claim.objects.filter(organisation=organisation))
    mine = queries.lock_waiting(organisation)
    if not _fill(run, queries.ready(organisation, method).filter(pk__in=mine)):
        raise TransitionRefused(_("There is nothing to pay right now."))
    claim_actions.mark_all_in_payment(queries.claims_of(run), by=by)
    left_out = queries.not_ready(organisation, method).filter(pk__in=mine)
    insert_from(LeftOut, left_out, run=_id(run), claim=F("pk"), reason=F("reason"))
    history.record(run, "made", by=by)
    return _count(run)


def _fill(run: PaymentRun, ready: models.QuerySet[Claim]) -> int:
    """Copy claims and their approved lines into a run. Returns how many payments that made."""
    made = insert_from(Payment, ready, **queries.as_payment(run))
    insert_from(
        PaymentLine,
        queries.still_to_pay(ClaimLine.objects.filter(claim__payments__run=run)).order_by("pk"),
        run=_id(run),
        payment=F("claim__payments__pk"),
        claim_line=F("pk"),
        kind=F("kind"),
        amount_pence=queries.LEFT,
        live=Value(True),
    )
    return made


def _id(run: PaymentRun) -> Value:
    return Value(run.pk, models.BigIntegerField())


def _count(run: PaymentRun) -> PaymentRun:
    """Write the totals of a run's live payments onto it: the only place that adds them up."""
    kinds = {kind: Sum("amount_pence", filter=Q(kind=kind), default=0) for kind in Kind}
    sums = PaymentLine.objects.filter(run=run, live=True).aggregate(**kinds)
    run.fee_pence, run.expense_pence, run.allowance_pence = (
        sums[kind] for kind in (Kind.FEE, Kind.EXPENSE, Kind.ALLOWANCE)
    )
    run.payment_count = run.payments.live().count()
    run.save(update_fields=["fee_pence", "expense_pence", "allowance_pence", "payment_count"])
    return run


def _check_fits(run: PaymentRun) -> None:
    """Raise TransitionRefused, with names, when the run may not go on as it is."""
    wrong = queries.misfits(run)
    names = list(wrong.values_list("payee_name", flat=True)[: NAMED + 1])
    rules.check_fits(
        names[:NAMED],
        wrong=wrong.count() if len(names) > NAMED else len(names),
        has_payments=run.payments.live().exists(),
    )


@transaction.atomic
def lock_run(run: PaymentRun, *, by: User) -> PaymentRun:
    """Close a run to changes and enter what is owed. Raises TransitionRefused, naming what does not fit."""
    _check_fits(transitions.lock(run))
    locked = transitions.transition(run, "lock", by=by, locked_by=by, locked_at=clock.now())
    check_same_sums(locked, ledger=ledger.owe(locked.payments.live(), on=clock.today(), by=by))
    return locked


@transaction.atomic
def release_run(run: PaymentRun, *, by: User) -> PaymentRun:
    """Release a run for payment. Raises TransitionRefused for whoever made or locked it, or is paid by it."""
    fresh = transitions.lock(run)
    if why := rules.why_not_release(fresh, by, pays_them=queries.own_payments(fresh, by).exists()):
        raise TransitionRefused(why)
    _check_fits(fresh)
    return transitions.transition(fresh, "release", by=by, released_by=by, released_at=clock.now())


@transaction.atomic
def export_run(run: PaymentRun, *, by: User) -> BankFile:
    """Make the file and freeze it, before anybody can download it. Raises TransitionRefused, SumsDiffer.

    People whose bank details do not open are held back first, by name, and asked for them again: the rest of
    the run goes on.
    """
    refuse_while_on()
    fresh = transitions.lock(run)
    if shut := queries.unreadable(fresh):
        _hold_unreadable(shut, fresh, by=by)
    _check_fits(fresh)
    exported = transitions.transition(fresh, "export", by=by, exported_by=by, exported_at=clock.now())
    file = freeze(exported, by=by)
    facts = {"run": run.ref, "number": run.number, "sha256": file.sha256}
    transaction.on_commit(lambda: outside.note(outside.FILES, **facts))
    return file


def _hold_unreadable(shut: list[Payment], run: PaymentRun, *, by: User) -> None:
    rules.check_some_open([one.payee_name for one in shut], payments=run.payment_count)
    held = Payment.objects.filter(pk__in=[one.pk for one in shut])
    hold_payments(held, run, why=_("their bank details cannot be read"), by=by)
    for payment in shut:  # after their claims are out of the run: only then can these wait for details
        if payment.bank_details:
            details.set_aside_unreadable(payment.bank_details, by=by)
    run.refresh_from_db()


@transaction.atomic
def record_paid(run: PaymentRun, *, paid_on: dt.date, by: User) -> PaymentRun:
    """Record that the bank paid a run: ledger, claims, promises kept, and a message to each person.

    `paid_on` is the day the money left. Raises TransitionRefused for a day that cannot be.
    """
    fresh = transitions.lock(run)
    rules.check_day(fresh, paid_on)
    now = clock.now()
    paid = transitions.transition(fresh, "record", by=by, recorded_by=by, recorded_at=now, paid_on=paid_on)
    claims, payments = queries.claims_of(paid), paid.payments.live()
    check_same_sums(paid, ledger=ledger.pay(payments, on=paid_on, by=by))
    claim_actions.mark_all_paid(claims, by=by, paid_at=min(now, clock.end_of_day(paid_on)))
    insert_from(
        PaymentResult,
        payments.order_by(),
        payment=F("pk"),
        result=Value(Result.PAID.value),
        on=Value(paid_on, models.DateField()),
        why=Value(""),
        by=Value(by.pk, models.BigIntegerField()),
        at=Value(now, models.DateTimeField()),
    )
    payments.update(result=Result.PAID)
    promise.keep_all(MEND, subjects=claims, by=by)
    told = paid.payments.filter(result=Result.PAID).select_related("person").order_by("pk")
    enqueue_all(
        notifications.PAID,
        about=told.iterator(chunk_size=1000),
        to=lambda payment: payment.person,
        dedupe="paid",
        organisation_id=paid.organisation_id,
    )
    return paid


@transaction.atomic
def cancel_run(run: PaymentRun, *, why: str, by: User) -> PaymentRun:
    """Give up a run; its claims wait for the next one.

    Raises TransitionRefused once it was paid, and for whoever made its file.
    """
    before = transitions.lock(run)
    if refused := rules.why_not_cancel(before, by):
        raise TransitionRefused(refused)
    cancelled = transitions.transition(
        before, "cancel", by=by, why=why, cancelled_by=by, cancelled_at=clock.now(), cancelled_why=why
    )
    if before.status in IN_THE_LEDGER:
        ledger.owe_no_longer(cancelled.payments.live(), on=clock.today(), by=by)
    claim_actions.mark_all_out_of_payment(queries.claims_of(cancelled), by=by, why=why)
    PaymentLine.objects.filter(run=cancelled, live=True).update(live=False)
    cancelled.payments.live().update(live=False)
    return cancelled


@transaction.atomic
def hold_payments(payments: models.QuerySet[Payment], run: PaymentRun, *, why: str, by: User) -> PaymentRun:
    """Hold payments back before the file is made; their claims wait for the next run.

    Raises TransitionRefused afterwards, and when there is nothing to hold back.
    """
    fresh = transitions.lock(run)
    rules.check_may_hold(fresh, has_file=hasattr(fresh, "bank_file"))
    chosen = list(payments.filter(live=True, run=fresh).values_list("pk", flat=True))
    if not chosen:
        raise TransitionRefused(_("There is nothing left to hold back."))
    held = Payment.objects.filter(pk__in=chosen)
    if fresh.status in IN_THE_LEDGER:
        ledger.owe_no_longer(held, on=clock.today(), by=by)
    claim_actions.mark_all_out_of_payment(Claim.objects.filter(pk__in=held.values("claim")), by=by, why=why)
    PaymentResult.objects.bulk_create(
        PaymentResult(payment_id=pk, result=Result.HELD, on=clock.today(), why=why, by=by) for pk in chosen
    )
    PaymentLine.objects.filter(payment__in=chosen, live=True).update(live=False)
    held.update(live=False, result=Result.HELD)
    history.record(fresh, "payments held back", by=by, why=why, detail={"payments": len(chosen)})
    return _count(fresh)
