"""Whether a payment came, recorded for the person it went to."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from expenses.payments.questions import actions as questions
from expenses.payments.questions.states import Answer
from expenses.payments.recording.states import PAYMENT, WORDS
from expenses.payments.runs.models import Payment


@transaction.atomic
def record_came(
    payment: Payment, *, answer: str, words: str = "", said: dict[str, Any], by: User
) -> OnBehalf:
    """Record whether a payment came; "not yet" and "wrong" promise an answer. Raises TransitionRefused."""
    facts = {"ref": payment.claim.ref, "words": words}
    return on_behalf.record(
        person=payment.person,
        organisation_id=payment.claim.organisation_id,
        **said,
        by=by,
        what=PAYMENT,
        words=lambda: str(WORDS[Answer(answer)] % facts),
        act=lambda: questions.confirm(payment, answer=answer, words=words, by=by),
        asked=[payment, payment.claim],
    )
