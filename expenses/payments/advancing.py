"""Money given before an activity: handed over, taken off a claim, paid back, let go. Each with its entry.

An advance never goes through a run: it is given by hand. A claim that clears one is paid what is left.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.bookings import advancing, promises
from expenses.bookings.models import Advance, AdvanceUse
from expenses.bookings.states import AdvanceState, How, Use
from expenses.claims import actions
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import Kind, LineDecision
from expenses.payments import ledger, payable
from expenses.payments.states import Account, EntryKind

FROM = {How.CASH: Account.CASH, How.BANK: Account.BANK}


def may_not_give(user: User, advance: Advance) -> str:
    """Return why this account may not hand the money over, or settle it; empty when it may."""
    if advance.decided_by_id == user.pk:
        return _("You said yes to this advance, so somebody else has to do this.")
    return advancing.may_not_touch(user, advance)


@transaction.atomic
def give(advance: Advance, *, how: str, on: dt.date, handed_over_by: str, by: User) -> Advance:
    """Record that the money was handed over; the promise is kept. Raises Refused for the wrong hands."""
    fresh = _check(advance, by)
    if fresh.status != AdvanceState.APPROVED:
        raise TransitionRefused(transitions.refusal(fresh, "give advance"))
    if not clock.uk(known(fresh.decided_at)).date() <= on <= clock.today():
        raise TransitionRefused(
            _("Enter the day it was given: not in the future, nor before somebody said yes.")
        )
    given = transitions.transition(
        fresh,
        "give advance",
        by=by,
        given_by=by,
        given_at=clock.now(),
        given_on=on,
        how=how,
        handed_over_by=handed_over_by,
        open_pence=fresh.amount_pence,
    )
    lines = {Account.ADVANCES: given.amount_pence, FROM[How(how)]: -given.amount_pence}
    _enter(EntryKind.ADVANCED, given, given, lines, on=on, by=by)
    promise.keep(promises.GIVE, subject=given, by=by)
    advancing.tell(given)
    return given


@transaction.atomic
def clear_against(claim: Claim, *, by: User) -> int:
    """Take what the person had before off the costs of an approved claim. Returns how many pence.

    Fees are never touched: they are income, and the money before was for costs. A claim of which
    nothing is left to pay is paid.
    """
    fresh = transitions.lock(claim)
    lines = list(
        fresh.lines.filter(kind=Kind.EXPENSE, status=LineDecision.APPROVED).select_for_update(of=("self",))
    )
    cleared = 0
    for advance in Advance.objects.for_claim(fresh).select_for_update(of=("self",)):
        for line in lines:
            part = min(line.left_pence, advance.open_pence)
            if part:
                _take_off(advance, line, part, by=by)
                cleared += part
    if cleared and not payable.approved_lines(fresh).exists():
        actions.mark_had_before(fresh, by=by)
    return cleared


def _take_off(advance: Advance, line: ClaimLine, pence: int, *, by: User) -> None:
    line.covered_pence += pence
    line.save(update_fields=["covered_pence"])
    used = AdvanceUse.objects.create(
        advance=advance, use=Use.CLAIM, claim_line=line, amount_pence=pence, on=clock.today(), by=by
    )
    lines = {Account.EXPENSES: pence, Account.ADVANCES: -pence}
    _enter(EntryKind.CLEARED, used, advance, lines, on=used.on, by=by)
    _less(advance, pence, "advance taken off a claim", by=by)


@transaction.atomic
def take_back(advance: Advance, *, pence: int, how: str, on: dt.date, by: User) -> AdvanceUse:
    """Record that the person paid a part or all of the rest back. Raises Refused."""
    fresh = _settling(advance, pence, by)
    if on > clock.today() or on < known(fresh.given_on):
        raise TransitionRefused(
            _("Enter the day it came back. It cannot be in the future, or before it was given.")
        )
    used = AdvanceUse.objects.create(
        advance=fresh, use=Use.RETURNED, amount_pence=pence, how=how, on=on, by=by
    )
    lines = {FROM[How(how)]: pence, Account.ADVANCES: -pence}
    _enter(EntryKind.RETURNED, used, fresh, lines, on=on, by=by)
    _less(fresh, pence, "advance paid back", by=by)
    return used


@transaction.atomic
def let_go(advance: Advance, *, pence: int, why: str, by: User) -> AdvanceUse:
    """Let a part or all of the rest go, with a reason. Raises Refused."""
    fresh = _settling(advance, pence, by)
    if not why.strip():
        raise TransitionRefused(_("Say why it is let go."))
    used = AdvanceUse.objects.create(
        advance=fresh, use=Use.LET_GO, amount_pence=pence, why=why, on=clock.today(), by=by
    )
    lines = {Account.LET_GO: pence, Account.ADVANCES: -pence}
    _enter(EntryKind.LET_GO, used, fresh, lines, on=used.on, by=by)
    _less(fresh, pence, "advance let go", by=by, why=why)
    return used


@transaction.atomic
def carry_on(advance: Advance, *, by: User) -> Advance:
    """Take the rest off the person's next claim, whatever it is for. Raises Refused."""
    fresh = _check(advance, by)
    if fresh.status != AdvanceState.GIVEN:
        raise TransitionRefused(transitions.refusal(fresh, "clear advance"))
    fresh.carried = True
    fresh.save(update_fields=["carried"])
    history.record(fresh, "advance carried on", by=by)
    return fresh


def _check(advance: Advance, by: User) -> Advance:
    fresh = transitions.lock(advance)
    if why := may_not_give(by, fresh):
        raise TransitionRefused(why)
    return fresh


def _settling(advance: Advance, pence: int, by: User) -> Advance:
    fresh = _check(advance, by)
    if fresh.status != AdvanceState.GIVEN:
        raise TransitionRefused(transitions.refusal(fresh, "clear advance"))
    if not 0 < pence <= fresh.open_pence:
        raise TransitionRefused(_("Only %(rest)s of it is open.") % {"rest": pounds(fresh.open_pence)})
    return fresh


def _less(advance: Advance, pence: int, verb: str, *, by: User, why: str = "") -> None:
    """Lower what is open of a locked advance; with nothing left it is settled."""
    history.record(advance, verb, by=by, why=why, detail={"pence": pence})
    advance.open_pence -= pence
    if advance.open_pence:
        advance.save(update_fields=["open_pence"])
    else:
        transitions.transition(advance, "clear advance", by=by, open_pence=0)


def _enter(
    kind: EntryKind, source: Any, advance: Advance, lines: dict[Account, int], *, on: dt.date, by: User
) -> None:
    ledger.post(kind, source, organisation_id=advance.organisation_id, on=on, lines=lines, by=by)
