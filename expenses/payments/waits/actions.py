"""Keeps true what a promise to pay waits for, and makes a promise of whatever has to happen first."""

import datetime as dt

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.kinds import PromiseKind, WaitReason
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.waits.actions import set_waits
from expenses.claims import promises as of_claims
from expenses.claims.models import Claim
from expenses.claims.queries import looks_after
from expenses.payees.talking.promises import TALK
from expenses.payments.runs.promises import MEND
from expenses.payments.waits import promises, queries, rules

SETTLED_BY: dict[WaitReason, tuple[PromiseKind, int]] = {
    promises.NO_DETAILS: (promises.SAY_HOW, promises.DAYS_TO_SAY_HOW),
    promises.UNDECIDED: (promises.DECIDE, promises.DAYS_TO_DECIDE),
}
"""The promise about a person that settles a wait, and how many days it has."""
MADE_ELSEWHERE = {
    promises.QUESTION: of_claims.ANSWER,
    promises.CAME_BACK: MEND,
    promises.TALK_FIRST: TALK,
}


@transaction.atomic
def settle(*, by: User | None, tell: bool = True, **of: object) -> int:
    """Say of each promise to pay (claims chosen by `of`) what it waits for now. Returns how many changed.

    May be called again and again: nothing happens where nothing changed.
    """
    changed = 0
    for claim in queries.owed_claims(**of):
        owed = queries.promise_to_pay(claim)
        wanted = rules.reasons(queries.standing(claim))
        if owed is None or owed.waits_for == " ".join(sorted(reason.key for reason in wanted)):
            continue
        settled = {reason: _settled_by(reason, claim, by=by) for reason in wanted}
        _write_day(claim, set_waits(owed, settled, by=by, tell=tell))
        changed += 1
    for person in Person.objects.filter(claims__in=Claim.objects.filter(**of)).distinct():
        _keep_what_nothing_waits_for(person, by=by)
    return changed


def _write_day(claim: Claim, owed: Promise) -> None:
    """Keep on the claim what its promise says, so that lists of claims need not ask."""
    pay_by = claim.pay_by if owed.is_waiting else clock.uk(owed.due_at).date()
    Claim.objects.filter(pk=claim.pk).update(pay_waits=owed.waits_for, pay_by=pay_by)


def _settled_by(reason: WaitReason, claim: Claim, *, by: User | None) -> Promise | None:
    if reason == promises.DETERMINATION:
        return queries.promise_to_find_out(claim)
    if kind := MADE_ELSEWHERE.get(reason):
        return queries.settled_by(kind, claim)
    kind, days = SETTLED_BY[reason]
    if standing := queries.asked(kind, claim):
        return standing
    return promise.make(
        kind,
        subject=claim.person,
        due_at=clock.end_of_day(clock.today() + dt.timedelta(days=days)),
        owner=looks_after(claim),
        by=by,
        organisation_id=claim.organisation_id,
        person=claim.person,
        label=claim.person.name,
    )


def _keep_what_nothing_waits_for(person: Person, *, by: User | None) -> None:
    for reason, (kind, _days) in SETTLED_BY.items():
        for organisation_id in queries.asked_by(person, kind):
            if reason.key not in queries.still_waited_for(person, organisation_id):
                promise.keep(kind, subject=person, person=person, organisation_id=organisation_id, by=by)
