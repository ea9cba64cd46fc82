"""Step 4: imbalances and what is done about them, decisions, reviews by both sides, concerns."""

from projects.power_balance.concerns.models import Concern, ConcernContact
from projects.power_balance.decisions.models import Decision, DecisionDispute
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.reviews.models import PowerRating, PowerReview, ReviewRater, ReviewResult
from projects.power_balance.thresholds.models import PowerThresholds

__all__ = [
    "Concern",
    "ConcernContact",
    "Decision",
    "DecisionDispute",
    "PowerAction",
    "PowerRating",
    "PowerReview",
    "PowerThresholds",
    "ReviewRater",
    "ReviewResult",
]
