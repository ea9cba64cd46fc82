"""Approved fees that do not simply go with the rest: they wait, are turned down, or go another way.

Expenses never wait for a fee: a fee that stands apart gets a claim of its own, like a line with a
question does. The clock is named as the one who did it, so that no page says that somebody chose.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.promises import actions as promise
from expenses.claims import actions, promises, signals
from expenses.claims.actions import AFTER_A_BOUNCE
from expenses.claims.fees.models import FeeHold
from expenses.claims.fees.queries import first_day
from expenses.claims.lines.queries import choice_of
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.pricing.queries import fees_of_the_day
from expenses.claims.promises import promise_to
from expenses.claims.queries import looks_after
from expenses.claims.states import PAYABLE, ClaimState, Kind, LineDecision
from expenses.payees.determinations.queries import awaited
from expenses.payees.recognition.models import FeeTiming, RecognitionChoice
from expenses.payees.recognition.states import BY_HAND, NO_FEE, Choice


def arrange_for(person: Person) -> None:
    """Follow a new choice: everything of this person that is approved and not in a run."""
    arrange(Claim.objects.filter(person=person))


def arrange(claims: QuerySet[Claim]) -> None:
    """Let approved fees do what their owners chose. Costs go on. Safe to call again and again.

    Claims that somebody else is just working on are passed over; the next run calls this again.
    """
    fee = ClaimLine.objects.filter(claim=OuterRef("pk"), kind=Kind.FEE, status=LineDecision.APPROVED)
    chose = RecognitionChoice.objects.current().filter(person=OuterRef("person"))
    timed = FeeTiming.objects.filter(person=OuterRef("person"))
    wait = FeeHold.objects.filter(claim=OuterRef("pk"))
    with transaction.atomic():
        asked = awaited(project=OuterRef("project"), person=OuterRef("person"))
        wished = Exists(chose) | Exists(timed) | Exists(wait) | Exists(asked)
        found = claims.filter(Exists(fee), wished, status__in=PAYABLE)
        for claim in found.order_by("pk").select_for_update(of=("self",), skip_locked=True):
            _arrange(claim)


def _arrange(claim: Claim) -> None:
    choice = choice_of(claim)
    kind = choice.choice if choice else Choice.PAY
    if kind in NO_FEE:
        _turn_down(_beside(claim, _fees(claim)))
    elif kind == Choice.ADVICE:
        _wait(_beside(claim, _fees(claim)))
    elif awaited(project=claim.project_id, person=claim.person_id).exists():
        _wait(_beside(claim, _fees(claim)), for_payer=True)
    elif choice is None or kind != Choice.LESS or _lower(claim, known(choice.most_pence)):
        _pay_in_time(claim, by_hand=kind in BY_HAND)


def _pay_in_time(claim: Claim, *, by_hand: bool) -> None:
    day = first_day(claim)
    if by_hand or day:
        claim = _beside(claim, _fees(claim))
    if day:
        _wait_until(claim, day)
    else:
        _go_on(claim)


def _fees(claim: Claim) -> QuerySet[ClaimLine]:
    return claim.lines.filter(kind=Kind.FEE, status=LineDecision.APPROVED)


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
    promise_to(apart, promises.PAY, known(apart.pay_by), owner=looks_after(apart), by=None)
    signals.pay_may_wait.send(Claim, claim=apart, by=None, tell=False)
    if claim.status == ClaimState.APPROVED and not _anything_left(claim):
        actions.mark_had_before(claim, by=None)
    return apart


def _anything_left(claim: Claim) -> bool:
    """Say whether something is still to pay: the person may have had all of the costs in advance."""
    approved = claim.lines.filter(status=LineDecision.APPROVED)
    return approved.filter(covered_pence__lt=F("amount_pence")).exists()


def _turn_down(claim: Claim) -> None:
    """A fee that is not wanted is never paid, and never counts as received."""
    FeeHold.objects.filter(claim=claim).delete()
    gone = transitions.transition(claim, "turn down", by=None)
    for kind in (promises.PAY, promises.OVERDUE):
        promise.release(kind, subject=gone, by=None, why=_("No fee wanted for this."))
    signals.pay_may_wait.send(Claim, claim=gone, by=None, tell=False)


def _wait(claim: Claim, *, for_payer: bool = False) -> None:
    FeeHold.objects.update_or_create(claim=claim, defaults={"not_before": None, "for_payer": for_payer})
    promise.release(promises.OVERDUE, subject=claim, by=None, why=_("Not decided yet."))
    signals.pay_may_wait.send(Claim, claim=claim, by=None, tell=True)


def _wait_until(claim: Claim, day: dt.date) -> None:
    """Not paid before a day by any run; the promise moves there, and its old date stays visible."""
    FeeHold.objects.update_or_create(claim=claim, defaults={"not_before": day, "for_payer": False})
    _promise_again(claim, max(day, known(claim.pay_by)))


def _go_on(claim: Claim) -> None:
    """A fee that waited is owed again: within a week, or by the day it was promised for if that is later."""
    hold = FeeHold.objects.filter(claim=claim).first()
    if hold is None:
        return
    hold.delete()
    if hold.not_before:
        _promise_again(claim, max(known(claim.pay_by), clock.today() + AFTER_A_BOUNCE))
    signals.pay_may_wait.send(Claim, claim=claim, by=None, tell=True)


def _promise_again(claim: Claim, day: dt.date) -> None:
    if claim.pay_by != day:
        Claim.objects.filter(pk=claim.pk).update(pay_by=day)
        claim.pay_by = day
    promise_to(claim, promises.PAY, day, owner=looks_after(claim), by=None)


def _lower(claim: Claim, most_pence: int) -> bool:
    """Nobody is paid more for a day than they want, even when it was approved before they said so.

    Returns whether a fee is left to pay in this claim.
    """
    if claim.status != ClaimState.APPROVED:  # what came back was agreed before
        return True
    for line in _fees(claim):
        left = most_pence - fees_of_the_day(claim, line.activity_date, before=line)
        if left <= 0:
            _turn_down(_beside(claim, claim.lines.filter(pk=line.pk)))
        elif line.amount_pence > left:
            ClaimLine.objects.filter(pk=line.pk).update(amount_pence=left)
            history.record(claim, "fee lowered", by=None, detail={"line": line.ref})
    claim.refresh_from_db()
    return claim.status == ClaimState.APPROVED and _fees(claim).exists()
