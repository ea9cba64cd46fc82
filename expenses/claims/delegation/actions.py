"""So that no claim waits: a deputy after some days, and escalation when it is late.

Found by the clock, one transaction each; whatever runs twice does nothing the second time.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from expenses.claims import notifications, promises
from expenses.claims.delegation.queries import deputy_for, told_when_late
from expenses.claims.models import Claim
from expenses.claims.notifications import tell
from expenses.claims.promises import promise_to
from expenses.claims.states import ClaimState

SEEN_TO_WITHIN = dt.timedelta(days=7)


@transaction.atomic
def hand_to_deputy(claim_id: int) -> bool:
    """Give a claim that waits to a deputy. Says whether it was; False when somebody was first."""
    waits = Claim.objects.filter(pk=claim_id, status=ClaimState.SENT, deputised_at=None)
    claim = waits.select_for_update(of=("self",)).first()
    deputy = deputy_for(claim) if claim else None
    if claim is None or deputy is None:
        return False
    claim.with_person, claim.with_since, claim.deputised_at = deputy, clock.now(), clock.now()
    claim.save(update_fields=["with_person", "with_since", "deputised_at"])
    why = _("Nobody had decided it.")
    history.record(claim, "handed to a deputy", by=None, why=why, detail={"to": deputy.pk})
    day = max(known(claim.pay_by), clock.today() + SEEN_TO_WITHIN)
    promise_to(claim, promises.LOOK, day, owner=deputy, by=None)
    tell(claim, notifications.DEPUTY, to=deputy)
    return True


@transaction.atomic
def escalate(claim_id: int) -> bool:
    """Tell the person late claims are escalated to, once. Says whether they were."""
    late = Claim.objects.late().filter(pk=claim_id, escalated_at=None)
    claim = late.select_for_update(of=("self",)).first()
    person = told_when_late(claim) if claim else None
    if claim is None or person is None:
        return False
    claim.escalated_to, claim.escalated_at = person, clock.now()
    claim.save(update_fields=["escalated_to", "escalated_at"])
    history.record(claim, "escalated", by=None, detail={"to": person.pk})
    promise_to(claim, promises.OVERDUE, clock.today() + SEEN_TO_WITHIN, owner=person, by=None)
    tell(claim, notifications.ESCALATED, to=person)
    return True
