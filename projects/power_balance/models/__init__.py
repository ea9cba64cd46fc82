"""Step 4: imbalances and what is done about them, decisions, and reviews by both sides."""

from projects.power_balance.models.decisions import Decision
from projects.power_balance.models.imbalances import PowerAction
from projects.power_balance.models.of_project import OfProjectQuerySet
from projects.power_balance.models.reviews import PowerRating, PowerReview, ReviewRater, ReviewResult

__all__ = [
    "Decision",
    "OfProjectQuerySet",
    "PowerAction",
    "PowerRating",
    "PowerReview",
    "ReviewRater",
    "ReviewResult",
]
