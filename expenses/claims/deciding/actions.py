"""Yes, no or a question, line by line, so that one missing receipt never holds up the rest."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import actions as promise
from expenses.claims import notifications, promises, rules, signals
from expenses.claims.deciding.rules import Verdict
from expenses.claims.fees import actions as fees
from expenses.claims.marks.queries import words_of_marks
from expenses.claims.models import Claim, ClaimLine, Relative
from expenses.claims.notifications import tell
from expenses.claims.promises import promise_to
from expenses.claims.queries import looks_after, may_not_decide
from expenses.claims.states import ClaimState
from expenses.claims.top_ups.models import TopUp


def _ready(claim: Claim, by: User) -> Claim:
    fresh = transitions.lock(claim)
    if own := may_not_decide(by, fresh):
        raise transitions.TransitionRefused(own)
    transitions.check(fresh, "approve")
    return fresh


@transaction.atomic
def return_claim(claim: Claim, *, why: str, by: User) -> Claim:
    """Send the whole claim back with a question. Raises TransitionRefused."""
    return _ask(_ready(claim, by), why=why, by=by)


def _ask(claim: Claim, *, why: str, by: User) -> Claim:
    if not why.strip():
        raise transitions.TransitionRefused(_("Say what you need to know."))
    if TopUp.objects.filter(line__claim=claim).exists():
        raise transitions.TransitionRefused(
            _("We made this claim ourselves because rates have changed. Say yes or no.")
        )
    fresh = transitions.transition(claim, "return", by=by, why=why, question=why)
    promise.keep(promises.LOOK, subject=fresh, by=by)
    for kind in (promises.OVERDUE, promises.ATTENDANCE):
        promise.release(
            kind, subject=fresh, by=by, why=_("We have asked a question and are waiting for the answer.")
        )
    answer_by = clock.today() + dt.timedelta(days=rules.ANSWER_WITHIN_DAYS)
    promise_to(fresh, promises.ANSWER, answer_by, owner=looks_after(fresh), by=by)
    signals.pay_may_wait.send(Claim, claim=fresh, by=by, tell=False)
    tell(fresh, notifications.RETURNED, to=fresh.person)
    return fresh


@transaction.atomic
def decide_lines(claim: Claim, *, verdicts: Mapping[str, Verdict], by: User) -> Claim:
    """Decide on every line of a claim; `verdicts` is by the line's ref.

    Approved lines go on to payment at once. Lines with a question move to a claim of their own that
    goes back to the person. Raises TransitionRefused: own claim, a line without a verdict, a "no" or a
    question without a reason, or somebody was first.
    """
    fresh = _ready(claim, by)
    lines = list(fresh.lines.select_for_update(of=("self",)))
    given = [verdicts[line.ref] for line in lines if line.ref in verdicts]
    if len(given) < len(lines) or not all(verdict.complete for verdict in given):
        raise transitions.TransitionRefused(
            _("Choose an answer for every line. Give a reason for each no and each question.")
        )
    asked = [(line, verdict.why) for line, verdict in zip(lines, given, strict=True) if verdict.ask]
    if len(asked) == len(lines):
        return _ask(fresh, why=_questions(asked), by=by)
    if asked:
        _split_off(fresh, asked, by=by)
    for line, verdict in zip(lines, given, strict=True):
        if not verdict.ask:
            _decide(line, verdict, by=by)
    return _close(fresh, by=by, any_approved=any(verdict.approve for verdict in given))


def _questions(asked: list[tuple[ClaimLine, str]]) -> str:
    return "\n".join(f"{line.words}: {why}" for line, why in asked)


def _split_off(claim: Claim, asked: list[tuple[ClaimLine, str]], *, by: User) -> Claim:
    apart = Claim.objects.create(
        person=claim.person,
        organisation=claim.organisation,
        project=claim.project,
        meeting=claim.meeting,
        about=claim.about,
        typed_by=claim.typed_by,
        status=ClaimState.SENT,
        sent_at=claim.sent_at,
        pay_by=claim.pay_by,
        split_from=claim,
    )
    for line, _why in asked:
        line.claim = apart
        line.save(update_fields=["claim"])
    history.record(apart, "lines with a question set apart", by=by, detail={"from": claim.ref})
    promises.promise_pay_apart(apart, claim, owner=looks_after(apart), by=by)
    return _ask(apart, why=_questions(asked), by=by)


def _decide(line: ClaimLine, verdict: Verdict, *, by: User) -> None:
    name = "approve line" if verdict.approve else "refuse line"
    why = "" if verdict.approve else verdict.why.strip()
    transitions.transition(line, name, by=by, why=why, decided_by=by, decided_at=clock.now(), decided_why=why)


def _close(claim: Claim, *, by: User, any_approved: bool) -> Claim:
    name = "approve" if any_approved else "refuse"
    fresh = transitions.transition(claim, name, by=by, decided_by=by, decided_at=clock.now())
    promise.keep(promises.LOOK, subject=fresh, by=by)
    promise.release(promises.ATTENDANCE, subject=fresh, by=by, why=_("The claim was decided without it."))
    if any_approved:
        signals.claim_approved.send(Claim, claim=fresh, by=by)
        fees.arrange(Claim.objects.filter(pk=fresh.pk))
        fresh.refresh_from_db()  # the person may have had all of it before
    else:
        for kind in (promises.PAY, promises.OVERDUE):
            promise.release(kind, subject=fresh, by=by, why=_("The claim was not approved."))
        signals.pay_may_wait.send(Claim, claim=fresh, by=by, tell=False)
    tell(fresh, notifications.APPROVED if any_approved else notifications.REFUSED, to=fresh.person)
    return fresh


def approve_all(claim: Claim, *, by: User) -> Claim:
    """Say yes to every line. Raises TransitionRefused."""
    return decide_lines(claim, verdicts={ref: Verdict(approve=True) for ref in _refs(claim)}, by=by)


@transaction.atomic
def approve_plain(claim: Claim, *, by: User) -> Claim:
    """Say yes to every line of a claim without marks, as one of many. Raises TransitionRefused.

    A claim with a mark is looked at by itself: marks are found anew here, not trusted from a list.
    """
    fresh = _ready(claim, by)
    if any(words_of_marks(fresh).values()):
        raise transitions.TransitionRefused(_("There is something to check. Open this claim on its own."))
    return approve_all(fresh, by=by)


def refuse_claim(claim: Claim, *, why: str, by: User) -> Claim:
    """Say no to every line, with one reason. Raises TransitionRefused."""
    return decide_lines(claim, verdicts={ref: Verdict(refuse=True, why=why) for ref in _refs(claim)}, by=by)


def _refs(claim: Claim) -> list[str]:
    return list(claim.lines.values_list("ref", flat=True))


@transaction.atomic
def declare_relative(claim: Claim, *, by: User) -> None:
    """Keep for ever that the person of a claim is related to `by`. Saying it twice is no error."""
    transitions.lock(claim)
    _row, is_new = Relative.objects.get_or_create(user=by, person_id=claim.person_id)
    if is_new:
        history.record(claim, "declared a relative", by=by)
