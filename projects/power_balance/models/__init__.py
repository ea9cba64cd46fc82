"""Step 4: imbalances and what is done about them, decisions, reviews by both sides, concerns."""

from projects.power_balance.models.concerns import Concern, ConcernContact
from projects.power_balance.models.decisions import Decision, DecisionDispute
from projects.power_balance.models.imbalances import PowerAction
from projects.power_balance.models.of_project import OfProjectQuerySet
from projects.power_balance.models.reviews import PowerRating, PowerReview, ReviewRater, ReviewResult
from projects.power_balance.models.thresholds import PowerThresholds

__all__ = [
    "Concern",
    "ConcernContact",
    "Decision",
    "DecisionDispute",
    "OfProjectQuerySet",
    "PowerAction",
    "PowerRating",
    "PowerReview",
    "PowerThresholds",
    "ReviewRater",
    "ReviewResult",
]
