"""What finding people promises, known to web and workers alike."""

from projects.selection.interest.promises import ANSWER
from projects.selection.panel.promises import DECLARE, DECLARE_AS_STAFF, SIT, SIT_AS_STAFF
from projects.selection.places.promises import OFFER_ROLE, RESERVE
from projects.selection.replies.promises import FEEDBACK
from projects.selection.scoring.promises import SCORE, SCORE_AS_STAFF

__all__ = [
    "ANSWER",
    "DECLARE",
    "DECLARE_AS_STAFF",
    "FEEDBACK",
    "OFFER_ROLE",
    "RESERVE",
    "SCORE",
    "SCORE_AS_STAFF",
    "SIT",
    "SIT_AS_STAFF",
]
