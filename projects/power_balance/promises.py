"""What step 4 promises: each topic names its own kinds, known to web and workers alike."""

from projects.power_balance.decisions.promises import ANSWER_DISPUTE
from projects.power_balance.power_actions.promises import ACT, ANSWER
from projects.power_balance.reviews.promises import NEXT_REVIEW, RATE, RATE_AS_STAFF

__all__ = ["ACT", "ANSWER", "ANSWER_DISPUTE", "NEXT_REVIEW", "RATE", "RATE_AS_STAFF"]
