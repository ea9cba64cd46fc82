"""What a person hears about their claim. Amounts and projects stand in the text, never in the subject."""

from typing import Any

from coproduce.foundation.outbox import kinds
from coproduce.foundation.outbox.kinds import MessageKind
from expenses.claims.models import Claim
from expenses.claims.rules import totals
from expenses.claims.states import ClaimState, LineDecision
from expenses.claims.waits import FeeWait


def facts(message: Any) -> dict:
    """Return the claim as it stands when the message is sent."""
    claim = Claim.objects.select_related("organisation", "project").get(pk=message.subject_id)
    lines = list(claim.lines.all())
    refused = [line for line in lines if line.status == LineDecision.REFUSED]
    kept = [line for line in lines if line.status != LineDecision.REFUSED]
    asked = Claim.objects.filter(split_from=claim, status=ClaimState.RETURNED).first()
    waits = FeeWait.objects.filter(claim=claim, not_before=None).exists()
    return {"claim": claim, "totals": totals(kept), "refused": refused, "asked": asked, "waits": waits}


def only_while(*statuses: str) -> Any:
    """Return a check: the message is wanted only while the claim stands there."""

    def not_wanted(message: Any) -> str:
        claim = Claim.objects.filter(pk=message.subject_id).first()
        return "" if claim and claim.status in statuses else "the claim has moved on"

    return not_wanted


AFTER_SENDING = (ClaimState.SENT, ClaimState.APPROVED, ClaimState.IN_PAYMENT)
RECEIVED = kinds.register(
    MessageKind("claims/received", context=facts, not_wanted=only_while(*AFTER_SENDING))
)
RETURNED = kinds.register(
    MessageKind("claims/returned", context=facts, not_wanted=only_while(ClaimState.RETURNED))
)
APPROVED = kinds.register(
    MessageKind(
        "claims/approved",
        context=facts,
        not_wanted=only_while(
            ClaimState.APPROVED, ClaimState.IN_PAYMENT, ClaimState.PAID, ClaimState.BOUNCED
        ),
    )
)
REFUSED = kinds.register(MessageKind("claims/refused", context=facts))
