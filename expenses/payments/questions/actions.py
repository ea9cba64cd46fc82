"""After the money left: the payee says what became of it, finance answers."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.questions import notifications
from expenses.payments.questions.models import Confirmation, Reply
from expenses.payments.questions.states import Answer
from expenses.payments.runs.models import Payment
from expenses.payments.runs.promises import ANSWER, DAYS_TO_ANSWER, owner_of
from expenses.payments.states import Result


@transaction.atomic
def confirm(payment: Payment, *, answer: str, by: User, words: str = "") -> Confirmation:
    """Keep what the payee says about a payment. "Not yet" and "wrong" promise an answer from finance.

    Raises TransitionRefused before the payment was made, and for a wrong amount without words.
    """
    fresh = transitions.lock(payment)
    if fresh.result != Result.PAID:
        raise TransitionRefused(_("This payment has not been made yet, so there is nothing to tell us."))
    if answer == Answer.WRONG and not words.strip():
        raise TransitionRefused(_("Tell us what is wrong with the amount."))
    said = Confirmation.objects.create(payment=fresh, answer=answer, words=words, by=by)
    history.record(fresh.claim, f"payee says: {answer}", by=by)
    if answer == Answer.CAME:
        promise.keep(ANSWER, subject=fresh.claim, by=by)
    else:
        promise.make(
            ANSWER,
            subject=fresh.claim,
            due_at=clock.end_of_day(clock.today() + dt.timedelta(days=DAYS_TO_ANSWER)),
            owner=owner_of(fresh, by=by),
            by=by,
            organisation_id=fresh.run.organisation_id,
            project_id=fresh.claim.project_id,
            person=fresh.person,
            label=fresh.claim.ref,
        )
    return said


@transaction.atomic
def answer(said: Confirmation, *, words: str, by: User) -> Reply:
    """Answer "not yet" or "the amount is wrong": the promise is kept and the person gets the words.

    Raises TransitionRefused when somebody has answered already.
    """
    payment = transitions.lock(said.payment)
    if Reply.objects.filter(confirmation=said).exists():
        raise TransitionRefused(_("This has already been answered."))
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
