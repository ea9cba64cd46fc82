"""Writing and sending a claim. Deciding is in `deciding.py`, paying in `settling.py`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.known import known
from coproduce.foundation.promises import actions as promise
from expenses.claims import notifications, promises, rules
from expenses.claims.actions import lock_for_change, pay_by_day, promise_to, tell
from expenses.claims.lines.actions import add_line, change_line, remove_line
from expenses.claims.lines.queries import missing
from expenses.claims.marks.actions import keep_marks
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.pricing.queries import price
from expenses.claims.pricing.rules import Entry, entry_of
from expenses.claims.queries import attendance, first_to_look
from expenses.policies.rates.rules import NoRate


@transaction.atomic
def answer_page(claim: Claim, *, page: int, answers: Mapping[str, Entry | None], by: User) -> None:
    """Keep what one short page asked: one line for each part, none where the answer was no.

    What was answered before is changed, so going back and on again adds nothing twice. All or
    nothing. Raises as add_line.
    """
    fresh = lock_for_change(claim)
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

    Raises workflow.Refused when it was sent before or something is missing.
    """
    transitions.lock(claim.person)  # two claims at once must not both ride below one mileage threshold
    fresh = lock_for_change(claim)
    lacking = missing(fresh)
    if lacking:
        raise transitions.TransitionRefused(" ".join(one.words for one in lacking))
    _price_again(fresh)
    pay_by = pay_by_day(fresh.organisation_id)
    now, looks = clock.now(), first_to_look(fresh)
    held: dict[str, Any] = {"with_person": looks, "with_since": looks and now, "deputised_at": None}
    sent = transitions.transition(fresh, "send", by=by, sent_at=now, pay_by=pay_by, question="", **held)
    promise.keep(promises.SEND, subject=sent, by=by)
    promise.keep(promises.ANSWER, subject=sent, by=by)
    promise_to(sent, promises.PAY, pay_by, by=by)
    _ask_the_project(sent, by=by)
    keep_marks(sent)
    tell(sent, notifications.RECEIVED)
    return sent


def _ask_the_project(claim: Claim, *, by: User) -> None:
    """Where nothing was noted of a meeting, the project's contact says whether the person took part."""
    lead = claim.project.lead if claim.project else None
    if lead is None or lead.pk == claim.person_id or claim.attended is not None or attendance(claim):
        return
    day = min(known(claim.pay_by), clock.today() + dt.timedelta(days=rules.LOOK_WITHIN_DAYS))
    promise_to(claim, promises.ATTENDANCE, day, by=by, owner=lead)


def _price_again(claim: Claim) -> None:
    """Rates may have changed since a line was typed, also backwards in time."""
    for line in claim.lines.select_related("rate"):
        try:
            priced = price(claim, entry_of(line), line)
        except NoRate as none_left:
            raise transitions.TransitionRefused(f"{rules.name_of(line)}: {none_left}") from none_left
        for name, value in vars(priced).items():
            setattr(line, name, value)
        line.save()


@transaction.atomic
def withdraw(claim: Claim, *, by: User) -> Claim:
    """Take a claim back that nobody has decided on. Raises workflow.Refused."""
    fresh = transitions.transition(claim, "withdraw", by=by)
    for kind in (promises.SEND, promises.ANSWER, promises.PAY, *promises.WHILE_IT_WAITS):
        promise.release(kind, subject=fresh, by=by, why=_("The claim was taken back."))
    return fresh
