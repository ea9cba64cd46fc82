"""After the money left: it came back, the payee says what became of it, finance answers."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims import actions
from expenses.payments import ledger, notifications
from expenses.payments.models import Payment
from expenses.payments.outcomes import Confirmation, PaymentResult, Reply
from expenses.payments.promises import ANSWER, DAYS_TO_ANSWER, DAYS_TO_MEND, MEND, looked_after_by
from expenses.payments.states import Answer, Result


@transaction.atomic
def record_bounced(payment: Payment, *, why: str, by: User, on: dt.date | None = None) -> Payment:
    """Record that one payment came back. Its claim is payable and promised again; the person hears of it.

    Nothing is changed in the ledger: a reversal is added. Raises Refused for a payment that was not paid.
    """
    fresh = transitions.lock(payment)
    if fresh.result != Result.PAID:
        raise TransitionRefused(_("Only a payment that was recorded as paid can come back."))
    if not why.strip():
        raise TransitionRefused(_("Say what the bank said."))
    on = on or clock.today()
    fresh.lines.filter(live=True).update(live=False)
    Payment.objects.filter(pk=fresh.pk).update(live=False, result=Result.BOUNCED)
    PaymentResult.objects.create(payment=fresh, result=Result.BOUNCED, on=on, why=why, by=by)
    ledger.send_back(fresh, on=on, by=by)
    claim = actions.mark_bounced(fresh.claim, by=by, why=why)
    _promise(MEND, fresh, days=DAYS_TO_MEND, by=by)
    promise.keep(ANSWER, subject=claim, by=by)  # the message below is the answer
    enqueue(
        notifications.BOUNCED,
        to=fresh.person,
        subject=fresh,
        dedupe_key=f"bounced:{fresh.pk}",
        organisation_id=fresh.run.organisation_id,
    )
    history.record(fresh.run, "payment came back", by=by, why=why, detail={"claim": claim.ref})
    return Payment.objects.get(pk=fresh.pk)


@transaction.atomic
def confirm(payment: Payment, *, answer: str, by: User, words: str = "") -> Confirmation:
    """Keep what the payee says about a payment. "Not yet" and "wrong" promise an answer from finance.

    Raises Refused before the payment was made, and for a wrong amount without words.
    """
    fresh = transitions.lock(payment)
    if fresh.result != Result.PAID:
        raise TransitionRefused(_("This payment has not been made, so there is nothing to tell us yet."))
    if answer == Answer.WRONG and not words.strip():
        raise TransitionRefused(_("Tell us what is wrong with the amount."))
    said = Confirmation.objects.create(payment=fresh, answer=answer, words=words, by=by)
    history.record(fresh.claim, f"payee says: {answer}", by=by)
    if answer == Answer.CAME:
        promise.keep(ANSWER, subject=fresh.claim, by=by)
    else:
        _promise(ANSWER, fresh, days=DAYS_TO_ANSWER, by=by, person=fresh.person)
    return said


@transaction.atomic
def answer(said: Confirmation, *, words: str, by: User) -> Reply:
    """Answer "not yet" or "the amount is wrong": the promise is kept and the person gets the words.

    Raises Refused when somebody has answered already.
    """
    payment = transitions.lock(said.payment)
    if Reply.objects.filter(confirmation=said).exists():
        raise TransitionRefused(_("This was answered already."))
    reply = Reply.objects.create(confirmation=said, words=words, by=by)
    promise.keep(ANSWER, subject=payment.claim, by=by)
    enqueue(
        notifications.ANSWERED,
        to=payment.person,
        subject=reply,
        dedupe_key=f"payment-answered:{reply.pk}",
        organisation_id=payment.run.organisation_id,
    )
    history.record(payment.claim, "question about the payment answered", by=by)
    return reply


def _promise(kind: Any, payment: Payment, *, days: int, by: User, person: Person | None = None) -> None:
    """Promise something about a payment within so many days. Finance looks after it."""
    by_finance = by if by.is_staff_member and by.person != payment.person else None
    promise.make(
        kind,
        subject=payment.claim,
        due_at=clock.end_of_day(clock.today() + dt.timedelta(days=days)),
        owner=looked_after_by(payment.claim, by_finance, payment.run.recorded_by, payment.run.made_by),
        by=by,
        organisation_id=payment.run.organisation_id,
        project_id=payment.claim.project_id if person else None,
        person=person,
        label=payment.claim.ref,
    )
