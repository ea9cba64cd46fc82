"""What a person hears about their claim. Amounts and projects stand in the text, never in the subject."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds, notices
from coproduce.foundation.notifications.expiry import A_FORTNIGHT, NEVER, Until
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.notices import Notice
from coproduce.foundation.notifications.outbox import enqueue
from expenses.claims import queries
from expenses.claims.models import Claim
from expenses.claims.rules import totals
from expenses.claims.states import CAN_BE_CHANGED, DECIDED, UNPAID, ClaimState, LineDecision
from expenses.policies.models import Policy


def facts(message: Notification) -> dict[str, Any]:
    """Return the claim as it stands when the message is sent."""
    claim = Claim.objects.select_related("organisation", "project", "fee_hold").get(pk=message.subject_id)
    lines = list(claim.lines.all())
    refused = [line for line in lines if line.status == LineDecision.REFUSED]
    kept = [line for line in lines if line.status != LineDecision.REFUSED]
    asked = Claim.objects.filter(split_from=claim, status=ClaimState.RETURNED).first()
    return {"claim": claim, "totals": totals(kept), "lines": kept, "refused": refused, "asked": asked}


def topped_up(message: Notification) -> dict[str, Any]:
    """Return a claim that pays more for older lines, with what each of them is about."""
    found = facts(message)
    return found | {"lines": list(found["claim"].lines.all())}


def only_while(*statuses: str) -> Any:
    """Return a check: the message is wanted only while the claim stands there."""

    def not_wanted(message: Notification) -> str:
        claim = Claim.objects.filter(pk=message.subject_id).first()
        return "" if claim and claim.status in statuses else "the claim has moved on"

    return not_wanted


AFTER_SENDING = (ClaimState.SENT, ClaimState.APPROVED, ClaimState.IN_PAYMENT)
RECEIVED = kinds.register(
    NotificationKind(
        "claims/received",
        says=_("A claim has arrived"),
        context=facts,
        not_wanted=only_while(*AFTER_SENDING),
        expires=A_FORTNIGHT,
    )
)
TOPPED_UP = kinds.register(
    NotificationKind(
        "claims/topped_up",
        says=_("More money is owed for a claim"),
        context=topped_up,
        not_wanted=only_while(*AFTER_SENDING),
        expires=NEVER,
    )
)
RETURNED = kinds.register(
    NotificationKind(
        "claims/returned",
        says=_("A question about a claim"),
        context=facts,
        not_wanted=only_while(ClaimState.RETURNED),
        expires=A_FORTNIGHT,
    )
)
APPROVED = kinds.register(
    NotificationKind(
        "claims/approved",
        says=_("A claim is approved"),
        context=facts,
        not_wanted=only_while(*DECIDED),
        expires=NEVER,
    )
)
REFUSED = kinds.register(
    NotificationKind("claims/refused", says=_("A claim is refused"), context=facts, expires=NEVER)
)


def for_staff(message: Notification) -> dict[str, Any]:
    """Return which claim somebody should look at. Never its lines: they stand on its page."""
    claim = Claim.objects.select_related("organisation").get(pk=message.subject_id)
    return {"claim": claim}


DEPUTY = kinds.register(
    NotificationKind(
        "claims/deputy",
        says=_("A claim waits for a deputy"),
        context=for_staff,
        not_wanted=only_while(ClaimState.SENT),
        expires=A_FORTNIGHT,
    )
)
ESCALATED = kinds.register(
    NotificationKind(
        "claims/escalated",
        says=_("A claim is late"),
        context=for_staff,
        not_wanted=only_while(*UNPAID),
        expires=A_FORTNIGHT,
    )
)


def last_day(message: Notification) -> dict[str, Any]:
    """Return the claim, and the last day on which it is in time."""
    claim = Claim.objects.select_related("organisation").get(pk=message.subject_id)
    return {"claim": claim, "day": last_day_of(claim)}


def last_day_of(claim: Claim) -> dt.date | None:
    """Return the last day on which a claim is in time, None while it has no line."""
    oldest = claim.lines.order_by("activity_date").first()
    window = Policy.objects.in_force_or_usual(claim.organisation_id, clock.today()).claim_window_days
    return oldest.activity_date + dt.timedelta(days=window) if oldest else None


def last_moment(claim: Claim) -> dt.datetime | None:
    """Return the moment after which it is too late to say that time runs out."""
    day = last_day_of(claim)
    return clock.end_of_day(day) if day else None


RUNS_OUT = notices.register(
    Notice(
        kinds.register(
            NotificationKind(
                "claims/runs_out",
                says=_("A claim was started and not sent"),
                context=last_day,
                not_wanted=only_while(*CAN_BE_CHANGED),
                expires=Until(last_moment),
            )
        ),
        due=queries.due,
        to=lambda claim: claim.person,
        mark="window_told_at",
    )
)


def tell(claim: Claim, kind: NotificationKind, *, to: Person) -> None:
    """Write the message about where a claim stands now: one for each time it gets there."""
    enqueue(
        kind,
        to=to,
        subject=claim,
        dedupe_key=f"{kind.key}:{claim.pk}:{claim.status_since.isoformat()}",
        organisation_id=claim.organisation_id,
    )
