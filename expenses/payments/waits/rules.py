"""Why a claim cannot be paid yet. Pure."""

from dataclasses import dataclass

from coproduce.foundation.promises.kinds import WaitReason
from expenses.claims.states import ClaimState
from expenses.payees.states import BY_HAND, Route
from expenses.payments.waits import promises


@dataclass(frozen=True)
class Standing:
    """What decides whether a claim can be paid: its status, and how its person is paid.

    `for_payer`: it holds a fee that waits until the payer has decided about the role. `has_details`: bank
    details that are in use, or wait for the clock or for our check. `details_since`: given after the last
    payment of this claim came back.
    """

    status: str
    route: str = Route.BANK
    has_details: bool = False
    talk_first: bool = False
    undecided: bool = False
    for_payer: bool = False
    details_since: bool = False


def reasons(of: Standing) -> list[WaitReason]:
    """Return what the payment of a claim waits for; none: it can be paid, and its day can be named."""
    if of.status == ClaimState.IN_PAYMENT:
        return []
    by_bank = of.route not in BY_HAND
    waits = {
        promises.QUESTION: of.status == ClaimState.RETURNED,
        promises.TALK_FIRST: of.talk_first,
        promises.UNDECIDED: of.undecided,
        promises.DETERMINATION: of.for_payer,
        promises.NO_DETAILS: by_bank and not of.has_details,
        promises.CAME_BACK: of.status == ClaimState.BOUNCED
        and by_bank
        and of.has_details
        and not of.details_since,
    }
    return [reason for reason, applies in waits.items() if applies]
