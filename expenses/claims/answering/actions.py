"""Answering a question about a claim, and a second look by somebody else at what was refused."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock, transitions, working_days
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.answering import notifications, promises
from expenses.claims.answering.models import ClaimAnswer, SecondLook
from expenses.claims.answering.states import ANSWER_WORDS, ANSWERED, LOOK_AGAIN, LOOK_WORDS
from expenses.claims.models import Claim
from expenses.claims.queries import approvers, first_free, may_not_decide
from expenses.claims.states import ClaimState, LineDecision
from expenses.claims.writing import actions as writing

LOOK_WITHIN_WORKING_DAYS = 10


@transaction.atomic
def answer_question(claim: Claim, *, words: str, by: User) -> Claim:
    """Keep what was answered to our question, and send the claim again. Raises TransitionRefused."""
    fresh = transitions.lock(claim)
    if fresh.status != ClaimState.RETURNED:
        raise TransitionRefused(_("This question is no longer waiting for an answer. Nothing was changed."))
    ClaimAnswer.objects.create(claim=fresh, question=fresh.question, words=words, said_by=by)
    history.record(fresh, "question answered", by=by)
    return writing.send(fresh, by=by)


@transaction.atomic
def ask_again(claim: Claim, *, words: str, by: User) -> SecondLook:
    """Ask that somebody else looks again at what was refused. A colleague owes an answer by a day.

    Raises TransitionRefused when nothing was refused, when it was asked before, and when nobody else may.
    """
    fresh = transitions.lock(claim)
    refused = fresh.lines.filter(status=LineDecision.REFUSED).exists()
    if not refused or SecondLook.objects.filter(claim=fresh).exists():
        raise TransitionRefused(_("There is nothing left to look at again. Nothing was changed."))
    owner = _somebody_else(fresh, by=by)
    made = SecondLook.objects.create(claim=fresh, words=words, asked_by=by)
    history.record(fresh, "second look asked for", by=by)
    day = working_days.working_day_from(clock.today(), LOOK_WITHIN_WORKING_DAYS)
    promise.make(
        promises.SECOND_LOOK,
        subject=fresh,
        due_at=clock.end_of_day(day),
        owner=owner,
        by=by,
        organisation_id=fresh.organisation_id,
        project_id=fresh.project_id,
        person=fresh.person,
        label=fresh.title,
    )
    enqueue(
        notifications.LOOK_AGAIN,
        to=owner,
        subject=made,
        dedupe_key=f"claims-look-again:{made.pk}",
        organisation_id=fresh.organisation_id,
    )
    return made


def _somebody_else(claim: Claim, *, by: User) -> Person:
    """Return who looks again: an approver who neither refused it nor asks. Raises TransitionRefused."""
    not_them = (claim.decided_by_id, by.pk)
    able = [one for one in approvers(claim.organisation_id) if one.account_id not in not_them]
    if found := first_free(claim, able):
        return found
    raise TransitionRefused(
        _("There is nobody else here yet who can look at it. Please ring us and we will sort it out.")
    )


@transaction.atomic
def answer_again(look: SecondLook, *, stands: bool, answer: str, by: User) -> SecondLook:
    """Say what the second look found; the person reads it. Raises TransitionRefused for who refused."""
    row = transitions.lock(look)
    claim = row.claim
    if row.looked_at is not None:
        raise TransitionRefused(_("A colleague has already looked at this. Nothing was changed."))
    if claim.decided_by_id == by.pk:
        raise TransitionRefused(_("You decided this claim, so someone else has to look at it again."))
    if own := may_not_decide(by, claim):
        raise TransitionRefused(own)
    row.stands, row.answer, row.looked_by, row.looked_at = stands, answer, by, clock.now()
    row.save(update_fields=["stands", "answer", "looked_by", "looked_at"])
    history.record(claim, "looked again", by=by, detail={"stands": stands})
    promise.keep(promises.SECOND_LOOK, subject=claim, by=by)
    enqueue(
        notifications.LOOKED_AGAIN,
        to=claim.person,
        subject=row,
        dedupe_key=f"claims-looked-again:{row.pk}",
        organisation_id=claim.organisation_id,
    )
    return row


@transaction.atomic
def record_answer(claim: Claim, *, words: str, said: dict[str, Any], by: User) -> OnBehalf:
    """Record what somebody answered to our question. Raises TransitionRefused."""
    question = claim.question
    return on_behalf.record(
        person=claim.person,
        organisation_id=claim.organisation_id,
        **said,
        by=by,
        what=ANSWERED,
        words=lambda: ANSWER_WORDS % {"ref": claim.ref, "question": question, "words": words},
        act=lambda: answer_question(claim, words=words, by=by),
        asked=[claim],
    )


@transaction.atomic
def record_ask_again(claim: Claim, *, words: str, said: dict[str, Any], by: User) -> OnBehalf:
    """Record that somebody does not agree with a refusal. Raises TransitionRefused."""

    def act() -> Claim:
        return ask_again(claim, words=words, by=by).claim

    return on_behalf.record(
        person=claim.person,
        organisation_id=claim.organisation_id,
        **said,
        by=by,
        what=LOOK_AGAIN,
        words=lambda: LOOK_WORDS % {"ref": claim.ref},
        act=act,
        asked=[claim],
    )
