"""What step 4 says to people: each topic names its own kinds, known to web and workers alike."""

from projects.power_balance.concerns.notifications import REPLY, TO_READ
from projects.power_balance.decisions.notifications import DISPUTE_ANSWERED, DISPUTED
from projects.power_balance.power_actions.notifications import ANSWERED, NOT_YET, RAISED
from projects.power_balance.reviews.notifications import REVIEW_CLOSED, REVIEW_OPENED

__all__ = [
    "ANSWERED",
    "DISPUTED",
    "DISPUTE_ANSWERED",
    "NOT_YET",
    "RAISED",
    "REPLY",
    "REVIEW_CLOSED",
    "REVIEW_OPENED",
    "TO_READ",
]
