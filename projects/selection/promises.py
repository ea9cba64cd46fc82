"""What finding people promises, known to web and workers alike."""

from projects.selection.interest.promises import ANSWER
from projects.selection.places.promises import OFFER_ROLE, RESERVE
from projects.selection.replies.promises import FEEDBACK

__all__ = ["ANSWER", "FEEDBACK", "OFFER_ROLE", "RESERVE"]
