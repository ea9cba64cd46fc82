"""Writing and sending a claim. Deciding is in `deciding`, paying in `expenses.payments`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.promises import actions as promise
from expenses.claims import notifications, promises, signals
from expenses.claims.lines.actions import add_line, change_line, price_again, remove_line
from expenses.claims.lines.queries import readiness_of
from expenses.claims.marks.actions import keep_marks
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.notifications import tell
from expenses.claims.pricing.rules import Entry, entry_of
from expenses.claims.queries import approvers, first_to_look, looks_after
from expenses.policies.models import Policy
from projects.roles.duties.queries import pay_by


@transaction.atomic
def answer_page(claim: Claim, *, page: int, answers: Mapping[str, Entry | None], by: User) -> None:
    """Keep what one short page asked: one line for each part, none where the answer was no.

    What was answered before is changed, so going back and on again adds nothing twice. All or
    nothing. Raises as add_line.
    """
    fresh = transitions.lock_for(claim, "send")
    standing = {line.part: line for line in fresh.lines.exclude(part="").select_related("rate", "claim")}
    for part, entry in answers.items():
        line = standing.get(part)
        if entry and line is None:
            add_line(fresh, entry=entry, by=by, part=part)
        elif entry and line and not _says_the_same(line, entry):
            change_line(line, entry=replace(entry, description=entry.description or line.description), by=by)
        elif line and entry is None:
            remove_line(line, by=by)
    Claim.objects.filter(pk=fresh.pk, reached__lt=page).update(reached=page)


def _says_the_same(line: ClaimLine, entry: Entry) -> bool:
    """Say whether an answer was given before; what the policy works out and what was added is left out."""
    before = entry_of(line)
    if entry.amount_pence is None:
        before = replace(before, amount_pence=None)
    return before == replace(entry, description=entry.description or line.description)


@transaction.atomic
def send(claim: Claim, *, by: User) -> Claim:
    """Send a claim: priced afresh, the day of payment promised, the person told.

    Raises TransitionRefused when it was sent before or something is missing.
    """
    # Two claims at once must not both ride below one mileage threshold.
    transitions.lock(claim.person)
    fresh, now = transitions.lock_for(claim, "send"), clock.now()
    able = approvers(fresh.organisation_id)
    owner, looks = looks_after(fresh, able), first_to_look(fresh, able)
    ready = readiness_of(fresh)
    if ready.missing:
        raise transitions.TransitionRefused(" ".join(one.words for one in ready.missing))
    # A question stopped the clock: sent again, the claim keeps the day it was first sent, and its promise.
    due_on = fresh.pay_by or _pay_by(fresh, ready.evidence.policy)
    price_again(fresh, ready.evidence.lines, choice=ready.choice)
    held: dict[str, Any] = {"with_person": looks, "with_since": looks and now, "deputised_at": None}
    sent_at = fresh.sent_at or now
    sent = transitions.transition(fresh, "send", by=by, sent_at=sent_at, pay_by=due_on, question="", **held)
    promises.promise_when_sent(sent, due_on, owner=owner, noted=ready.evidence.noted, by=by)
    signals.pay_may_wait.send(Claim, claim=sent, by=by, tell=False)
    keep_marks(sent, ready.evidence)
    tell(sent, notifications.RECEIVED, to=sent.person)
    return sent


def _pay_by(claim: Claim, policy: Policy) -> dt.date:
    """Return by when a claim sent today is paid: by the policy, or sooner as the person's roles promise."""
    today = clock.today()
    return pay_by(claim.person, claim.organisation_id, today, policy.pays_by(today))


@transaction.atomic
def withdraw(claim: Claim, *, by: User) -> Claim:
    """Take a claim back that nobody has decided on. Raises TransitionRefused."""
    fresh = transitions.transition(claim, "withdraw", by=by)
    for kind in (promises.SEND, promises.ANSWER, promises.PAY, *promises.WHILE_IT_WAITS):
        promise.release(kind, subject=fresh, by=by, why=_("The claim was taken back."))
    signals.pay_may_wait.send(Claim, claim=fresh, by=by, tell=False)
    return fresh
