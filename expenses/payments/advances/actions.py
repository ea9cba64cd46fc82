"""Money given before an activity: asked for, decided, handed over, taken off a claim, paid back, let go.

An advance never goes through a run: it is given by hand. A claim that clears one is paid what is left.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.actions import mark_had_before
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.queries import approvers
from expenses.claims.states import Kind, LineDecision
from expenses.payees.queries import breaks_segregation_of_duties
from expenses.payments.advances import notifications, promises, rules
from expenses.payments.advances.models import Advance, AdvanceUse
from expenses.payments.advances.states import AdvanceState, How, Use
from expenses.payments.ledger import actions as ledger
from expenses.payments.ledger.states import Account, EntryKind
from expenses.payments.runs.queries import approved_lines
from projects.meetings.models import Meeting
from projects.team.actions import lock_open
from projects.team.models import Project

FROM = {How.CASH: Account.CASH, How.BANK: Account.BANK}


@transaction.atomic
def ask(
    *,
    person: Person,
    project: Project,
    amount_pence: int,
    what_for: str,
    needed_by: dt.date,
    by: User,
    meeting: Meeting | None = None,
    on: dt.date | None = None,
) -> Advance:
    """Ask for money before a meeting, or before a day of other work. Raises TransitionRefused."""
    fresh = lock_open(project)
    day = clock.uk(meeting.starts_at).date() if meeting else on
    if day is None or not clock.today() <= needed_by <= day:
        raise TransitionRefused(_("Choose today or a later day, up to the day of the activity."))
    advance = Advance.objects.create(
        person=person,
        organisation_id=fresh.organisation_id,
        project=fresh,
        meeting=meeting,
        amount_pence=amount_pence,
        what_for=what_for,
        on=day,
        needed_by=needed_by,
        asked_by=by,
    )
    history.record(advance, "asked for an advance", by=by, detail={"pence": amount_pence})
    promise.make(
        promises.GIVE,
        subject=advance,
        due_at=clock.end_of_day(needed_by),
        owner=_decides(advance),
        by=by,
        organisation_id=advance.organisation_id,
        project_id=advance.project_id,
        person=person,
        label=advance.title,
    )
    return advance


def _decides(advance: Advance) -> Person:
    """Return who looks after it: an approver, never the person it is for. Raises TransitionRefused."""
    for person in approvers(advance.organisation_id):
        if person.pk != advance.person_id:
            return person
    raise TransitionRefused(_("There is nobody yet who can decide this. Call us and we will sort it out."))


@transaction.atomic
def approve(advance: Advance, *, by: User) -> Advance:
    """Say yes. The promise stays open until the money is given. Raises TransitionRefused."""
    return _decide(advance, "approve advance", why="", by=by)


@transaction.atomic
def refuse(advance: Advance, *, why: str, by: User) -> Advance:
    """Say no, with a reason that the person reads. Raises TransitionRefused."""
    if not why.strip():
        raise TransitionRefused(_("Say why, and what else we can do."))
    refused = _decide(advance, "refuse advance", why=why, by=by)
    promise.release(promises.GIVE, subject=refused, by=by, why=why)
    return refused


def follow_new_time(meeting: Meeting, *, by: User) -> None:
    """A locked meeting has moved: money that was not given yet is never due after it."""
    day = clock.uk(meeting.starts_at).date()
    for advance in Advance.objects.not_given(meeting):
        advance.on, advance.needed_by = day, min(advance.needed_by, day)
        advance.save(update_fields=["on", "needed_by"])
        due_at = clock.end_of_day(advance.needed_by)
        promise.move(promises.GIVE, subject=advance, due_at=due_at, by=by, why=_("The meeting has moved."))


def let_all_go(meeting: Meeting, *, by: User, why: str) -> None:
    """A locked meeting is called off: money that was not given yet is not needed. `why` is told already."""
    for advance in Advance.objects.not_given(meeting):
        withdraw(advance, by=by)


def let_theirs_go(meeting: Meeting, person: Person, *, by: User | None) -> None:
    """Somebody cannot come to a locked meeting: money that was not given yet is not needed."""
    for advance in Advance.objects.not_given(meeting).filter(person=person):
        withdraw(advance, by=by)


def let_undecided_go(project: Project, *, by: User, person: Person | None = None) -> list[Person]:
    """Take back, on a locked project, what nobody has said yes to (`person`: of theirs). Returns whose."""
    asked = Advance.objects.filter(project=project, status=AdvanceState.ASKED).select_related("person")
    asked = asked.filter(person=person) if person else asked
    return [withdraw(advance, by=by).person for advance in asked.order_by("pk")]


@transaction.atomic
def withdraw(advance: Advance, *, by: User | None) -> Advance:
    """Take the request back before the money was given. Raises TransitionRefused."""
    gone = transitions.transition(advance, "withdraw advance", by=by)
    promise.release(promises.GIVE, subject=gone, by=by, why=_("It is no longer needed."))
    return gone


def _tell(advance: Advance) -> None:
    """Write to the person that there is something new about the advance."""
    enqueue(
        notifications.ADVANCE,
        to=advance.person,
        subject=advance,
        dedupe_key=f"{notifications.ADVANCE.key}:{advance.pk}:{advance.status_since.isoformat()}",
        organisation_id=advance.organisation_id,
    )


def _decide(advance: Advance, move: str, *, why: str, by: User) -> Advance:
    fresh = transitions.lock(advance)
    if why_not := rules.may_not_decide(by, fresh, own=breaks_segregation_of_duties(by, fresh.person)):
        raise TransitionRefused(why_not)
    decision = {"decided_by": by, "decided_at": clock.now(), "why_not": why}
    decided = transitions.transition(advance, move, by=by, why=why, **decision)
    _tell(decided)
    return decided


@transaction.atomic
def give(advance: Advance, *, how: str, on: dt.date, handed_over_by: str, by: User) -> Advance:
    """Record that the money was handed over. Raises TransitionRefused for the wrong hands."""
    fresh = _check(advance, by)
    transitions.check(fresh, "give advance")
    if not clock.uk(known(fresh.decided_at)).date() <= on <= clock.today():
        raise TransitionRefused(
            _("Enter the day it was given. It cannot be in the future, or before it was approved.")
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
    _tell(given)
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
    if cleared and not approved_lines(fresh).exists():
        mark_had_before(fresh, by=by)
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
    """Record that the person paid a part or all of the rest back. Raises TransitionRefused."""
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
    """Let a part or all of the rest go, with a reason. Raises TransitionRefused."""
    fresh = _settling(advance, pence, by)
    if not why.strip():
        raise TransitionRefused(_("Say why it is written off."))
    used = AdvanceUse.objects.create(
        advance=fresh, use=Use.LET_GO, amount_pence=pence, why=why, on=clock.today(), by=by
    )
    lines = {Account.LET_GO: pence, Account.ADVANCES: -pence}
    _enter(EntryKind.LET_GO, used, fresh, lines, on=used.on, by=by)
    _less(fresh, pence, "advance let go", by=by, why=why)
    return used


@transaction.atomic
def carry_on(advance: Advance, *, by: User) -> Advance:
    """Take the rest off the person's next claim, whatever it is for. Raises TransitionRefused."""
    fresh = _check(advance, by)
    transitions.check(fresh, "clear advance")
    fresh.carried = True
    fresh.save(update_fields=["carried"])
    history.record(fresh, "advance carried on", by=by)
    return fresh


def _check(advance: Advance, by: User) -> Advance:
    fresh = transitions.lock(advance)
    if why := rules.may_not_give(by, fresh, own=breaks_segregation_of_duties(by, fresh.person)):
        raise TransitionRefused(why)
    return fresh


def _settling(advance: Advance, pence: int, by: User) -> Advance:
    fresh = _check(advance, by)
    transitions.check(fresh, "clear advance")
    if not 0 < pence <= fresh.open_pence:
        raise TransitionRefused(
            _("Only %(rest)s of it is still to settle.") % {"rest": pounds(fresh.open_pence)}
        )
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
