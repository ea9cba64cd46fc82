"""So that no claim waits: a stand-in after some days, and somebody up the line when it is late.

Found by the clock, one transaction each; whatever runs twice does nothing the second time.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from expenses.claims import notifications, promises
from expenses.claims.actions import promise_to
from expenses.claims.models import STAND_IN_AFTER_DAYS, Claim
from expenses.claims.people import stand_in_for, up_the_line_of
from expenses.claims.states import ClaimState

BATCH = 500
SEEN_TO_WITHIN = dt.timedelta(days=7)


def waiting_too_long() -> list[int]:
    """Return the ids of claims that nobody decided on in their organisation's days, and nobody took over."""
    usual = Coalesce("organisation__claim_settings__stand_in_after_days", Value(STAND_IN_AFTER_DAYS))
    rows = Claim.objects.filter(status=ClaimState.SENT, stood_in_at=None).order_by().annotate(days=usual)
    found: list[int] = []
    for days in rows.values_list("days", flat=True).distinct():
        waited = rows.filter(days=days, with_since__lt=clock.now() - dt.timedelta(days=days))
        found += waited.values_list("pk", flat=True)[:BATCH]
    return found


def late_and_not_passed_up() -> list[int]:
    """Return the ids of late claims of organisations that named somebody to be told."""
    named = Claim.objects.late().filter(
        passed_up_at=None, organisation__claim_settings__up_the_line__isnull=False
    )
    return list(named.order_by("pay_by").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def hand_on(claim_id: int) -> bool:
    """Give a claim that waits to a stand-in. Says whether it was; False when somebody was first."""
    waits = Claim.objects.filter(pk=claim_id, status=ClaimState.SENT, stood_in_at=None)
    claim = waits.select_for_update(of=("self",)).first()
    stand_in = stand_in_for(claim) if claim else None
    if claim is None or stand_in is None:
        return False
    claim.with_person, claim.with_since, claim.stood_in_at = stand_in, clock.now(), clock.now()
    claim.save(update_fields=["with_person", "with_since", "stood_in_at"])
    why = _("Nobody had decided on it.")
    history.record(claim, "handed to a stand-in", by=None, why=why, detail={"to": stand_in.pk})
    day = max(known(claim.pay_by), clock.today() + SEEN_TO_WITHIN)
    promise_to(claim, promises.LOOK, day, by=None, owner=stand_in)
    _tell(claim, notifications.STAND_IN, stand_in)
    return True


@transaction.atomic
def pass_up(claim_id: int) -> bool:
    """Tell the named person up the line of a late claim, once. Says whether they were."""
    late = Claim.objects.late().filter(pk=claim_id, passed_up_at=None)
    claim = late.select_for_update(of=("self",)).first()
    person = up_the_line_of(claim) if claim else None
    if claim is None or person is None:
        return False
    claim.passed_up_to, claim.passed_up_at = person, clock.now()
    claim.save(update_fields=["passed_up_to", "passed_up_at"])
    history.record(claim, "passed up the line", by=None, detail={"to": person.pk})
    promise_to(claim, promises.OVERDUE, clock.today() + SEEN_TO_WITHIN, by=None, owner=person)
    _tell(claim, notifications.PASSED_UP, person)
    return True


def _tell(claim: Claim, kind: notifications.NotificationKind, person: Person) -> None:
    enqueue(
        kind,
        to=person,
        subject=claim,
        dedupe_key=f"{kind.key}:{claim.pk}:{claim.status_since.isoformat()}",
        organisation_id=claim.organisation_id,
    )
