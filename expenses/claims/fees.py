"""Approved fees that do not simply go with the rest: they wait, are turned down, or go another way.

Expenses never wait for a fee: a fee that stands apart gets a claim of its own, like a line with a
question does. The clock is named as the one who did it, so that no page says that somebody chose.
"""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from contributors.models import Person
from coproduce.foundation import clock, history, workflow
from coproduce.foundation.promises import actions as promise
from expenses.claims import promises
from expenses.claims.actions import promise_to
from expenses.claims.chosen import choice_of, pence_of_the_day
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.settling import AFTER_A_BOUNCE
from expenses.claims.states import PAYABLE, ClaimState, Kind, LineDecision
from expenses.claims.waits import FeeWait
from expenses.payees.recognition.actions import follow
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.states import BY_HAND, NO_FEE, Choice


@follow
def arrange_for(person: Person) -> None:
    """Follow a new choice: everything of this person that is approved and not in a run."""
    arrange(Claim.objects.filter(person=person))


def arrange(claims: QuerySet[Claim]) -> None:
    """Let approved fees do what their owners chose. Costs go on. Safe to call again and again.

    Claims that somebody else is just working on are passed over; the next run calls this again.
    """
    fee = ClaimLine.objects.filter(claim=OuterRef("pk"), kind=Kind.FEE, status=LineDecision.APPROVED)
    chose = RecognitionChoice.objects.current().filter(person=OuterRef("person"))
    wait = FeeWait.objects.filter(claim=OuterRef("pk"))
    with transaction.atomic():
        found = claims.filter(Exists(fee), Exists(chose) | Exists(wait), status__in=PAYABLE)
        for claim in found.order_by("pk").select_for_update(of=("self",), skip_locked=True):
            _arrange(claim)


def _arrange(claim: Claim) -> None:
    choice = choice_of(claim)
    kind = choice.choice if choice else Choice.PAY
    if kind in (*NO_FEE, Choice.ADVICE, *BY_HAND):
        claim = _beside(claim, claim.lines.filter(kind=Kind.FEE, status=LineDecision.APPROVED))
    if kind in NO_FEE:
        _turn_down(claim)
    elif kind == Choice.ADVICE:
        _wait(claim)
    else:
        _go_on(claim)
    if kind == Choice.LESS and claim.status == ClaimState.APPROVED:
        _lower(claim, choice.most_pence)


def _beside(claim: Claim, fees: QuerySet[ClaimLine]) -> Claim:
    """Return a claim with nothing approved but these fees: this one, or a new one beside it."""
    if not claim.lines.filter(status=LineDecision.APPROVED).exclude(pk__in=fees.values("pk")).exists():
        return claim
    apart = Claim.objects.create(
        person=claim.person,
        organisation=claim.organisation,
        project=claim.project,
        meeting=claim.meeting,
        about=claim.about,
        typed_by=claim.typed_by,
        status=claim.status,
        sent_at=claim.sent_at,
        pay_by=claim.pay_by,
        decided_by=claim.decided_by,
        decided_at=claim.decided_at,
        split_from=claim,
    )
    fees.update(claim=apart)
    history.record(apart, "fees set apart", by=None, detail={"from": claim.ref})
    promise_to(apart, promises.PAY, apart.pay_by, by=None)
    return apart


def _turn_down(claim: Claim) -> None:
    """A fee that is not wanted is never paid, and never counts as received."""
    FeeWait.objects.filter(claim=claim).delete()
    gone = workflow.move(claim, "turn down", by=None)
    promise.release(promises.PAY, subject=gone, by=None, why=_("No fee is wanted for this."))


def _wait(claim: Claim) -> None:
    FeeWait.objects.update_or_create(claim=claim, defaults={"not_before": None})
    promise.release(promises.PAY, subject=claim, by=None, why=_("Not decided yet."))


def _go_on(claim: Claim) -> None:
    """A fee that waited is owed again, within a week at the latest date it was promised for."""
    ended, _rows = FeeWait.objects.filter(claim=claim).delete()
    if ended:
        _promise_again(claim, max(claim.pay_by, clock.today() + AFTER_A_BOUNCE))


def _promise_again(claim: Claim, day: Any) -> None:
    Claim.objects.filter(pk=claim.pk).update(pay_by=day)
    claim.pay_by = day
    promise_to(claim, promises.PAY, day, by=None)


def _lower(claim: Claim, most_pence: int) -> None:
    """Nobody is paid more for a day than they want, even when it was approved before they said so."""
    for line in claim.lines.filter(kind=Kind.FEE, status=LineDecision.APPROVED):
        left = most_pence - pence_of_the_day(claim, line.activity_date, pk__lt=line.pk)
        if left <= 0:
            _turn_down(_beside(claim, claim.lines.filter(pk=line.pk)))
        elif line.amount_pence > left:
            ClaimLine.objects.filter(pk=line.pk).update(amount_pence=left)
            history.record(claim, "fee lowered", by=None, detail={"line": line.ref})
